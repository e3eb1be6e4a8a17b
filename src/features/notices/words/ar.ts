import type { Words } from './words.ts';

const rules = new Intl.PluralRules('ar');
const counted = (n: number): string =>
  ({
    zero: 'لا إشعارات من Greenroom',
    one: 'إشعار واحد من Greenroom',
    two: 'إشعاران من Greenroom',
    few: `${n} إشعارات من Greenroom`,
    many: `${n} إشعارًا من Greenroom`,
    other: `${n} إشعار من Greenroom`,
  })[rules.select(n)];

export const ar: Words = {
  locale: 'ar',
  direction: 'rtl',
  notices: {
    'invites.received': (a) => `دعوة لك من ${a.agency}. يمكنك الرد حتى ${a.until}.`,
    'invites.expiring': (a) => `تنتهي الدعوة من ${a.agency} في ${a.until}.`,
    'invites.withdrawn': (a) => `سُحبت الدعوة من ${a.agency}.`,
    'invites.lapsed': (a) => `انتهت الدعوة من ${a.agency} دون رد.`,
    'roster.joined': (a) => `أصبحت الآن منضمًا إلى ${a.agency}.`,
    'roster.leaving': (a) => `ستغادر ${a.agency}. تنتهي عضويتك في ${a.until}.`,
    'roster.ending': (a) => `تنتهي عضويتك في ${a.agency} ${a.inDays}، في ${a.until}.`,
    'roster.ended': (a) => `انتهت عضويتك في ${a.agency}.`,
    'permissions.expiring': (a) => `ينتهي إذنك «${a.purpose}» ${a.inDays}، في ${a.until}.`,
    'permissions.expired': (a) => `انتهى إذنك «${a.purpose}».`,
    'invites.accepted': (a) => `قُبلت دعوة ${a.agency} من ${a.creator}.`,
    'invites.declined': (a) => `رُفضت دعوة ${a.agency} من ${a.creator}.`,
    'invites.expired': (a) => `لا رد من ${a.creator} على دعوة ${a.agency}.`,
    'roster.member_leaving': (a) => `مغادرة ${a.creator} من ${a.agency}. تنتهي العضوية في ${a.until}.`,
    'roster.member_ending': (a) => `تنتهي عضوية ${a.creator} في ${a.agency} ${a.inDays}، في ${a.until}.`,
    'roster.member_ended': (a) => `انتهت عضوية ${a.creator} في ${a.agency}.`,
    'team.role_changed': (a) => `دورك الآن في ${a.agency}: ${a.role}.`,
    'team.seat_ended': (a) => `لم تعد تعمل في ${a.agency}.`,
    'security.key_made': (a) => `أُنشئ مفتاح جديد للبرامج في حسابك: ${a.key}.`,
    'security.password_changed': () => 'تغيّرت كلمة مرور حسابك.',
  },
  groups: { invitations: 'الدعوات', membership: 'العضوية', permissions: 'الأذونات', team: 'الفريق', security: 'الأمان' },
  purposes: { discovery: 'دعوات الوكالات', exact_numbers: 'الأرقام الدقيقة', live_data: 'بيانات LIVE' },
  roles: { owner: 'مالك', manager: 'مدير', coach: 'مدرب', scout: 'كشاف', finance: 'مالية' },
  aCreator: 'أحد صناع المحتوى',
  anAgency: 'وكالة',
  aKey: 'بلا اسم',
  open: 'افتح في Greenroom',
  digest: counted,
  why: (group) => `وصلتك هذه الرسالة لأن رسائل «${group}» مفعّلة.`,
  whyDaily: 'تصلك رسالة واحدة في اليوم لأنك اخترت ذلك.',
  whySecurity: 'لا يمكن إيقاف الرسائل المتعلقة بأمان حسابك.',
  stop: 'اختر الرسائل التي تصلك',
  notYou: 'إن لم تكن أنت، فغيّر كلمة المرور وألغِ المفاتيح التي لا تعرفها.',
  reset: {
    subject: 'كلمة مرور جديدة لـ Greenroom',
    text: 'طلب أحدهم كلمة مرور جديدة لحسابك. يعمل الرابط مرة واحدة ولمدة ساعة.',
    act: 'اختر كلمة مرور جديدة',
    ignore: 'إن لم تكن أنت، فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.',
  },
};
