// The second wall (docs/decisions/0033): each statement tells the database whose rows it may see, and row-level security keeps it to that.
import pg from 'pg';

/** Whose rows a statement may see: those of these agencies, creators and people, or all of them. */
export type Sees = 'everything' | readonly string[];

/** The setting that the policies read. Without it they show nothing. */
const setting = 'greenroom.sees';
const statement = 'greenroom-sees';

/** As the setting holds it. Ids alone go in: a text from outside that is none names nobody. */
export const textOf = (sees: Sees): string => (sees === 'everything' ? sees : `{${sees.filter((id) => isId.test(id)).join(',')}}`);
const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What begins a transaction, and says in the same message whose rows it sees, until it ends. */
export const beginSeeing = (begin: string, sees: string): string => `${begin}; set local ${setting} = '${sees}'`;

/** Makes the statement below known to this connection, once. */
export const prepareSeeing = { name: statement, text: `select set_config('${setting}', $1, true)`, values: ['{}'] };

type Wire = Record<'bind' | 'execute', (message: object) => void>;
interface Insides {
  prepare(connection: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: unknown): void;
}
const inner = pg.Query.prototype as unknown as Insides;

/**
 * A statement outside a transaction that sees what it is told to, in one round trip: the setting and the statement go out together before
 * one Sync. Both are one transaction to the server, and with it the setting ends.
 */
export class SeeingQuery extends pg.Query {
  readonly sees: string;
  #isSet = false;

  constructor(sees: string, query: pg.QueryConfig, done: (error: Error | null, result: pg.QueryResult) => void) {
    super(query as never, done as never);
    this.sees = sees;
  }
  requiresPreparation(): boolean {
    return true;
  }
  prepare(connection: Wire): void {
    connection.bind({ portal: '', statement, values: [this.sees] });
    connection.execute({ portal: '' });
    inner.prepare.call(this, connection);
  }
  // The first answer is that of the setting: a row nobody asked for, and its end.
  handleDataRow(message: unknown): void {
    if (this.#isSet) inner.handleDataRow.call(this, message);
  }
  handleCommandComplete(message: unknown, connection: unknown): void {
    if (this.#isSet) inner.handleCommandComplete.call(this, message, connection);
    this.#isSet = true;
  }
}
