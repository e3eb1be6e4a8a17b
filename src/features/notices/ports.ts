/** One e-mail, whole. */
export interface Letter {
  /** The same for every attempt: a receiver that saw it already shows it once. */
  messageId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  language: string;
  at: Date;
  /** The address that ends this sort of mail by one POST (RFC 8058); none for what cannot be ended. */
  unsubscribe: string | undefined;
}

/** The outside did not take a letter. `permanent`: it never will; else it is tried again. `code` names no person. */
export interface MailFault extends Error {
  code: string;
  permanent: boolean;
}
export const isMailFault = (error: unknown): error is MailFault =>
  error instanceof Error && 'permanent' in error && typeof error.permanent === 'boolean';

/** What takes letters away: a mail server, or a folder. Fails with a `MailFault`. */
export interface Post {
  kind: 'smtp' | 'files';
  send(letter: Letter): Promise<void>;
}

/** Letters that left as files lie here: each is removed that is not among those kept. */
export interface LetterBox {
  keepOnly(kept: (mailIds: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>;
}
