import type { Text } from '../texts.ts';

/** Version 1, zh-Hans; the English text stands in texts.ts. */
export const zhHans: Text[] = [
  {
    purpose: 'discovery',
    version: 1,
    locale: 'zh-Hans',
    title: '经纪公司邀请',
    body: '这里的经纪公司可以搜索到你，并向你发送邀请。它们看到你的资料，以及你各项数字的区间。你关闭它后，此后开始的任何搜索都不会出现你；待答复的邀请在同一时刻结束。如果你让它保持关闭，没有人能找到你，其他一切不变。它在一年后自动结束，除非你再次同意。',
    since: '2025-11-01',
  },
  {
    purpose: 'exact_numbers',
    version: 1,
    locale: 'zh-Hans',
    title: '分享精确数字',
    body: '找到你的经纪公司会看到你的精确数字。如果你让它保持关闭，它们看到的是区间，筛选和排序也使用区间。没有任何邀请取决于这一项。',
    since: '2025-11-01',
  },
  {
    purpose: 'live_data',
    version: 1,
    locale: 'zh-Hans',
    title: '与我的经纪公司分享直播数据',
    body: '你自己的经纪公司可以逐分钟看到你的直播，用于辅导。只有在你属于一家经纪公司之后，它才开始。如果你让它保持关闭，你的经纪公司只看到它与你的合同以及它的账目所需要的内容，你的签约关系保持不变。',
    since: '2025-11-01',
  },
];
