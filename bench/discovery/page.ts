// The figures of discovery as docs/benchmarks.md shows them.
import type { Report } from '../figures.ts';
import type { Alone } from './alone.ts';
import type { Times } from './times.ts';

type Tables = Record<'all' | 'text' | 'filters', Times>;
interface PeerFigures {
  name: string;
  note: string;
  creators?: number;
  loadSeconds: number;
  sameAnswers: string;
  ms: Tables;
}

const count = (n: number) => n.toLocaleString('en');
const row = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const table = (head: string[], rows: (string | number)[][]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const three = ({ p50, p90, p99 }: Times) => `${p50} / ${p90} / ${p99}`;
const times = ({ p50, p99 }: Times) => `${Math.round(p50)} / ${Math.round(p99)}`;

export function discoveryPage({ machine, size, ours, peers, ratios, leftOut }: Report): string {
  const { creators, queries, rounds } = size as Record<string, number>;
  const { ms, alone } = ours as unknown as { ms: Tables; alone: Alone[] };
  const rows = (peers as unknown as PeerFigures[]).map((p) => [
    p.creators === undefined || p.creators === creators ? p.name : `${p.name}, ${count(p.creators)} only`,
    three(p.ms.all),
    three(p.ms.text),
    three(p.ms.filters),
    times((ratios[p.name] as Tables).all),
    p.sameAnswers,
  ]);
  const notes = (peers as unknown as PeerFigures[]).map((p) => `${p.name}: ${p.note}; loaded in ${p.loadSeconds} s.`);
  return [
    `${count(creators!)} creators, ${queries} queries, ${rounds === 1 ? 'one round' : `the median of ${rounds} rounds`}; ${machine}. Milliseconds at p50 / p90 / p99; "times" is how many times as long as Greenroom at p50 / p99.`,
    table(
      ['engine', 'all', 'text', 'filters alone', 'times', 'same answers'],
      [['Greenroom', three(ms.all), three(ms.text), three(ms.filters), '', ''], ...rows],
    ),
    notes.join(' '),
    'The index alone, in a process of its own:',
    table(
      ['creators', 'ms', 'of text', 'bytes each, resident', 'its own count', 'build s', 'save s', 'load s', 'withdrawal µs'],
      alone.map((a) => [
        count(a.creators),
        three(a.all),
        three(a.text),
        Math.round(a.residentBytesEach),
        Math.round(a.ownBytesEach),
        a.buildSeconds,
        a.saveSeconds,
        a.loadSeconds,
        a.withdrawalMicros,
      ]),
    ),
    ...(leftOut === undefined ? [] : [leftOut]),
  ].join('\n\n');
}
