import type { Letter } from '#src/features/notices/ports.ts';

/** A letter as the composer of MIME takes it: text and HTML of one content, and the ways out of RFC 2369 and RFC 8058. */
export const composed = (letter: Letter, from: string) => ({
  from,
  to: letter.to,
  subject: letter.subject,
  text: letter.text,
  html: letter.html,
  date: letter.at,
  messageId: letter.messageId,
  disableFileAccess: true,
  disableUrlAccess: true,
  headers: {
    'Content-Language': letter.language,
    'Auto-Submitted': 'auto-generated',
    ...(letter.unsubscribe !== undefined && {
      'List-Unsubscribe': `<${letter.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  },
});

/** Not taken by the outside. The code names the sort of failure, never a person. */
export class NotTaken extends Error {
  override name = 'NotTaken';
  readonly code: string;
  readonly permanent: boolean;
  constructor(code: string, permanent: boolean) {
    super(`not taken: ${code}`);
    this.code = code;
    this.permanent = permanent;
  }
}
