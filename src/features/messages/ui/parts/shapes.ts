import type { Answer } from '#src/web/api.ts';

export type FileBegun = Answer<'messages.beginFile'>;
export type FileSent = Answer<'messages.sendPart'>;
export type Item = Answer<'messages.open'>['items'][number];
export type Last = Answer<'messages.mine'>['items'][number]['last'];
export type Side = Item['side'];
export type Refused = NonNullable<Answer<'messages.open'>['refused']>;
