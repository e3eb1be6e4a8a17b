import type { Counter } from 'prom-client';
import type { Actor, World } from '#src/infra/context.ts';
import { listDueFor } from '#src/features/calls/index.ts';
import { oneAfterAnother } from '#src/lib/turns.ts';
import { digestLetter, noticeLetter, resetLetter, wordsFor, type Telling } from './letters.ts';
import { isMailFault, type Letter, type LetterBox, type Post } from './ports.ts';
import { listKept } from './queries/mails.ts';
import { loadNotices, type MailRow } from './queries/rows.ts';
import { afterQuiet, isLate, isQuiet, isSpent, type Settings } from './rules/timing.ts';
import { loadSettings, showNotices, tokenFor } from './steps.ts';

export interface Mailing {
  world: World;
  /** Who takes letters away now; undefined: nobody yet, they wait. */
  post: () => Post | undefined;
  /** Where letters lie that left as files, now or before a mail server was set. */
  box: LetterBox | undefined;
  /** What the tokens that end mails are made with. */
  secret: string;
  /** The part of an address after @ that message ids end in. */
  host: string;
  actorOf: (personId: string) => Promise<Actor>;
  carryOut: <O>(name: string, input: unknown) => Promise<O>;
  counted: Counter<'outcome'>;
}

/** How long the end of the program waits for the letter in hand. */
const patienceMs = 4_000;

type Outcome = { is: 'sent' | 'moot' } | { is: 'later'; dueAt: Date } | { is: 'failed'; fault: string; permanent: boolean };
type Made = Pick<Letter, 'subject' | 'text' | 'html' | 'language' | 'unsubscribe'>;

/** Of those who need a call the mail names so many. */
const namedMost = 10;

/** Sends what is due. Everything is read anew for each attempt: wishes, rights, names. Nothing of it happens inside a transaction. */
export function openMailing({ world, post, box, secret, host, actorOf, carryOut, counted }: Mailing) {
  const { db, log } = world;
  let stopped = false;

  async function noticesOf(mail: MailRow, reader: Actor, settings: Settings, now: Date): Promise<Telling[]> {
    const rows = await loadNotices(db, mail.person_id, mail.notice_ids);
    const shown = await showNotices(db, reader, rows, now);
    const wanted = shown.filter(({ item, moot }) => !moot && !settings.mailOff.includes(item.group)).map(({ item }) => item);
    const told: Telling[] = [];
    for (const item of wanted) {
      if (item.name !== 'calls.today') {
        told.push(item);
        continue;
      }
      const calls = await listDueFor(db, reader, item.agency!.agencyId, now, namedMost);
      if (calls && calls.total > 0) told.push({ ...item, count: calls.total, calls });
    }
    return told;
  }

  /** The letter, or why none goes now. */
  async function write(mail: MailRow, reader: Actor, now: Date): Promise<Made | Outcome> {
    const words = wordsFor(reader.locale ?? null);
    const origin = world.origin();
    if (mail.kind === 'reset') {
      if (mail.secret === null || isLate(mail.kind, mail.made_at, now)) return { is: 'moot' };
      return { ...resetLetter(mail.secret, words, origin), unsubscribe: undefined };
    }
    const settings = (await loadSettings(db, [mail.person_id])).get(mail.person_id)!;
    const items = await noticesOf(mail, reader, settings, now);
    const [first] = items;
    if (!first) return { is: 'moot' };
    const off = (token: string) => `${origin}/v1/notices/unsubscribe/${token}`;
    if (first.group === 'security') return { ...noticeLetter(first, words, settings.zone, origin), unsubscribe: undefined };
    if (isQuiet(now, settings)) return { is: 'later', dueAt: afterQuiet(now, settings) };
    // A day that holds nothing but the list of calls is told as that list.
    if (items.length === 1 && (mail.kind === 'notice' || first.calls))
      return { ...noticeLetter(first, words, settings.zone, origin), unsubscribe: off(tokenFor(secret, mail.person_id, first.group)) };
    return { ...digestLetter(items, words, settings.zone, origin), unsubscribe: off(tokenFor(secret, mail.person_id, null)) };
  }

  async function attempt(mail: MailRow, by: Post): Promise<Outcome> {
    if (isSpent(mail.attempts)) return { is: 'failed', fault: 'attempts', permanent: true };
    const now = world.clock();
    const reader = await actorOf(mail.person_id);
    const made = await write(mail, reader, now);
    if ('is' in made) return made;
    const letter: Letter = {
      ...made,
      messageId: `<${mail.mail_id}@${host}>`,
      to: { name: reader.name ?? '', address: reader.email! },
      at: now,
    };
    try {
      await by.send(letter);
    } catch (error) {
      if (!isMailFault(error)) throw error;
      return { is: 'failed', fault: error.code, permanent: error.permanent };
    }
    return { is: 'sent' };
  }

  async function settle(mail: MailRow, outcome: Outcome) {
    const { dead } = await carryOut<{ dead: boolean }>('notices.settleMail', { mailId: mail.mail_id, attempts: mail.attempts, outcome });
    counted.inc({ outcome: dead ? 'dead' : outcome.is });
    // Neither address nor words: the id finds the row.
    if (dead) log.error({ mailId: mail.mail_id, fault: 'fault' in outcome ? outcome.fault : '' }, 'a mail was given up');
  }

  /** A file goes with the row of its letter, and with any notice that it told of; gives how many went. */
  const tidy = async (): Promise<number> => (await box?.keepOnly((mailIds) => listKept(db, mailIds))) ?? 0;

  /** One letter after the other, so that a slow mail server slows nobody but itself; gives how many left. */
  async function sendDue(): Promise<number> {
    const by = post();
    if (!by) return 0;
    let sent = 0;
    for (let round = 0; round < 200 && !stopped; round++) {
      const { mails } = await carryOut<{ mails: MailRow[] }>('notices.claimMails', { most: 1 });
      const [mail] = mails;
      if (!mail) break;
      const outcome = await attempt(mail, by).catch((error: unknown): Outcome => {
        log.error({ err: error, mailId: mail.mail_id }, 'a mail could not be written');
        return { is: 'failed', fault: 'bug', permanent: false };
      });
      if (outcome.is === 'sent') sent++;
      await settle(mail, outcome);
    }
    // Of somebody who was erased while hers was being written too.
    if (sent > 0 && by.kind === 'files') await tidy();
    return sent;
  }
  const turns = oneAfterAnother();
  let ending: Promise<void> | undefined;
  async function stop(): Promise<void> {
    stopped = true;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, patienceMs);
    await Promise.race([turns.settled(), late.promise]);
    clearTimeout(timer);
  }
  return {
    /** In this process one after the other; several processes never take the same letter. */
    sendDue: (): Promise<number> => turns.take(sendDue),
    /** Somebody waits in front of the screen: not only when the job comes by. */
    hurry: (): void => void turns.take(sendDue).catch((error: unknown) => log.warn({ err: error }, 'mail')),
    settled: turns.settled,
    tidy,
    /** Begins no other letter. A mail server that hangs holds nobody up: its letter goes again later, under the same id. */
    stop: (): Promise<void> => (ending ??= stop()),
  };
}

/** Reminders, until they have caught up with the clock. */
export async function remindAll(carryOut: Mailing['carryOut']): Promise<void> {
  for (let n = 0; n < 60; n++) if (!(await carryOut<{ more: boolean }>('notices.remind', {})).more) return;
}
