import type { PolicyKind } from '#src/features/policies/contract.ts';
import type { Keeps, NoticeGroup, NoticeName } from '../contract.ts';
import type { Params } from '../tables.ts';
import type { CallWords } from './calls.ts';

/** What a sentence may name. Each is ready to be put in: looked up under the reader's rights, in the reader's language. */
export interface About {
  agency: string;
  creator: string;
  purpose: string;
  role: string;
  key: string;
  /** The name of a saved search. */
  search: string;
  /** The rule that took force, and from when on it holds. */
  rule: string;
  from: string;
  /** The end, with its zone. */
  until: string;
  /** "in 3 days" */
  inDays: string;
  /** How many, for the form of the words, and as it is written. */
  count: number;
  counted: string;
}

/** All that mails say in one language. */
export interface Words {
  locale: string;
  direction: 'ltr' | 'rtl';
  /** One sentence for each notice: subject and first line alike. */
  notices: Record<NoticeName, (about: About) => string>;
  groups: Record<NoticeGroup, string>;
  purposes: Record<NonNullable<Params['purpose']>, string>;
  roles: Record<NonNullable<Params['role']>, string>;
  /** Each rule by the name that its screen has. */
  rules: Record<PolicyKind, string>;
  /** What stays as it was agreed when a rule takes force; of leaving and of permissions said more closely. */
  keeps: Record<Keeps, string>;
  /** In place of a name that may not be said, or no longer exists. */
  aCreator: string;
  anAgency: string;
  aKey: string;
  aSearch: string;
  open: string;
  digest: (count: number) => string;
  /** Why this came, and that it can be stopped. */
  why: (group: string) => string;
  whyDaily: string;
  whySecurity: string;
  stop: string;
  notYou: string;
  calls: CallWords;
  reset: { subject: string; text: string; act: string; ignore: string };
}
