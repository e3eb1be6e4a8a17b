import type { Logger } from 'pino';
import type { SeenCreator } from '#src/features/creators/contract.ts';
import type { Db } from '#src/infra/db/open.ts';
import { compareText } from '../index/points.ts';
import type { EngineAnswer, EngineItem, EngineQuery, SearchEngine } from '../ports.ts';
import { currentSnapshot, listUrgent, loadEntries, loadPage, type Page, type Read } from '../queries/changes.ts';
import { sqlEngine } from '../queries/search.ts';
import { wordsOfCard } from '../rules.ts';
import { covers, readSnapshot } from '../rules/following.ts';
import { GenerationEnded, IndexFault, type Generation } from './generation.ts';
import type { HeldAnswer } from './held.ts';
import { openKeeper, type Keeping } from './keeper.ts';
import { shared } from './shared.ts';

/** More who went at once than are told with a search: the thread takes them in, and SQL answers meanwhile. */
const urgentMax = 2_000;
/** How often a search is made again because its page had changed meanwhile. */
const roundsMax = 3;

export interface IndexEngine extends SearchEngine {
  start(): void;
  stop(): Promise<void>;
  /** Who answers searches, of how many creators, as of which instant on the clock of `performance`. */
  state(): { by: 'index'; creators: number; heardAt: number } | { by: 'sql' };
  /** Everything committed before the call is in the index when it returns. */
  settle(): Promise<void>;
  hurry(): void;
  forgetFile(): void;
  renew(): void;
  /** How many searches were answered, and by whom. */
  answers: { index: number; sql: number };
  /** The generation that answers, for tests. */
  current(): Generation | undefined;
}
/** What a negative control leaves out: the question before the search, or the look at the page after it. */
export interface Faults {
  question?: boolean;
  page?: boolean;
}
interface Given extends Keeping {
  db: Db;
  log: Logger;
  without?: Faults;
}

interface Asked {
  generation: Generation;
  /** The primary's snapshot in which it was asked. */
  at: string;
  reads: Read[];
}

/**
 * Search by an index in memory, in a thread of its own. Before each search the primary is asked who went or shows less and is not yet known
 * to have; the page is read by key from the primary. Where the index cannot answer, SQL does.
 */
export function openIndexEngine({ db, without = {}, ...keeping }: Given): IndexEngine {
  const keeper = openKeeper(keeping);
  const answers = { index: 0, sql: 0 };

  async function ask(): Promise<Asked | undefined> {
    const generation = keeper.current();
    if (!generation) return undefined;
    const { at, creatorIds, forgotten } = await listUrgent(db, generation.state!.at, urgentMax + 1);
    if (forgotten || creatorIds.length > urgentMax) return undefined;
    if (creatorIds.length === 0 || without.question) return { generation, at, reads: [] };
    return { generation, at, reads: [await loadEntries(db, creatorIds)] };
  }
  const question = shared(ask);

  /** Undefined: SQL has to answer. */
  async function byIndex(query: EngineQuery): Promise<EngineAnswer | undefined> {
    const asked = await question();
    if (!asked) return undefined;
    const reads = [...asked.reads];
    for (let round = 0; round < roundsMax; round++) {
      const found = await asked.generation.search(query, reads);
      const page = await pageOf(found, query.now);
      if (without.page || page.changed.entries.length + page.changed.gone.length === 0) return answerOf(found, page, page.at || asked.at);
      reads.push(page.changed);
    }
    return undefined;
  }
  const pageOf = async ({ hits, since }: HeldAnswer, now: Date): Promise<Page> => {
    const asked = hits.map(({ creatorId }, i) => ({ creatorId, since: since[i]! }));
    return hits.length === 0 ? nobody : loadPage(db, asked, now);
  };

  return {
    async search(asking, query) {
      try {
        const answer = await byIndex(query);
        if (answer) {
          answers.index++;
          return answer;
        }
      } catch (error) {
        if (error instanceof IndexFault) keeping.log.error({ err: error }, 'the index could not carry out a search');
        else if (!(error instanceof GenerationEnded)) throw error;
      }
      answers.sql++;
      return sqlEngine.search(asking, query);
    },
    one: (asking, creatorId, now) => sqlEngine.one(asking, creatorId, now),
    start: () => keeper.start(),
    stop: () => keeper.stop(),
    state() {
      const state = keeper.current()?.state;
      return state ? { by: 'index', creators: state.size, heardAt: state.heardAt } : { by: 'sql' };
    },
    async settle() {
      const now = readSnapshot(await currentSnapshot(db));
      keeper.hurry();
      await keeper.until(() => {
        const state = keeper.current()?.state;
        return state !== undefined && covers(readSnapshot(state.at), now);
      });
    },
    hurry: () => keeper.hurry(),
    forgetFile: () => keeper.forgetFile(),
    renew: () => keeper.renew(),
    answers,
    current: () => keeper.current(),
  };
}

const nobody: Page = { at: '', rows: new Map(), changed: { at: '', entries: [], gone: [] } };

function answerOf({ total, exactTotal, hits, facets, meant }: HeldAnswer, page: Page, snapshot: string): EngineAnswer {
  const words = new Set(meant.map((m) => m.word));
  const items = hits.flatMap(({ creatorId, key, parts }): EngineItem[] => {
    const row = page.rows.get(creatorId);
    return row ? [{ ...row, key, parts, matched: matchedOf(row.card, words) }] : [];
  });
  return { total, exactTotal, items, facets, snapshot };
}
/** In the order that SQL gives: by field, then by word. */
const matchedOf = (card: SeenCreator, words: ReadonlySet<string>): EngineItem['matched'] =>
  words.size === 0
    ? []
    : wordsOfCard(card)
        .filter(({ word }) => words.has(word))
        .toSorted((a, b) => compareText(a.field, b.field) || compareText(a.word, b.word));
