export interface AccountFacts {
  email: string;
  /** Agencies that nobody else owns. */
  alone: number;
  /** The e-mail addresses of all who run this Greenroom, hers among them if she does. */
  admins: string[];
}
export type AccountFate = 'deleted' | 'last_owner' | 'last_operator';

/** Whether an account goes with its person, or why it stays: an agency keeps an owner, and somebody runs this Greenroom. */
export function accountFate({ email, alone, admins }: AccountFacts, serverEmail: string): AccountFate {
  if (alone > 0) return 'last_owner';
  const others = admins.filter((a) => a !== email && a !== serverEmail);
  return email === serverEmail || (admins.includes(email) && others.length === 0) ? 'last_operator' : 'deleted';
}
