import type { DueList } from '#src/features/calls/index.ts';
import { callLines, counted, type Row } from './calls.ts';
import type { Notice } from './contract.ts';
import type { Letter } from './ports.ts';
import { ar } from './words/ar.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { ja } from './words/ja.ts';
import { ptBR } from './words/pt-BR.ts';
import type { About, Words } from './words/words.ts';
import { zhHans } from './words/zh-Hans.ts';

export const allWords: readonly Words[] = [en, zhHans, es, ptBR, ar, ja];
/** The words of a person's language; plain English where there are none. */
export const wordsFor = (locale: string | null): Words => allWords.find((w) => w.locale === locale) ?? en;

/** Keeps a name of another direction together inside a sentence: FIRST STRONG ISOLATE ... POP DIRECTIONAL ISOLATE. */
const apart = (words: Words, name: string) => (words.direction === 'rtl' ? `\u2068${name}\u2069` : name);

function aboutOf(n: Notice, words: Words, zone: string): About {
  const dateLocale = words.locale === 'en' ? 'en-GB' : words.locale;
  const when = new Intl.DateTimeFormat(dateLocale, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return {
    agency: n.agency ? apart(words, n.agency.name) : words.anAgency,
    creator: n.creator ? apart(words, n.creator.displayName) : words.aCreator,
    purpose: n.purpose ? words.purposes[n.purpose] : '',
    role: n.role ? words.roles[n.role] : '',
    search: n.search ? apart(words, n.search.name) : words.aSearch,
    key: n.keyName === null ? words.aKey : apart(words, n.keyName),
    rule: n.rule === null ? '' : apart(words, words.rules[n.rule.kind]),
    from: n.rule === null ? '' : apart(words, when.format(new Date(n.rule.from))),
    until: n.until === null ? '' : apart(words, when.format(new Date(n.until))),
    count: n.count ?? 0,
    counted: counted(n.count ?? 0, words),
    inDays: n.days === null ? '' : new Intl.RelativeTimeFormat(words.locale).format(n.days, 'day'),
  };
}
/** The sentence of a notice, with its first letter as a sentence begins. */
export const sentenceOf = (n: Notice, words: Words, zone: string): string => {
  const text = words.notices[n.name](aboutOf(n, words, zone));
  return text.charAt(0).toLocaleUpperCase(words.locale) + text.slice(1);
};

const safe = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
type Said = Pick<Letter, 'subject' | 'text' | 'html' | 'language'>;
/** A paragraph, or a list of people. */
type Block = string | readonly Row[];

const plainRow = (words: Words, { name, handle, lines }: Row, i: number): string =>
  [
    `${i + 1}. ${[name, handle]
      .filter(Boolean)
      .map((one) => apart(words, one))
      .join(' ')}`,
    ...lines.map((l) => `   ${l}`),
  ].join('\n');
const plain = (words: Words, block: Block): string[] =>
  typeof block === 'string' ? [block] : block.map((row, i) => plainRow(words, row, i));

const marked = (block: Block): string => {
  if (typeof block === 'string') return `<p style="margin:0 0 12px">${safe(block)}</p>`;
  const row = ({ name, handle, lines: [first, ...more] }: Row) =>
    `<li style="margin:0;padding:10px 0;border-top:1px solid #d4dbd4"><b style="font-weight:600"><bdi>${safe(name)}</bdi></b>${
      handle === '' ? '' : ` <bdi style="color:#4c5850">${safe(handle)}</bdi>`
    }<br>${safe(first ?? '')}${more.map((l) => `<br><span style="color:#4c5850">${safe(l)}</span>`).join('')}</li>`;
  return `<ol style="list-style:none;margin:0 0 12px;padding:0;border-bottom:1px solid #d4dbd4">${block.map(row).join('')}</ol>`;
};

/** One act, and where mails are chosen: nothing else in a mail can be pressed. */
function page(
  words: Words,
  subject: string,
  blocks: Block[],
  act: { label: string; url: string },
  foot: string[],
  stop: { label: string; url: string } | undefined,
): Said {
  const lines = blocks.flatMap((block) => plain(words, block));
  const text = [...lines, `${act.label}:\n${act.url}`, '-- ', ...foot, ...(stop ? [`${stop.label}: ${stop.url}`] : [])].join('\n\n');
  const paragraphs = (all: Block[]) => all.map(marked).join('');
  const html = `<!doctype html><html lang="${words.locale}" dir="${words.direction}"><head><meta charset="utf-8"><title>${safe(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f2f5f0;color:#12221b;font:16px/24px system-ui,sans-serif"><div style="max-width:560px;margin:0 auto">
${paragraphs(blocks)}
<p style="margin:20px 0 28px"><a href="${safe(act.url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#174330;color:#ffffff;text-decoration:none">${safe(act.label)}</a></p>
<div style="border-top:1px solid #d4dbd4;padding-top:12px;color:#4c5850;font-size:13px;line-height:19px">${paragraphs(foot)}${
    stop ? `<p style="margin:0"><a href="${safe(stop.url)}" style="color:#174330">${safe(stop.label)}</a></p>` : ''
  }</div></div></body></html>`;
  return { subject, text, html, language: words.locale };
}

/** A notice as a mail tells it: of those who need a call with the list behind it. */
export type Telling = Notice & { calls?: DueList | undefined };
function blocksOf(n: Telling, words: Words, zone: string): Block[] {
  const sentence = sentenceOf(n, words, zone);
  if (n.group === 'security') return [sentence, words.notYou];
  if (n.rule !== null) return [sentence, words.keeps[n.rule.keeps]];
  if (n.calls === undefined) return [sentence];
  const { head, rows, foot } = callLines(sentence, n.calls, words);
  return [head, rows, ...(foot === '' ? [] : [foot])];
}

export function noticeLetter(n: Telling, words: Words, zone: string, origin: string): Said {
  const foot = n.group === 'security' ? [words.whySecurity] : [words.why(words.groups[n.group])];
  const stop = { label: words.stop, url: `${origin}/settings/notifications` };
  const act = { label: words.open, url: `${origin}${n.to ?? '/notices'}` };
  return page(words, sentenceOf(n, words, zone), blocksOf(n, words, zone), act, foot, stop);
}

export function digestLetter(notices: readonly Telling[], words: Words, zone: string, origin: string): Said {
  const stop = { label: words.stop, url: `${origin}/settings/notifications` };
  const act = { label: words.open, url: `${origin}/notices` };
  const blocks = notices.flatMap((n) => blocksOf(n, words, zone));
  return page(words, words.digest(notices.length), blocks, act, [words.whyDaily], stop);
}

export function resetLetter(token: string, words: Words, origin: string): Said {
  const { subject, text, act, ignore } = words.reset;
  return page(words, subject, [text], { label: act, url: `${origin}/reset/${token}` }, [ignore], undefined);
}
