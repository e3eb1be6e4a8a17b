import { createHmac } from 'node:crypto';
import type pg from 'pg';
import type * as Backstage from '#src/connectors/backstage/downloads.ts';
import { openFiles } from '#src/connectors/mail/files.ts';
import { openSmtp } from '#src/connectors/mail/smtp.ts';
import { openPrinter } from '#src/connectors/pdf/open.ts';
import { openSheets } from '#src/connectors/sheets/open.ts';
import type * as Sign from '#src/connectors/webhook/sign.ts';
import { eventSub } from '#src/connectors/twitch/eventsub.ts';
import { standard } from '#src/connectors/webhook/standard.ts';
import * as agencies from '#src/features/agencies/index.ts';
import * as blocks from '#src/features/blocks/index.ts';
import * as calls from '#src/features/calls/index.ts';
import * as copies from '#src/features/copies/index.ts';
import * as creators from '#src/features/creators/index.ts';
import * as discovery from '#src/features/discovery/index.ts';
import * as earnings from '#src/features/earnings/index.ts';
import * as imports from '#src/features/imports/index.ts';
import * as invites from '#src/features/invites/index.ts';
import * as live from '#src/features/live/index.ts';
import * as messages from '#src/features/messages/index.ts';
import * as notices from '#src/features/notices/index.ts';
import * as ops from '#src/features/ops/index.ts';
import * as people from '#src/features/people/index.ts';
import * as policies from '#src/features/policies/index.ts';
import * as roster from '#src/features/roster/index.ts';
import * as scouting from '#src/features/scouting/index.ts';
import * as sources from '#src/features/sources/index.ts';
import { perform, type Act, type Door } from '#src/infra/act.ts';
import { openCtx, system, type Actor, type World } from '#src/infra/context.ts';
import { checks as foundation } from '#src/infra/db/checks.ts';
import { settleEra } from '#src/infra/db/eras.ts';
import { openDb } from '#src/infra/db/open.ts';
import { places as foundationPlaces, type Place } from '#src/infra/db/tables.ts';
import { openHttp } from '#src/infra/http/app.ts';
import type { Route } from '#src/infra/http/routes.ts';
import type { Gate } from '#src/infra/http/limits.ts';
import type { Remembered } from '#src/infra/journal.ts';
import type { Job } from '#src/infra/jobs/queue.ts';
import { openRelay } from '#src/infra/jobs/relay.ts';
import { eraseFoundation, exportFoundation, type ErasureStep, type ExportStep } from '#src/infra/owned.ts';
import { openMetrics } from '#src/infra/metrics.ts';
import { openSealer } from '#src/infra/seal.ts';
import { verify } from '#src/infra/verify.ts';

/** What a process brings to the program: clocks and ids come from `main.ts`, or from a test. */
export interface Given extends Pick<World, 'clock' | 'newId' | 'newSecret' | 'log' | 'origin' | 'journal'> {
  pool: pg.Pool;
  /** Connections that only withdrawal and leaving use. */
  reserve: pg.Pool;
  /** Where people reach us when a proxy stands in front, `https://agency.example`. */
  publicOrigin?: string | undefined;
  /** `house`: one agency; nobody is searched or invited. */
  mode?: 'platform' | 'house';
  /** What session cookies are signed with. */
  secret: string;
  /** The logins of a demo; undefined elsewhere. */
  demoLogins?: Parameters<typeof people.makeRoutes>[1];
  /** The folder of the built screens. */
  dist?: string;
  /** Parse every answer by its published shape. */
  strict?: boolean;
  gate?: Gate;
  /** True: the disk is full, what can wait is refused. */
  full?: () => boolean;
  makeRoom?: World['makeRoom'];
  engine?: discovery.SearchEngine;
  /** Smaller days than the real ones: for tests. */
  budgets?: Readonly<Record<discovery.Budget, number>>;
  /** Searches are answered by an index in memory, once it was started; `folder`: where it lies between two starts. */
  index?: { folder?: string } & Partial<Pick<Parameters<typeof discovery.openIndexEngine>[0], 'everyMs' | 'onStage' | 'without'>>;
  /** Where mails go: the server, or, in a demo or without one, files in the folder. Without all of it they wait. */
  mail?: { smtpUrl: string | undefined; from: string; folder: string };
  /** Takes letters away in place of both: for tests. */
  post?: notices.Post;
  /** Keeps passwords in place of the real one: for tests. */
  passwords?: people.Passwords | undefined;
  /** Prints copies in place of the real one: for tests. */
  printer?: copies.Printer & { stop?: () => Promise<void> };
  /** Other steps than the real ones: only a negative control has a reason to. */
  withdrawal?: creators.WithdrawalStep[];
  erasure?: ErasureStep[];
  exporting?: ExportStep[];
  /** Takes what erasures left behind out of the files of the database, as its owner. */
  scrub?: () => Promise<unknown>;
  processMetrics?: boolean;
}

/** In this order a withdrawal is carried out; the one permitted inversion (decisions). */
export const withdrawalSteps: creators.WithdrawalStep[] = [
  invites.voidInvites,
  discovery.forgetCreator,
  scouting.forgetLead,
  messages.hideMessages,
];

/** In this order a feature lets go of somebody who is erased: later ones first, so that nothing refers to what is gone. */
export const erasureSteps: ErasureStep[] = [
  notices.eraseNotices,
  messages.eraseMessages,
  scouting.eraseLeads,
  discovery.eraseEntry,
  invites.eraseInvitations,
  calls.eraseClaims,
  roster.eraseMembership,
  copies.eraseAgreed,
  blocks.eraseBlocks,
  live.eraseLive,
  sources.eraseSources,
  creators.eraseProfile,
  agencies.eraseSeats,
  people.erasePeople,
  eraseFoundation,
];

/** What each feature gives of hers when she takes everything with her. */
export const exportSteps: ExportStep[] = [
  people.exportPeople,
  agencies.exportSeats,
  creators.exportProfile,
  live.exportLive,
  blocks.exportBlocks,
  roster.exportMemberships,
  roster.exportOffers,
  roster.exportPromises,
  roster.exportCases,
  copies.exportCopies,
  calls.exportClaims,
  invites.exportInvites,
  discovery.exportEntry,
  scouting.exportLeads,
  scouting.exportSearches,
  messages.exportThreads,
  notices.exportNotices,
  exportFoundation,
];

/** Each table with its shard, and what a withdrawal, an erasure and an export do with its rows. */
export const places = {
  ...foundationPlaces,
  ...people.places,
  ...policies.places,
  ...agencies.places,
  ...creators.places,
  ...imports.places,
  ...live.places,
  ...sources.places,
  ...blocks.places,
  ...copies.places,
  ...roster.places,
  ...calls.places,
  ...invites.places,
  ...discovery.places,
  ...scouting.places,
  ...messages.places,
  ...notices.places,
  ...earnings.places,
};
/** Tables from which an erasure takes something: rewritten afterwards, so that their files hold it no longer. */
export const scrubbed = (Object.entries(places) as [string, Place][])
  .filter(([, place]) => place.onErasure === 'delete' || place.onErasure === 'pseudonym')
  .map(([name]) => name);
export const checks = [
  ...foundation,
  ...creators.checks,
  ...live.checks,
  ...copies.checks,
  ...roster.checks,
  ...invites.checks,
  ...discovery.checks,
  ...scouting.checks,
  ...messages.checks,
];

/** A house has one agency, and nobody who could be searched, invited, or be a member by her own yes (decisions). */
const notInAHouse = new Set([
  'agencies.create',
  'agencies.ownerLink',
  'agencies.verify',
  'copies.file',
  'copies.list',
  'discovery.search',
  'discovery.profile',
  'invites.send',
  'messages.beginFile',
  'messages.file',
  'messages.list',
  'messages.open',
  'messages.read',
  'messages.sendPart',
  'messages.write',
  'invites.list',
  'invites.withdraw',
  'invites.allowance',
  'roster.list',
  'roster.assign',
  'roster.answerCase',
  'roster.cases',
  'roster.confirmTrial',
  'roster.decideCase',
  'roster.keepPromise',
  'roster.memberCases',
  'roster.order',
  'roster.remove',
  'roster.runningOf',
  'roster.offer',
  'roster.offers',
  'roster.promises',
  'roster.withdrawOffer',
  'roster.live',
  'roster.liveCompare',
  'roster.liveMembers',
  'roster.liveMinutes',
  'roster.liveNow',
  'scouting.drop',
  'scouting.dropSearch',
  'scouting.editSearch',
  'scouting.fresh',
  'scouting.keepSearch',
  'scouting.list',
  'scouting.move',
  'scouting.note',
  'scouting.remind',
  'scouting.save',
  'scouting.savedBy',
  'scouting.searches',
  'scouting.show',
]);

interface PostOffice {
  post: () => notices.Post | undefined;
  box: notices.LetterBox | undefined;
}
/** In a demo nothing leaves the machine, whatever mail server is set. */
function openPost({ mail, post, demoLogins }: Given): PostOffice {
  const files = mail && openFiles(mail.folder, mail.from);
  if (post || !mail) return { post: () => post, box: files };
  const smtp = mail.smtpUrl === undefined ? undefined : openSmtp(mail.smtpUrl, mail.from);
  return { post: () => (smtp && demoLogins?.() === undefined ? smtp : files), box: files };
}

/** Undefined: SQL alone searches. */
function openIndex({ index, pool, newId, log }: Given, db: World['db']): discovery.IndexEngine | undefined {
  if (!index) return undefined;
  const { connectionString, options } = pool.options;
  const { folder, ...tests } = index;
  return discovery.openIndexEngine({
    db,
    newId,
    log,
    folder,
    connection: { connectionString: connectionString!, options },
    everyMs: 500,
    ...tests,
  });
}

interface Rooms {
  engine: discovery.SearchEngine;
  exposures: creators.ExposureLog;
  show: discovery.Showing;
  erasing: creators.Erasing;
  post: PostOffice['post'];
  intake: ReturnType<typeof live.openIntake>;
  watching: ReturnType<typeof live.openWatching>;
  carryOut: (name: string, input: unknown) => Promise<unknown>;
}
/** Whose signed webhooks are understood. */
const senders = { standard, listener: standard, twitch: eventSub };

function openRoutes(given: Given, { engine, exposures, show, erasing, post, intake, watching, carryOut }: Rooms): Route[] {
  const logins = given.demoLogins ?? (() => undefined);
  const served = (r: Route) => given.mode !== 'house' || !notInAHouse.has(r.door.name);
  const all: Route[] = [
    ...people.makeRoutes(() => routes.map((r) => r.door), logins),
    ...policies.routes,
    ...agencies.routes,
    ...creators.makeRoutes(erasing, given.exporting ?? exportSteps),
    ...imports.routes,
    ...live.makeRoutes(intake.gather, watching.watch),
    ...sources.makeRoutes({ ports: senders, sealer: openSealer(given.secret), gather: intake.gather, carryOut }),
    ...copies.routes,
    ...roster.makeRoutes(exposures),
    ...calls.makeRoutes(given.mode === 'house'),
    ...invites.routes,
    ...discovery.makeRoutes(
      discovery.openDiscovery({ engine, show, cursors: discovery.openCursors(given.secret), leftOut: invites.leftOutOf }),
    ),
    ...scouting.makeRoutes(show),
    ...messages.routes,
    ...notices.makeRoutes(given.secret, () => post()?.kind ?? 'files'),
    ...earnings.routes,
    ...ops.makeRoutes(checks),
  ];
  const routes = all.filter(served);
  return routes;
}

/** What a person is here beside an account: one question with who asks, in every request. */
const rolesOf: people.RolesOf = { creator_id: creators.creatorOf, agencies: agencies.seatsOf };

/** Acts that no request reaches: jobs, the server's own set-up, the people of a demo. */
const inner = (erasing: creators.Erasing, onImported: imports.OnProgress, ownPerson: Parameters<typeof notices.makeTellRules>[0]) =>
  [
    people.enrol,
    people.issueStartLink,
    people.notePassword,
    people.sweepOld,
    policies.turnPolicies,
    agencies.seatPerson,
    creators.publishTexts,
    creators.makeExpireConsents(erasing.withdrawal),
    creators.makeEraseAgain(erasing),
    creators.makeWithdrawAgain(erasing),
    imports.claim,
    imports.beat,
    imports.stage,
    imports.refuse,
    imports.judgeAgain,
    imports.makeFinish(onImported),
    imports.makeCarryIn(onImported),
    imports.sweepImports,
    live.take,
    live.claim,
    live.keep,
    live.reckon,
    sources.heard,
    sources.place,
    sources.forget,
    sources.noteSubscription,
    sources.sweepSources,
    copies.keepCopy,
    copies.beginCopy,
    roster.closeMemberships,
    roster.seeTrials,
    calls.reckonStep,
    invites.expireInvites,
    discovery.noteLimit,
    discovery.sweepBudgets,
    discovery.sweepChanges,
    scouting.claimSearches,
    scouting.keepHits,
    scouting.settleSearch,
    scouting.tellDue,
    messages.blockAgain,
    messages.sweepMessages,
    notices.remind,
    notices.makeTellRules(ownPerson),
    notices.sweepNotices,
    notices.queueReset,
    notices.claimMails,
    notices.settleMail,
    earnings.reckonBonus,
  ] as unknown as Act[];

/** The composition root: the one file that names every feature. */
export function openApp(given: Given) {
  const db = openDb(given.pool, 'everything');
  const reserve = openDb(given.reserve, 'everything');
  const world: World = { ...given, db, reserve };
  const metrics = openMetrics(given.processMetrics);
  const { post, box } = openPost(given);
  const hooks: people.AuthHooks = {
    onResetAsked: async (personId, token) => {
      await carryOut('notices.queueReset', { personId, token });
      mailing.hurry();
    },
    onPasswordChanged: async (personId) => void (await carryOut('people.notePassword', { personId })),
  };
  const auth = people.openAuth(given.pool, given, hooks);
  const urgentAuth = people.openAuth(given.reserve, given, hooks);
  const exposures = creators.openExposureLog(world, metrics);
  const show = discovery.openShowing({
    exposures,
    budgets: given.budgets ?? discovery.budgets,
    onLimit: async ({ seat, most, first }) => {
      metrics.limits.inc({ budget: seat.sort });
      if (first) await carryOut('discovery.noteLimit', { ...seat, most });
    },
  });
  const ownPerson = async (tx: World['db']) => (await people.findPersonByEmail(tx, serverEmail))?.id;
  const index = openIndex(given, db);
  const engine = given.engine ?? index ?? discovery.sqlEngine;
  metrics.watchIndex(() => index?.state());
  const sheets = openSheets();
  const printer = given.printer ?? openPrinter();
  const importing = imports.openImporting({ world, reader: sheets, carryOut });
  const making = copies.openMaking({ world, printer, carryOut });
  const intake = live.openIntake(carryOut);
  const watching = live.openWatching({ ...world, openWays: (ways) => people.listOpenWaysEverywhere(db, ways, given.clock()) });
  const claiming = live.openClaiming(world, carryOut);
  const records = live.openRecords(world, carryOut);
  const reckoning = calls.openReckoning({ world, carryOut });
  const bonuses = earnings.openReckoning({ world, carryOut });
  const asking = scouting.openAsking({ world, engine, carryOut });
  const reactions = [
    discovery.makeFollow(() => index?.hurry()),
    copies.makeFollow(making.hurry),
    roster.followSeats,
    invites.followDeclines,
    scouting.makeFollow(world),
    scouting.followSeats,
    scouting.followChanges(asking.hurry),
    notices.makeFollow(world, ownPerson),
    imports.makeFollow(importing.hurry),
    live.makeFollow(claiming.hurry),
    live.makeFollowEnds(records.hurry),
    calls.makeFollow(reckoning.hurry),
    calls.makeFollowRules(() => void reckoning.workDue()),
    calls.followSeats,
    earnings.makeFollow(bonuses.hurry),
    messages.makeFollowEnds(given),
  ];
  const relay = openRelay(world, reactions, metrics, given.log);
  const erasing = { withdrawal: given.withdrawal ?? withdrawalSteps, erasure: given.erasure ?? erasureSteps, serverEmail };
  const routes = openRoutes(given, { engine, exposures, show, erasing, post, intake, watching, carryOut });
  const acts = new Map<string, Act>();
  for (const door of [...routes.map((r): Door => r.door), ...inner(erasing, importing.onProgress, ownPerson)])
    if (door.sort === 'act') acts.set(door.name, door);

  const loadActor = (request: Request, urgent: boolean): Promise<Actor> =>
    people.identify(urgent ? reserve : db, urgent ? urgentAuth : auth, request, rolesOf);
  const http = openHttp({
    world,
    metrics,
    routes,
    identify: loadActor,
    authPages: (request) => auth.handler(request),
    publicOrigin: given.publicOrigin,
    ...(given.dist !== undefined && { dist: given.dist }),
    ...(given.strict !== undefined && { strict: given.strict }),
    ...(given.gate && { gate: given.gate }),
    ...(given.full && { full: given.full }),
  });

  /** Carries out an act by its name, as somebody, at an instant: jobs, commands, the demo. */
  async function carryOut<O = Record<string, unknown>>(
    name: string,
    input: unknown,
    as: Actor = system,
    at: Date = given.clock(),
  ): Promise<O> {
    const door = acts.get(name);
    if (!door) throw new Error(`there is no act ${name}`);
    return (await perform(openCtx(world, as, `in-process ${name}`, at), door, input)).output as O;
  }

  /** Withdrawals, blocks and erasures that this database does not know, for it was restored from an older backup: before anybody is served. */
  async function carryOutAgain(entries: readonly Remembered[]): Promise<Record<Remembered['kind'], number>> {
    const undone = await creators.findUndone(db, entries);
    for (const one of undone) await carryOut('creators.withdrawAgain', one);
    const unblocked = await blocks.findUnblocked(db, entries);
    for (const one of unblocked) await carryOut('messages.blockAgain', one);
    const unerased = await creators.findUnerased(db, entries);
    for (const { subject, what } of unerased)
      await carryOut('creators.eraseAgain', what === 'creator' ? { creatorId: subject, personId: null } : { personId: subject });
    return { withdrawn: undone.length, blocked: unblocked.length, erased: unerased.length };
  }

  const actorOf = (personId: string): Promise<Actor> => people.actorOf(db, personId, rolesOf);
  const mailing = notices.openMailing({
    world,
    post,
    box,
    secret: given.secret,
    host: /@([^\s>]+)/.exec(given.mail?.from ?? '')?.[1] ?? 'greenroom.invalid',
    actorOf,
    carryOut,
    counted: metrics.mails,
  });

  const jobs: Job[] = [
    { name: 'invites.expire', cron: '* * * * *', run: () => carryOut('invites.expire', {}) },
    { name: 'policies.turn', cron: '* * * * *', run: () => carryOut('policies.turn', {}) },
    { name: 'roster.close', cron: '* * * * *', run: () => carryOut('roster.close', {}) },
    { name: 'roster.trials', cron: '* * * * *', run: () => carryOut('roster.seeTrials', {}) },
    { name: 'copies.make', cron: '* * * * *', run: () => making.workDue() },
    { name: 'copies.again', cron: '12 * * * *', run: () => making.workAgain() },
    { name: 'creators.expire', cron: '* * * * *', run: () => carryOut('creators.expireConsents', {}) },
    { name: 'imports.work', cron: '* * * * *', run: () => importing.workDue() },
    { name: 'calls.reckon', cron: '* * * * *', run: () => reckoning.workDue() },
    { name: 'earnings.reckon', cron: '* * * * *', run: () => bonuses.workDue() },
    { name: 'scouting.ask', cron: '* * * * *', run: () => asking.workDue() },
    { name: 'scouting.due', cron: '2 * * * *', run: () => scouting.tellAllDue(carryOut) },
    { name: 'live.claim', cron: '* * * * *', run: () => claiming.workDue() },
    { name: 'live.reckon', cron: '*/10 * * * *', run: () => records.workDue() },
    { name: 'live.keep', cron: '7 * * * *', run: () => carryOut('live.keep', {}) },
    { name: 'sources.sweep', cron: '37 * * * *', run: () => carryOut('sources.sweep', {}) },
    { name: 'discovery.sweep', cron: '57 3 * * *', run: () => discovery.forgetOld(carryOut) },
    { name: 'imports.sweep', cron: '27 3 * * *', run: () => carryOut('imports.sweep', {}) },
    { name: 'messages.sweep', cron: '22 3 * * *', run: () => messages.forgetWaiting(carryOut) },
    { name: 'people.sweep', cron: '17 3 * * *', run: () => carryOut('people.sweep', {}) },
    { name: 'notices.remind', cron: '*/10 * * * *', run: () => notices.remindAll(carryOut) },
    { name: 'notices.rules', cron: '* * * * *', run: () => notices.tellAllRules(carryOut) },
    { name: 'notices.send', cron: '* * * * *', run: () => mailing.sendDue() },
    { name: 'notices.sweep', cron: '47 3 * * *', run: () => carryOut('notices.sweep', {}).then(mailing.tidy) },
    ...(given.scrub ? [{ name: 'store.scrub' as const, cron: '43 3 * * *', run: given.scrub }] : []),
  ];

  return {
    world,
    fetch: http.fetch as (request: Request) => Promise<Response>,
    porch: http.porch,
    document: http.document,
    routes,
    jobs,
    relay,
    exposures,
    carryOut,
    carryOutAgain,
    followWithdrawals: (journal: NonNullable<World['journal']>) => creators.openFollowing(db, journal, [creators.letGo, blocks.blocksMade]),
    /** The texts of this version, once. */
    publishTexts: async () => void ((await creators.textsAreKept(db)) || (await carryOut('creators.publishTexts', {}))),
    mailing,
    importing,
    /** The index of creators who can be found; undefined where SQL searches. */
    index,
    /** LIVE events that wait for somebody, and those that wait for their commit. */
    live: { workDue: claiming.workDue, waiting: intake.waiting, readers: watching.readers },
    records,
    /** The simulator of Backstage, for the demo: nothing else loads it. */
    simulateDownloads: async (...asked: Parameters<typeof Backstage.simulateDownloads>) =>
      (await import('#src/connectors/backstage/downloads.ts')).simulateDownloads(...asked),
    reckoning,
    bonuses,
    /** Copies of what was agreed, made after it. */
    copies: making,
    /** Saved searches that are due. */
    asking,
    /** A person with the roles held now, for commands and the demo. */
    actorOf,
    people: {
      findByEmail: (email: string) => people.findPersonByEmail(db, email),
      knownEmails: (emails: string[]) => people.listKnownEmails(db, emails),
      countOperators: () => people.countOperators(db, serverEmail),
      hashPassword: given.passwords?.hash ?? people.hashPassword,
    },
    countAgencies: () => agencies.countAgencies(db),
    /** Loads what a first visitor would wait for. */
    warm: async () => void (await Promise.all([auth.warm(), urgentAuth.warm()])),
    verify: () => verify(db, checks),
    /** Every withdrawal made after the restored backup was carried out again. */
    settle: () => settleEra(db),
    /** Ends what may end while answers are still given: streams, for which the door could not close, and mails, whose server may hang. */
    endFirst: () => Promise.all([watching.stop(), mailing.stop()]),
    stop: async () => {
      await watching.stop();
      await relay.stop();
      await intake.stop();
      await claiming.stop();
      await records.stop();
      await importing.stop();
      await reckoning.stop();
      await bonuses.stop();
      await asking.stop();
      // The file that is being made is given up with its thread, and made at the next start.
      const made = making.stop();
      await printer.stop?.();
      await made;
      await sheets.stop();
      await index?.stop();
      await mailing.stop();
      await exposures.stop();
    },
  };
}
export type App = ReturnType<typeof openApp>;

/** The index on disk goes, for somebody in it was erased; the next start builds it anew. */
export const forgetIndexFile = discovery.removeIndexFile;

/** The server's own person: commands beside a running server act as it. */
export const serverEmail = 'server@greenroom.invalid';

/** The cookies' secret follows from the database's, so that every process of one Greenroom signs alike. */
export const secretFrom = (databaseSecret: string): string =>
  createHmac('sha256', databaseSecret).update('greenroom sessions').digest('base64url');

/** Readers of recordings, by the platform that a connector listened to. */
export const recordings: Record<string, () => Promise<live.ReadRecording>> = {
  tiktok: async () => (await import('#src/connectors/tiktok/recording.ts')).readRecording,
};

/** The simulator of LIVEs, for `simulate` and the demo: nothing else loads it. */
export const livesSimulator = () => import('#src/connectors/lives/evening.ts');

/** Who overhears a LIVE, by its platform, and how what is heard is signed. Loaded by the command that listens, and by nothing else. */
export const listeners: Record<string, () => Promise<{ listen: live.Listen; sign: typeof Sign.sign }>> = {
  tiktok: async () => {
    const { makeListen, loadVendor } = await import('#src/connectors/tiktok/listen.ts');
    return { listen: makeListen(loadVendor), sign: (await import('#src/connectors/webhook/sign.ts')).sign };
  },
};
