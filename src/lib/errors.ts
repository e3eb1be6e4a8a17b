/** The closed list of expected refusals; `infra/http/errors.ts` maps each kind to one HTTP status. */
export type Kind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'unprocessable'
  | 'too_many'
  | 'busy';

export interface Reason {
  kind: Kind;
  /** One English sentence for programs and logs; screens word the code themselves. */
  detail: string;
}
export type Reasons = Record<string, Reason>;

/**
 * An expected "no": it rolls the transaction back and is shown to the caller with its code and sentence. It is an answer and no fault, so nobody
 * reads where it was made; to write that down would cost ten times the rest, and every page asks hundreds of times what somebody may do.
 */
export class Refusal extends Error {
  readonly kind: Kind;
  readonly code: string;
  readonly more: Record<string, unknown>;
  constructor(kind: Kind, code: string, detail: string, more: Record<string, unknown> = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.more = more;
  }
}

/** Makes `no('invites.lapsed')` from a feature's table of reasons; `more` travels in the problem document. */
export function refusals<T extends Reasons>(reasons: T) {
  return (code: keyof T & string, more: Record<string, unknown> = {}): Refusal => {
    const reason = reasons[code];
    if (!reason) throw new Error(`unknown refusal ${code}`);
    return new Refusal(reason.kind, code, reason.detail, more);
  };
}

/** A broken assumption of ours: becomes 500, is logged, and never shown. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`assertion: ${what}`);
}

/** The machine, the folder or the database cannot be used as it is. The message is one sentence for whoever started the program. */
export class UnusableSetUp extends Error {}
