// Made by `npm run client` from the OpenAPI document. Not edited by hand.
export type Me = {
  person: Person;
  creatorId?: string;
  operator?: 'admin' | 'moderator' | 'analyst';
  locale: 'en' | 'zh-Hans' | 'es' | 'pt-BR' | 'ar' | 'ja' | null;
  agencies: { agencyId: string; role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance'; name: string }[];
  may: string[];
};
export type Person = { personId: string; name: string; email: string };
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  requestId: string;
  errors?: { path: string; message: string }[];
};
export type LocaleSet = { locale: 'en' | 'zh-Hans' | 'es' | 'pt-BR' | 'ar' | 'ja' | null };
export type DemoLogin = {
  room: 'creator' | 'agency' | 'brand' | 'operator';
  title: string;
  name: string;
  email: string;
  password: string;
  apiKey?: string;
  agencyId?: string;
  creatorId?: string;
  handle?: string;
};
export type Link = {
  kind: 'operator' | 'staff' | 'claim' | 'house' | 'figures';
  subject: string;
  role?: 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
  agencyId?: string;
  handle?: string;
  expiresAt: string;
};
export type Key = { keyId: string; name: string; prefix: string; scopes: ('read' | 'write')[]; createdAt: string };
export type KeyShown = { keyId: string; key: string };
export type Policy = {
  policyId: string | null;
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  version: number;
  validFrom: string | null;
  params: Record<string, unknown>;
  source: string;
  certainty: 'confirmed' | 'reported' | 'inferred';
};
export type PolicyHistory = { items: PolicyVersion[]; nextCursor: string | null };
export type PolicyVersion = {
  policyId: string | null;
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  version: number;
  validFrom: string | null;
  params: Record<string, unknown>;
  source: string;
  certainty: 'confirmed' | 'reported' | 'inferred';
  madeAt: string;
  madeBy: { personId: string; name: string } | null;
};
export type Preset = {
  name: string;
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  params: Record<string, unknown>;
  source: string;
  certainty: 'confirmed' | 'reported' | 'inferred';
};
export type PolicyDraft = {
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  params: Record<string, unknown>;
  validFrom: string | null;
  source: string;
  certainty: 'confirmed' | 'reported' | 'inferred';
  draftId: string;
  revision: number;
  changedAt: string;
  changedBy: { personId: string; name: string } | null;
};
export type PolicyDraftKept = {
  draftId: string;
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  revision: number;
};
export type PolicyPut = {
  policyId: string;
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  version: number;
  validFrom: string;
};
export type AgencyDirectory = { items: AgencyCard[]; nextCursor: string | null };
export type AgencyCard = {
  agencyId: string;
  name: string;
  city: string | null;
  country: string | null;
  languages: string[];
  about: string;
  verifiedAt: string | null;
  since: string;
};
export type AgencyMade = { agencyId: string; ownerLink: { url: string; expiresAt: string } };
export type SeatState = { agencyId: string; personId: string; role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance' | null };
export type Agency = {
  agencyId: string;
  name: string;
  city: string | null;
  country: string | null;
  languages: string[];
  about: string;
  verifiedAt: string | null;
  since: string;
  standardTerms: Terms;
  ownTerms: boolean;
  role?: 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
};
export type Terms = {
  commissionBps: number;
  paidFrom: 'platform' | 'creator';
  months: number;
  coolingOffDays: number;
  noticeDays: number;
  exclusive: boolean;
  coachingHoursMonthly: number;
  trialLive: boolean;
  brandBps?: number;
  hoursMonthly?: number;
  guarantee?: Guarantee;
  services?: Services;
};
export type Guarantee = { amountMinor: number; currency: string; months: number };
export type Services = { training?: number; plan?: number; mentor?: number; equipment?: number; studio?: number; promotion?: number };
export type AgencyEdited = { agencyId: string; verified: boolean };
export type IssuedLink = { url: string; expiresAt: string };
export type Staff = { items: Seat[]; nextCursor: string | null };
export type Seat = {
  personId: string;
  name: string;
  email: string;
  role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
  since: string;
};
export type StaffLinks = { items: StaffLink[]; nextCursor: string | null };
export type StaffLink = {
  linkId: string;
  role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance';
  madeBy: { personId: string; name: string } | null;
  madeAt: string;
  expiresAt: string;
};
export type CreatorState = { creatorId: string };
export type Creator = {
  creatorId: string;
  displayName: string;
  handles: Handle[];
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  zone: string;
  adultSince: string | null;
  figures: {
    followers: SeenFigure;
    averageViewers: SeenFigure;
    peakViewers: SeenFigure;
    watchMinutes: SeenFigure;
    streamMinutes: SeenFigure;
    acv: SeenFigure;
    liveMinutes: SeenFigure;
    validDays: SeenFigure;
    diamonds: SeenFigure;
    gifterConversion: SeenFigure;
    returningViewers: SeenFigure;
    growth: SeenFigure;
  };
  figuresAsOf: string | null;
};
export type Handle = { platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; handle: string };
export type SeenFigure = { ink: 'exact'; value: number } | { ink: 'range'; from: number; to: number } | null;
export type AgencyCenter = {
  visible: boolean;
  blocked: 'age_unknown' | 'not_offered' | null;
  text: { version: number; locale: 'en' | 'zh-Hans' | 'es' | 'pt-BR' | 'ar' | 'ja'; title: string; body: string; hash: string };
  texts: ConsentText[];
  consents: Consent[];
  preview: { now: SeenCreator; exact: SeenCreator };
};
export type ConsentText = {
  purpose: 'discovery' | 'exact_numbers' | 'live_data' | 'listening';
  version: number;
  locale: 'en' | 'zh-Hans' | 'es' | 'pt-BR' | 'ar' | 'ja';
  title: string;
  body: string;
  hash: string;
  since: string;
};
export type Consent = {
  purpose: 'discovery' | 'exact_numbers' | 'live_data' | 'listening';
  granted: boolean;
  grantedAt: string | null;
  withdrawnAt: string | null;
  expiresAt: string | null;
  textVersion: number | null;
  history: {
    action: 'granted' | 'withdrawn' | 'expired';
    at: string;
    textVersion: number | null;
    textHash: string | null;
    locale: string | null;
    by: 'creator' | 'system';
  }[];
};
export type SeenCreator = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  handles: Handle[];
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  numbers: 'exact' | 'ranges';
  figures: {
    followers: SeenFigure;
    averageViewers: SeenFigure;
    peakViewers: SeenFigure;
    watchMinutes: SeenFigure;
    streamMinutes: SeenFigure;
    acv: SeenFigure;
    liveMinutes: SeenFigure;
    validDays: SeenFigure;
    diamonds: SeenFigure;
    gifterConversion: SeenFigure;
    returningViewers: SeenFigure;
    growth: SeenFigure;
  };
  figuresAsOf: string | null;
  figuresSource: 'import' | null;
  liveAsOn: string | null;
  hours: number[];
  withAgency: boolean | null;
};
export type Exposures = {
  items: Exposure[];
  nextCursor: string | null;
  week: { times: number; agencies: number };
  agencies: { agencyId: string; agencyName: string; times: number }[];
  shown: number;
};
export type Exposure = {
  agencyId: string;
  agencyName: string;
  surface: 'search' | 'profile' | 'live' | 'pipeline';
  on: string;
  times: number;
  lastAt: string;
  numbers: 'exact' | 'ranges';
};
export type Visibility = {
  rows: {
    field: 'name' | 'profile' | 'figures' | 'live' | 'agency' | 'terms' | 'account' | 'email' | 'birth';
    visitors: 'no' | 'yes' | 'ranges' | 'exact';
    agencies: 'no' | 'yes' | 'ranges' | 'exact';
    mine: 'no' | 'yes' | 'ranges' | 'exact';
    operator: 'no' | 'yes' | 'ranges' | 'exact';
  }[];
  permissions: number;
};
export type OwnedLists = { lists: { name: string; rows: number }[]; account: 'deleted' | 'last_owner' | 'last_operator' };
export type Export = { madeAt: string; lists: { name: string; rows: Record<string, unknown>[] }[] };
export type ExportList = { list: string; csv: string };
export type Erased = { creatorId: string | null; account: 'deleted' | 'last_owner' | 'last_operator' };
export type ListedCreators = { items: ListedCreator[]; nextCursor: string | null; total: number };
export type ListedCreator = {
  creatorId: string;
  displayName: string;
  handles: Handle[];
  country: string | null;
  languages: string[];
  claimedAt: string | null;
  ageKnown: boolean;
  optedIn: boolean;
  followers: number | null;
  figuresAsOf: string | null;
  since: string;
};
export type RolloutPreview = {
  creators: number;
  adults: number;
  offered: number;
  optedIn: number;
  keptOutside: number;
  draft: { offered: number; gained: number; lost: number; keptOutside: number } | null;
  countries: { country: string | null; adults: number; offered: number; optedIn: number; draft: number | null }[];
  asOf: string;
};
export type ImportReport = {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: { row: number; reason: string }[];
};
export type Import = {
  importId: string;
  name: string;
  bytes: number;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  state: 'sending' | 'reading' | 'read' | 'taking' | 'taken' | 'stopped' | 'refused';
  partBytes: number;
  parts: number;
  partsSent: number;
  refusal: { code: string; detail: string } | null;
  kind: 'creator_data' | 'manage_creators' | 'task_report' | 'activity_rank' | 'table' | null;
  language: 'en' | 'es' | 'ja' | 'zh' | 'de' | 'any' | null;
  range: { from: string; to: string } | null;
  dataOn: string | null;
  rows: number;
  done: number;
  report: {
    verdicts: Record<string, number>;
    notes: Record<string, number>;
    warnings: ('strangers' | 'older' | 'own_range' | 'gap' | 'restated' | 'fell' | 'bad_cells' | 'lossy_ids' | 'quit_unknown')[];
    newCreators: number;
    knownCreators: number;
    missingCreators: number;
    gapDays: string[];
    scope: string;
    columns: (
      | 'dataPeriod'
      | 'dataMonth'
      | 'platformId'
      | 'handle'
      | 'bonus'
      | 'diamonds'
      | 'liveSeconds'
      | 'validDays'
      | 'newFollowers'
      | 'lives'
      | 'matches'
      | 'matchDiamonds'
      | 'multiGuestDiamonds'
      | 'multiGuestHostDiamonds'
      | 'multiGuestGuestDiamonds'
      | 'newFans'
      | 'fanDiamonds'
      | 'diamondsLastMonth'
      | 'liveSecondsLastMonth'
      | 'validDaysLastMonth'
      | 'newFollowersLastMonth'
      | 'livesLastMonth'
      | 'diamondsAchievedBps'
      | 'liveAchievedBps'
      | 'validDaysAchievedBps'
      | 'newFollowersAchievedBps'
      | 'livesAchievedBps'
      | 'diamondsChangeBps'
      | 'liveChangeBps'
      | 'validDaysChangeBps'
      | 'newFollowersChangeBps'
      | 'livesChangeBps'
      | 'daysSinceJoining'
      | 'baseDiamonds'
      | 'fanContributionBps'
      | 'totalFans'
      | 'activeFans'
      | 'followers'
      | 'videos'
      | 'likes'
      | 'diamondsL30d'
      | 'liveSecondsL30d'
      | 'validDaysL30d'
      | 'fanDiamondsL30d'
      | 'activeFansL30d'
      | 'bonusMinor'
      | 'interactionDays'
      | 'displayName'
      | 'group'
      | 'groupManager'
      | 'manager'
      | 'joinedAt'
      | 'newLive'
      | 'status'
      | 'graduation'
      | 'tier'
      | 'tierLastMonth'
      | 'relationship'
      | 'subscription'
      | 'invitationType'
      | 'invitedBy'
      | 'promotePermission'
      | 'lastLiveAt'
      | 'notes'
      | 'managementDates'
      | 'renewedManagementDates'
      | 'violative'
      | 'rookie'
      | 'completedStage'
      | 'completedAt'
    )[];
    unknownColumns: string[];
    missingColumns: (
      | 'dataPeriod'
      | 'dataMonth'
      | 'platformId'
      | 'handle'
      | 'bonus'
      | 'diamonds'
      | 'liveSeconds'
      | 'validDays'
      | 'newFollowers'
      | 'lives'
      | 'matches'
      | 'matchDiamonds'
      | 'multiGuestDiamonds'
      | 'multiGuestHostDiamonds'
      | 'multiGuestGuestDiamonds'
      | 'newFans'
      | 'fanDiamonds'
      | 'diamondsLastMonth'
      | 'liveSecondsLastMonth'
      | 'validDaysLastMonth'
      | 'newFollowersLastMonth'
      | 'livesLastMonth'
      | 'diamondsAchievedBps'
      | 'liveAchievedBps'
      | 'validDaysAchievedBps'
      | 'newFollowersAchievedBps'
      | 'livesAchievedBps'
      | 'diamondsChangeBps'
      | 'liveChangeBps'
      | 'validDaysChangeBps'
      | 'newFollowersChangeBps'
      | 'livesChangeBps'
      | 'daysSinceJoining'
      | 'baseDiamonds'
      | 'fanContributionBps'
      | 'totalFans'
      | 'activeFans'
      | 'followers'
      | 'videos'
      | 'likes'
      | 'diamondsL30d'
      | 'liveSecondsL30d'
      | 'validDaysL30d'
      | 'fanDiamondsL30d'
      | 'activeFansL30d'
      | 'bonusMinor'
      | 'interactionDays'
      | 'displayName'
      | 'group'
      | 'groupManager'
      | 'manager'
      | 'joinedAt'
      | 'newLive'
      | 'status'
      | 'graduation'
      | 'tier'
      | 'tierLastMonth'
      | 'relationship'
      | 'subscription'
      | 'invitationType'
      | 'invitedBy'
      | 'promotePermission'
      | 'lastLiveAt'
      | 'notes'
      | 'managementDates'
      | 'renewedManagementDates'
      | 'violative'
      | 'rookie'
      | 'completedStage'
      | 'completedAt'
    )[];
    duplicateColumns: string[];
    badCells: { row: number; column: string; value: string; why: string }[];
    badCellCount: number;
  } | null;
  header: string[] | null;
  given: {
    columns: {
      handle?: string;
      platformId?: string;
      displayName?: string;
      group?: string;
      manager?: string;
      joinedAt?: string;
      status?: string;
      tier?: string;
      graduation?: string;
      diamonds?: string;
      liveSeconds?: string;
      validDays?: string;
      newFollowers?: string;
      lives?: string;
      matches?: string;
      matchDiamonds?: string;
      multiGuestDiamonds?: string;
      newFans?: string;
      fanDiamonds?: string;
      totalFans?: string;
      activeFans?: string;
      followers?: string;
      dataPeriod?: string;
      dataMonth?: string;
    };
    range?: { from: string; to: string };
  } | null;
  madeBy: { personId: string; name: string } | null;
  madeAt: string;
  takenAt: string | null;
};
export type Imports = { items: Import[]; nextCursor: string | null };
export type ImportRows = { items: ImportRow[]; nextCursor: string | null };
export type ImportRow = {
  row: number;
  handle: string | null;
  platformId: string | null;
  verdict: 'new' | 'changed' | 'unchanged' | 'skipped' | null;
  notes: (
    | 'empty'
    | 'no_creator'
    | 'no_period'
    | 'total'
    | 'doubled'
    | 'quit_unknown'
    | 'ambiguous'
    | 'new_creator'
    | 'renamed'
    | 'quit'
    | 'lossy_id'
    | 'regrouped'
    | 'restated'
    | 'fell'
    | 'bad_cells'
  )[];
  diamonds: number | null;
  liveSeconds: number | null;
  validDays: number | null;
  bad: { column: string; value: string; why: string }[];
};
export type Ingested = {
  accepted: number;
  duplicate: number;
  quarantined: number;
  rejected: { index: number; code: string; detail: string }[];
};
export type LiveEvent = {
  specversion: '1.0';
  id: string;
  source: string;
  type:
    | 'stream.started'
    | 'stream.ended'
    | 'stream.paused'
    | 'stream.resumed'
    | 'stream.sample'
    | 'gift'
    | 'follow'
    | 'share'
    | 'chat'
    | 'subscription'
    | 'match.started'
    | 'match.score'
    | 'match.ended'
    | 'moderation.deleted';
  time?: string | null;
  subject: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  session: string;
  data?: {
    viewers?: number;
    viewersTotal?: number;
    viewersReturning?: number;
    likesTotal?: number;
    giftId?: string;
    from?: string;
    to?: string | null;
    count?: number;
    diamondsEach?: number;
    streak?: string | null;
    closed?: boolean;
  };
};
export type RegisteredAccounts = { known: number; registered: number };
export type LiveTotals = {
  sessions: number;
  open: number;
  events: number;
  diamonds: number;
  diamondsInferred: number;
  diamondsToGuests: number;
};
export type Quarantine = { items: QuarantinedAccount[]; nextCursor: string | null; events: number; accounts: number };
export type QuarantinedAccount = {
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  account: string;
  events: number;
  firstAt: string;
  lastAt: string;
};
export type AdoptedAccount = { creatorId: string | null; events: number };
export type LiveLag = { asOf: string; since: string; events: number; whole: boolean; sources: SourceLag[] };
export type SourceLag = {
  source: string;
  events: number;
  untimed: number;
  p50Ms: number | null;
  p99Ms: number | null;
  mostMs: number | null;
  lastReceivedAt: string | null;
  lives: number;
  lastAt: string | null;
};
export type LiveGaps = {
  asOf: string;
  since: string;
  onAir: number;
  stopped: number;
  items: StoppedLive[];
  untold: { lives: number; noStart: number; noEnd: number };
  unmeasured: { lives: number; minutes: number; without: number };
};
export type StoppedLive = {
  creatorId: string;
  sessionId: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  account: string;
  source: string;
  startedAt: string;
  silentSeconds: number;
  usualSeconds: number | null;
};
export type LiveSessions = { items: LiveSession[]; nextCursor: string | null };
export type LiveSession = {
  sessionId: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  account: string;
  state: 'live' | 'ended' | 'inferred';
  startedAt: string;
  startInferred: boolean;
  endedAt: string | null;
  liveSeconds: number;
  averageViewers: number | null;
  measuredMinutes: number;
  peakViewers: number | null;
  viewersTotal: number | null;
  viewersReturning: number | null;
  likesTotal: number | null;
  diamonds: number;
  diamondsInferred: number;
  gifts: number;
  follows: number;
  shares: number;
  chats: number;
  subscriptions: number;
  diamondsToGuests: number;
  matches: number;
  events: number;
  untimed: number;
  source: string;
  asOf: string;
};
export type LiveMonths = { asOf: string; items: LiveMonth[] };
export type LiveMonth = { month: string; days: number; liveSeconds: number; diamonds: number; diamondsInferred: number };
export type MyLiveRecord = { record: LiveRecord | null };
export type LiveRecord = {
  from: string;
  asOn: string;
  lives: number;
  liveSeconds: number;
  validDays: number;
  averageViewers: number | null;
  measuredMinutes: number;
  diamonds: number;
  diamondsInferred: number;
  gifterConversion: LiveShare | null;
  returningViewers: LiveShare | null;
  growthBps: number | null;
  hours: number[];
  reckonedAt: string;
};
export type LiveShare = { bps: number; people: number; of: number };
export type LiveSessionByMinute = {
  session: LiveSession;
  minutes: LiveMinute[];
  moments: LiveMoment[];
  usual: UsualLive;
  kept: KeptViewers | null;
};
export type LiveMinute = {
  minute: string;
  viewers: number | null;
  peakViewers: number | null;
  samples: number;
  likesTotal: number | null;
  diamonds: number;
  diamondsInferred: number;
  gifts: number;
  follows: number;
  shares: number;
  chats: number;
  subscriptions: number;
};
export type LiveMoment = { kind: 'peak' | 'rise' | 'fall' | 'gifts' | 'follows'; at: string; value: number; minutes: number };
export type UsualLive = {
  sessions: number;
  liveSeconds: UsualRange | null;
  averageViewers: UsualRange | null;
  peakViewers: UsualRange | null;
  viewersTotal: UsualRange | null;
  diamonds: UsualRange | null;
  gifts: UsualRange | null;
  follows: UsualRange | null;
  shares: UsualRange | null;
  chats: UsualRange | null;
};
export type UsualRange = { low: number; high: number };
export type KeptViewers = {
  starters: number;
  since: number;
  atMostBps: number[];
  halfAfter: number | null;
  usually: { low: number; high: number }[];
  usuallyOf: number;
};
export type LiveNow = { from: number | null; session: LiveSession; minutes: LiveMinute[] };
export type LiveReceived = {
  accepted: number;
  duplicate: number;
  quarantined: number;
  rejected: { index: number; code: string; detail: string }[];
  ignored: number;
  unplaced: number;
};
export type ListeningPermitted = { permitted: boolean };
export type LiveSources = { items: LiveSource[]; nextCursor: string | null };
export type LiveSource = {
  sourceId: string;
  kind: 'standard' | 'listener' | 'twitch';
  name: string;
  url: string;
  state: 'open' | 'revoked' | 'unreadable' | 'taken_back';
  madeAt: string;
  secretMadeAt: string;
  oldSecretUntil: string | null;
  takenBackAt: string | null;
  heardAt: string | null;
  refusedAt: string | null;
  unplaced: number;
  subscriptions: LiveSubscription[];
};
export type LiveSubscription = { subscriptionId: string; type: string; channel: string | null; status: string; at: string };
export type MadeLiveSource = { sourceId: string; url: string; secret: string };
export type MadeLiveSecret = { sourceId: string; url: string; secret: string; oldSecretUntil: string | null };
export type LiveSourceTakenBack = { sourceId: string; takenBackAt: string | null };
export type AgreementCopies = { items: AgreementCopy[]; nextCursor: string | null };
export type AgreementCopy = {
  copyId: string;
  membershipId: string;
  kind: 'joined' | 'renewal' | 'change';
  state: 'making' | 'delayed' | 'ready' | 'gone';
  agreedAt: string;
  code: string;
  sha256: string | null;
  bytes: number | null;
  locale: string;
};
export type CheckedCopy = {
  by: 'code' | 'hash' | null;
  found: {
    kind: 'joined' | 'renewal' | 'change';
    agreedAt: string;
    sha256: string | null;
    parties: number;
    replaced: boolean | null;
    between: { creator: string; agency: string } | null;
  } | null;
};
export type Roster = { items: RosterRow[]; nextCursor: string | null; total: number };
export type RosterRow = {
  membershipId: string;
  state: 'trial' | 'active' | 'leaving' | 'ended';
  terms: Terms;
  termsHash: string;
  since: string;
  termEndsAt: string;
  next: { terms: Terms; termsHash: string; from: string } | null;
  offer: MembershipOffer | null;
  coolingOffUntil: string;
  trial: { state: 'awaited' | 'review'; until: string; minutes: number } | null;
  waiting: {
    kind: 'removal' | 'complaint' | 'review' | 'order';
    state: 'told' | 'open' | 'granted' | 'refused' | 'unheard' | 'withdrawn';
    until: string;
  } | null;
  endsAt?: string;
  endedBy?:
    | 'cooling_off'
    | 'low_activity'
    | 'notice'
    | 'term_end'
    | 'erasure'
    | 'trial'
    | 'review'
    | 'removal'
    | 'breach'
    | 'order'
    | 'unheard';
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  coach: { personId: string; name: string } | null;
};
export type MembershipOffer = {
  offerId: string;
  membershipId: string;
  kind: 'renewal' | 'change';
  state: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed';
  terms: Terms;
  message: string;
  from: string | null;
  termEndsAt: string;
  sentAt: string;
  expiresAt: string;
  answeredAt: string | null;
  withdrawnBy: 'agency' | 'leaving' | 'erasure' | null;
};
export type Assigned = { membershipId: string; coach: string | null };
export type OurMembershipOffers = {
  items: MembershipOffer[];
  nextCursor: string | null;
  refused: {
    renewal: { code: string; detail: string; askAgainAt: string | null } | null;
    change: { code: string; detail: string; askAgainAt: string | null } | null;
  };
};
export type MembershipOfferDone = {
  offerId: string;
  membershipId: string;
  creatorId: string;
  kind: 'renewal' | 'change';
  state: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed';
  expiresAt: string;
};
export type MembershipPromises = { items: MembershipPromise[]; nextCursor: string | null };
export type MembershipPromise = {
  promiseId: string;
  membershipId: string;
  what: 'coaching' | 'training' | 'plan' | 'mentor' | 'equipment' | 'studio' | 'promotion';
  hours: number | null;
  dueAt: string;
  sayableFrom: string | null;
  state: 'open' | 'said' | 'kept' | 'disputed' | 'broken' | 'overdue';
  keptAt: string | null;
  answeredAt: string | null;
};
export type PromiseSaid = { promiseId: string; membershipId: string; state: 'open' | 'said' | 'kept' | 'disputed' | 'broken' | 'overdue' };
export type MembershipCaseDone = {
  caseId: string;
  membershipId: string;
  creatorId: string;
  kind: 'removal' | 'complaint' | 'review' | 'order';
  state: 'told' | 'open' | 'granted' | 'refused' | 'unheard' | 'withdrawn';
};
export type TrialConfirmed = { membershipId: string; creatorId: string };
export type OurMembershipCases = {
  items: MembershipCase[];
  nextCursor: string | null;
  remove: { refused: { code: string; detail: string; askAgainAt: string | null } | null; endsAt: string };
};
export type MembershipCase = {
  caseId: string;
  membershipId: string;
  kind: 'removal' | 'complaint' | 'review' | 'order';
  state: 'told' | 'open' | 'granted' | 'refused' | 'unheard' | 'withdrawn';
  why: 'inactive' | 'terms' | 'conduct' | 'closing' | 'other' | 'promise' | 'money' | 'pressure' | 'false_terms' | null;
  said: string;
  openedAt: string;
  answer: string | null;
  answeredAt: string | null;
  endsAt: string | null;
  decideBy: string | null;
  decision: string | null;
  decidedAt: string | null;
};
export type OperatorCases = { items: OperatorCase[]; nextCursor: string | null; open: number };
export type OperatorCase = {
  caseId: string;
  membershipId: string;
  kind: 'removal' | 'complaint' | 'review' | 'order';
  state: 'told' | 'open' | 'granted' | 'refused' | 'unheard' | 'withdrawn';
  why: 'inactive' | 'terms' | 'conduct' | 'closing' | 'other' | 'promise' | 'money' | 'pressure' | 'false_terms' | null;
  said: string;
  openedAt: string;
  answer: string | null;
  answeredAt: string | null;
  endsAt: string | null;
  decideBy: string | null;
  decision: string | null;
  decidedAt: string | null;
  agency: { agencyId: string; name: string };
  creator: { creatorId: string; displayName: string; handle: string; platform: 'tiktok' | 'twitch' | 'youtube' | 'other' };
  membership: { since: string; state: 'trial' | 'active' | 'leaving' | 'ended'; endsAt: string; terms: Terms };
  promises: { due: number; kept: number; notKept: number; saidAlone: number };
  lives: { validDays: number; hours: number } | null;
};
export type RunningMemberships = {
  items: {
    membershipId: string;
    agency: { agencyId: string; name: string };
    state: 'trial' | 'active' | 'leaving' | 'ended';
    since: string;
    endsAt: string;
  }[];
  nextCursor: string | null;
};
export type LiveMembersNow = { asOf: string; members: number; sharing: number; looked: number; onAir: number; items: MemberOnAir[] };
export type MemberOnAir = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  session: LiveSession;
  now: { minute: string; viewers: number } | null;
  usualViewers: UsualRange | null;
  usualOf: number;
};
export type LiveMembers = { items: LiveMember[]; nextCursor: string | null; asOf: string; members: number; sharing: number };
export type LiveMember = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  since: string;
  latest: LiveSession | null;
};
export type LivesCompared = { asOf: string; from: string; items: ComparedLives[] };
export type ComparedLives = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  figures: LiveFigures | null;
};
export type LiveFigures = {
  from: string;
  lives: number;
  liveSeconds: number;
  days: number;
  validDays: number;
  averageViewers: number | null;
  measuredMinutes: number;
  peakViewers: number | null;
  diamonds: number;
  diamondsInferred: number;
  diamondsPerHour: number | null;
  follows: number;
};
export type MemberLives = { items: LiveSession[]; nextCursor: string | null; creator: CalledCreator };
export type CalledCreator = { creatorId: string; handle: string; platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; displayName: string };
export type MemberLiveByMinute = {
  session: LiveSession;
  minutes: LiveMinute[];
  moments: LiveMoment[];
  usual: UsualLive;
  kept: KeptViewers | null;
  creator: CalledCreator;
};
export type Memberships = { items: Membership[]; nextCursor: string | null };
export type Membership = {
  membershipId: string;
  state: 'trial' | 'active' | 'leaving' | 'ended';
  terms: Terms;
  termsHash: string;
  since: string;
  termEndsAt: string;
  next: { terms: Terms; termsHash: string; from: string } | null;
  offer: MembershipOffer | null;
  coolingOffUntil: string;
  trial: { state: 'awaited' | 'review'; until: string; minutes: number } | null;
  waiting: {
    kind: 'removal' | 'complaint' | 'review' | 'order';
    state: 'told' | 'open' | 'granted' | 'refused' | 'unheard' | 'withdrawn';
    until: string;
  } | null;
  endsAt?: string;
  endedBy?:
    | 'cooling_off'
    | 'low_activity'
    | 'notice'
    | 'term_end'
    | 'erasure'
    | 'trial'
    | 'review'
    | 'removal'
    | 'breach'
    | 'order'
    | 'unheard';
  agencyId: string;
  agencyName: string;
  agencyVerified: boolean;
  inviteId: string;
  ifLeftNow: {
    endsAt: string;
    rule:
      | 'cooling_off'
      | 'low_activity'
      | 'notice'
      | 'term_end'
      | 'erasure'
      | 'trial'
      | 'review'
      | 'removal'
      | 'breach'
      | 'order'
      | 'unheard';
  } | null;
};
export type MembershipOffers = { items: MembershipOffer[]; nextCursor: string | null };
export type MembershipCases = { items: MembershipCase[]; nextCursor: string | null };
export type Left = {
  membershipId: string;
  agencyId: string;
  state: 'trial' | 'active' | 'leaving' | 'ended';
  terms: Terms;
  since: string;
  endsAt: string;
  rule:
    | 'cooling_off'
    | 'low_activity'
    | 'notice'
    | 'term_end'
    | 'erasure'
    | 'trial'
    | 'review'
    | 'removal'
    | 'breach'
    | 'order'
    | 'unheard';
};
export type Calls = {
  items: Standing[];
  nextCursor: string | null;
  total: number;
  changing: number;
  byReason: {
    no_live?: number;
    newcomer?: number;
    minutes_short?: number;
    fewer_live_days?: number;
    shorter?: number;
    thinner?: number;
    falling?: number;
    within_reach?: number;
    appeal_closes?: number;
    term_ends?: number;
  };
  reckoned: { at: string | null; dataOn: string | null; going: { done: number; of: number } | null };
};
export type Standing = {
  exportId: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  handle: string;
  displayName: string | null;
  group: string | null;
  coach: { personId: string; name: string } | null;
  joinedOn: string | null;
  quitOn: string | null;
  dataOn: string;
  month: { first: string; last: string };
  pace: Pace | null;
  strip: ('valid' | 'live' | 'none' | 'unknown' | 'ahead' | 'outside')[];
  spark: (number | null)[];
  lastLiveOn: string | null;
  projected: { validDays: Projection; liveSeconds: Projection; diamonds: Projection };
  reasons: CallReason[];
  restsUntil: string | null;
};
export type Pace = {
  threshold: { kind: 'gate' | 'tier' | 'graduation' | 'own'; name: string; prorated: { days: number; of: number } | null };
  daysLeft: number;
  band: 'GONE' | 'NOT_STARTED' | 'URGENT' | 'TIGHT' | 'ON_TRACK' | 'DONE' | null;
  signals: { validDays: PaceSignal; liveSeconds: PaceSignal; diamonds: PaceSignal };
  need: { days: number; of: number; secondsPerDay: number; diamondsPerDay: number | null } | null;
  alarm: boolean | null;
  ownPace: number | null;
  near: { on: string; liveSeconds: number }[];
};
export type PaceSignal = {
  have: number | null;
  atLeast: number;
  atMost: number | null;
  goal: number | null;
  short: number | null;
  state: 'reached' | 'open' | 'out_of_reach' | 'unknown' | 'not_asked';
};
export type Projection = {
  have: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  n: number;
  basis: 'own_curve' | 'straight_line' | 'too_few' | 'unknown';
};
export type CallReason =
  | {
      kind: 'no_live';
      evidence: { days: number; lastOn: string; usualGap: number; chance: number };
      until: string | null;
      changes: boolean | null;
    }
  | { kind: 'newcomer'; evidence: { joinedOn: string; days: number }; until: string | null; changes: boolean | null }
  | {
      kind: 'minutes_short';
      evidence: { days: number; on: string[]; leastSeconds: number; mostSeconds: number };
      until: string | null;
      changes: boolean | null;
    }
  | {
      kind: 'fewer_live_days';
      evidence: { days: number; liveDays: number; usualLiveDays: number; since: string };
      until: string | null;
      changes: boolean | null;
    }
  | {
      kind: 'shorter';
      evidence: { lives: number; seconds: number; usualSeconds: number; since: string };
      until: string | null;
      changes: boolean | null;
    }
  | {
      kind: 'thinner';
      evidence: { fans: number; before: number; usualChange: number; since: string };
      until: string | null;
      changes: boolean | null;
    }
  | {
      kind: 'falling';
      evidence: { diamonds: number; usualDiamonds: number; days: number; since: string };
      until: string | null;
      changes: boolean | null;
    }
  | {
      kind: 'within_reach';
      evidence: {
        threshold: 'gate' | 'tier' | 'graduation' | 'own';
        name: string;
        days: number;
        of: number;
        secondsPerDay: number;
        diamondsPerDay: number | null;
        usualLiveDays: number | null;
      };
      until: string | null;
      changes: boolean | null;
    }
  | { kind: 'appeal_closes'; evidence: { on: string; days: number }; until: string | null; changes: boolean | null }
  | { kind: 'term_ends'; evidence: { on: string; days: number }; until: string | null; changes: boolean | null };
export type Standings = {
  items: Standing[];
  nextCursor: string | null;
  total: number;
  counts: { GONE: number; NOT_STARTED: number; URGENT: number; TIGHT: number; ON_TRACK: number; DONE: number; unknown: number };
  reckoned: { at: string | null; dataOn: string | null; going: { done: number; of: number } | null };
};
export type OneStanding = {
  exportId: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  handle: string;
  displayName: string | null;
  group: string | null;
  coach: { personId: string; name: string } | null;
  joinedOn: string | null;
  quitOn: string | null;
  dataOn: string;
  month: { first: string; last: string };
  pace: Pace | null;
  strip: ('valid' | 'live' | 'none' | 'unknown' | 'ahead' | 'outside')[];
  spark: (number | null)[];
  lastLiveOn: string | null;
  projected: { validDays: Projection; liveSeconds: Projection; diamonds: Projection };
  reasons: CallReason[];
  restsUntil: string | null;
  paces: Pace[];
  dates: { termEndsOn: string | null; appealClosesOn: string | null };
  goals: CallGoals | null;
  history: CallEntry[];
  claim: FiguresClaimed;
  before: {
    first: string;
    strip: ('valid' | 'live' | 'none' | 'unknown' | 'ahead' | 'outside')[];
    diamonds: number | null;
    liveSeconds: number | null;
    validDays: number | null;
  }[];
};
export type CallGoals = { validDays: number | null; hours: number | null; diamonds: number | null };
export type CallEntry = {
  entryId: string;
  kind: 'done' | 'snoozed' | 'note' | 'woken';
  at: string;
  by: { personId: string; name: string } | null;
  note: string;
  reasons: (
    | 'no_live'
    | 'newcomer'
    | 'minutes_short'
    | 'fewer_live_days'
    | 'shorter'
    | 'thinner'
    | 'falling'
    | 'within_reach'
    | 'appeal_closes'
    | 'term_ends'
  )[];
  until: string | null;
};
export type FiguresClaimed = {
  state: 'nobody' | 'invited' | 'claimed' | 'ended';
  since: string | null;
  until: string | null;
  endedBy: 'creator' | 'agency' | null;
};
export type CallLogged = { exportId: string; entryId: string; kind: 'done' | 'snoozed' | 'note' | 'woken'; restsUntil: string | null };
export type CallDates = { exportId: string; termEndsOn: string | null; appealClosesOn: string | null };
export type ClaimEnded = { exportId: string; claim: FiguresClaimed };
export type FiguresTaken = { creatorId: string; agencyId: string; exportId: string };
export type OwnFiguresList = { items: OwnFigures[] };
export type OwnFigures = {
  agencyId: string;
  agencyName: string;
  exportId: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  handle: string;
  since: string;
  figures: FiguresOfExport | null;
};
export type FiguresOfExport = {
  joinedOn: string | null;
  quitOn: string | null;
  dataOn: string;
  month: { first: string; last: string };
  pace: Pace | null;
  paces: Pace[];
  strip: ('valid' | 'live' | 'none' | 'unknown' | 'ahead' | 'outside')[];
  spark: (number | null)[];
  lastLiveOn: string | null;
  projected: { validDays: Projection; liveSeconds: Projection; diamonds: Projection };
  before: {
    first: string;
    strip: ('valid' | 'live' | 'none' | 'unknown' | 'ahead' | 'outside')[];
    diamonds: number | null;
    liveSeconds: number | null;
    validDays: number | null;
  }[];
};
export type FiguresLeft = { agencyId: string; exportId: string };
export type CreatorsAssigned = { personId: string | null; changed: number };
export type CallGroups = {
  items: CallGroup[];
  everybody: CallGoals | null;
  reckoned: { at: string | null; dataOn: string | null; going: { done: number; of: number } | null };
};
export type CallGroup = {
  name: string | null;
  creators: number;
  counts: { GONE: number; NOT_STARTED: number; URGENT: number; TIGHT: number; ON_TRACK: number; DONE: number; unknown: number };
  diamonds: number | null;
  liveSeconds: number | null;
  validDays: number | null;
  unknown: number;
  due: number;
  goals: CallGoals | null;
};
export type CallGoalsSet = { group: string | null; validDays: number | null; hours: number | null; diamonds: number | null };
export type RosterViews = { items: RosterView[] };
export type RosterView = {
  viewId: string;
  name: string;
  query: {
    q?: string;
    group?: string;
    coach?: string;
    band?: 'GONE' | 'NOT_STARTED' | 'URGENT' | 'TIGHT' | 'ON_TRACK' | 'DONE' | 'unknown';
    reason?:
      | 'no_live'
      | 'newcomer'
      | 'minutes_short'
      | 'fewer_live_days'
      | 'shorter'
      | 'thinner'
      | 'falling'
      | 'within_reach'
      | 'appeal_closes'
      | 'term_ends';
    quit?: 'without' | 'only';
    sort?: 'need' | 'name' | 'valid_days' | 'hours' | 'diamonds' | 'last_live';
  };
};
export type RosterViewDropped = { viewId: string };
export type Sent = {
  items: {
    creatorId: string;
    invite?: Invite;
    refusal?: { code: string; detail: string; askAgainAt?: string; commissionBpsMax?: number; languages?: string[] };
  }[];
};
export type Invite = {
  inviteId: string;
  agencyId: string;
  creatorId: string;
  kind: 'regular' | 'elite';
  state: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  terms: Terms;
  message: string;
  sentAt: string;
  expiresAt: string;
  answeredAt: string | null;
};
export type OurInvites = {
  items: OurInvite[];
  nextCursor: string | null;
  counts: { sent?: number; accepted?: number; declined?: number; expired?: number; withdrawn?: number };
};
export type OurInvite = {
  inviteId: string;
  agencyId: string;
  creatorId: string;
  kind: 'regular' | 'elite';
  state: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  terms: Terms;
  message: string;
  sentAt: string;
  expiresAt: string;
  answeredAt: string | null;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  sentBy: string | null;
  askAgainAt: string | null;
  withdrawnBy: 'agency' | 'switch' | null;
};
export type Allowance = {
  bulkMax: number;
  leftToday: number;
  perDay: number;
  eliteLeftToday: number;
  resetsAt: string;
  messageMax: number;
  expiryDays: number;
};
export type MyInvites = { items: MyInvite[]; nextCursor: string | null; open: number };
export type MyInvite = {
  inviteId: string;
  agencyId: string;
  creatorId: string;
  kind: 'regular' | 'elite';
  state: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  terms: Terms;
  message: string;
  sentAt: string;
  expiresAt: string;
  answeredAt: string | null;
  agency: AgencyCard;
  sentBy: string | null;
  withdrawnBy: 'agency' | 'switch' | 'block' | null;
};
export type MyFilters = {
  commissionBpsMax: number | null;
  languages: string[];
  verifiedOnly: boolean;
  inboxMax: number | null;
  policy: { commissionBpsMax: number; inboxMax: number };
};
export type MyOpenInvite = {
  inviteId: string;
  agencyId: string;
  creatorId: string;
  kind: 'regular' | 'elite';
  state: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  terms: Terms;
  message: string;
  sentAt: string;
  expiresAt: string;
  answeredAt: string | null;
  agency: AgencyCard;
  sentBy: string | null;
  withdrawnBy: 'agency' | 'switch' | 'block' | null;
  promises: PromisesKept | null;
  trial: { days: number; minutes: number; reviewDays: number | null } | null;
};
export type PromisesKept = { from: string; asOf: string; due: number; kept: number; notKept: number; saidAlone: number; members: number };
export type Answered = {
  inviteId: string;
  agencyId: string;
  creatorId: string;
  kind: 'regular' | 'elite';
  state: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  terms: Terms;
  message: string;
  sentAt: string;
  expiresAt: string;
  answeredAt: string | null;
  membershipId: string | null;
};
export type SearchAnswer = {
  total: number;
  exactTotal: number;
  items: Found[];
  facets: {
    languages?: { value: string; count: number }[];
    countries?: { value: string; count: number }[];
    categories?: { value: string; count: number }[];
    platforms?: { value: string; count: number }[];
    numbers?: { value: string; count: number }[];
    hours?: { value: string; count: number }[];
    agency?: { value: string; count: number }[];
    followers?: { from: number; to: number; count: number }[];
    averageViewers?: { from: number; to: number; count: number }[];
    peakViewers?: { from: number; to: number; count: number }[];
    watchMinutes?: { from: number; to: number; count: number }[];
    streamMinutes?: { from: number; to: number; count: number }[];
    acv?: { from: number; to: number; count: number }[];
    liveMinutes?: { from: number; to: number; count: number }[];
    validDays?: { from: number; to: number; count: number }[];
    diamonds?: { from: number; to: number; count: number }[];
    gifterConversion?: { from: number; to: number; count: number }[];
    returningViewers?: { from: number; to: number; count: number }[];
    growth?: { from: number; to: number; count: number }[];
  };
  like: { creatorId: string; handle: string; platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; displayName: string }[];
  nextCursor: string | null;
  listedLeft: number | null;
  asOf: string;
};
export type Found = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  handles: Handle[];
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  numbers: 'exact' | 'ranges';
  figures: {
    followers: SeenFigure;
    averageViewers: SeenFigure;
    peakViewers: SeenFigure;
    watchMinutes: SeenFigure;
    streamMinutes: SeenFigure;
    acv: SeenFigure;
    liveMinutes: SeenFigure;
    validDays: SeenFigure;
    diamonds: SeenFigure;
    gifterConversion: SeenFigure;
    returningViewers: SeenFigure;
    growth: SeenFigure;
  };
  figuresAsOf: string | null;
  figuresSource: 'import' | null;
  liveAsOn: string | null;
  hours: number[];
  withAgency: boolean | null;
  fit: number;
  why: {
    part: 'text' | 'language' | 'audience' | 'activity' | 'category';
    score: number;
    matched: { word: string; field: 'handle' | 'name' | 'tags' | 'bio' | 'profile'; as: 'exact' | 'prefix' | 'typo' }[];
  }[];
  standing: 'open' | 'invited' | 'cooling_down' | 'member' | 'not_asked';
  standingUntil: string | null;
};
export type Leads = {
  items: Lead[];
  nextCursor: string | null;
  counts: { to_look_at?: number; contacted?: number; talking?: number; invited?: number; joined?: number; lost?: number };
  due: number;
  owners: { personId: string; name: string }[];
  asOf: string;
};
export type Lead = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  handles: Handle[];
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  numbers: 'exact' | 'ranges';
  figures: {
    followers: SeenFigure;
    averageViewers: SeenFigure;
    peakViewers: SeenFigure;
    watchMinutes: SeenFigure;
    streamMinutes: SeenFigure;
    acv: SeenFigure;
    liveMinutes: SeenFigure;
    validDays: SeenFigure;
    diamonds: SeenFigure;
    gifterConversion: SeenFigure;
    returningViewers: SeenFigure;
    growth: SeenFigure;
  };
  figuresAsOf: string | null;
  figuresSource: 'import' | null;
  liveAsOn: string | null;
  hours: number[];
  withAgency: boolean | null;
  stage: 'to_look_at' | 'contacted' | 'talking' | 'invited' | 'joined' | 'lost';
  lostWhy: 'no_answer' | 'not_interested' | 'other_agency' | 'terms' | 'declined' | 'no_fit' | null;
  owner: { personId: string; name: string } | null;
  remindOn: string | null;
  savedAt: string;
  movedAt: string;
  lastNote: string | null;
  standing: 'open' | 'invited' | 'cooling_down' | 'member' | 'not_asked';
  standingUntil: string | null;
};
export type LeadsSaved = { saved: number; there: number; refused: number };
export type LeadsMoved = { changed: number; gone: number };
export type LeadWithEntries = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  handles: Handle[];
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  numbers: 'exact' | 'ranges';
  figures: {
    followers: SeenFigure;
    averageViewers: SeenFigure;
    peakViewers: SeenFigure;
    watchMinutes: SeenFigure;
    streamMinutes: SeenFigure;
    acv: SeenFigure;
    liveMinutes: SeenFigure;
    validDays: SeenFigure;
    diamonds: SeenFigure;
    gifterConversion: SeenFigure;
    returningViewers: SeenFigure;
    growth: SeenFigure;
  };
  figuresAsOf: string | null;
  figuresSource: 'import' | null;
  liveAsOn: string | null;
  hours: number[];
  withAgency: boolean | null;
  stage: 'to_look_at' | 'contacted' | 'talking' | 'invited' | 'joined' | 'lost';
  lostWhy: 'no_answer' | 'not_interested' | 'other_agency' | 'terms' | 'declined' | 'no_fit' | null;
  owner: { personId: string; name: string } | null;
  remindOn: string | null;
  savedAt: string;
  movedAt: string;
  lastNote: string | null;
  standing: 'open' | 'invited' | 'cooling_down' | 'member' | 'not_asked';
  standingUntil: string | null;
  entries: LeadEntry[];
};
export type LeadEntry = {
  entryId: string;
  kind: 'saved' | 'moved' | 'noted';
  stage: 'to_look_at' | 'contacted' | 'talking' | 'invited' | 'joined' | 'lost' | null;
  lostWhy: 'no_answer' | 'not_interested' | 'other_agency' | 'terms' | 'declined' | 'no_fit' | null;
  note: string;
  by: string | null;
  at: string;
};
export type LeadNoted = { entryId: string };
export type LeadReminded = { on: string | null };
export type SavedSearches = { items: SavedSearch[]; most: number };
export type SavedSearch = {
  searchId: string;
  name: string;
  question: {
    text?: string;
    filters?: {
      languages?: string[];
      countries?: string[];
      categories?: string[];
      platforms?: ('tiktok' | 'twitch' | 'youtube' | 'other')[];
      numbers?: ('exact' | 'ranges')[];
      followers?: { min?: number; max?: number };
      averageViewers?: { min?: number; max?: number };
      peakViewers?: { min?: number; max?: number };
      watchMinutes?: { min?: number; max?: number };
      streamMinutes?: { min?: number; max?: number };
      acv?: { min?: number; max?: number };
      liveMinutes?: { min?: number; max?: number };
      validDays?: { min?: number; max?: number };
      diamonds?: { min?: number; max?: number };
      gifterConversion?: { min?: number; max?: number };
      returningViewers?: { min?: number; max?: number };
      growth?: { min?: number; max?: number };
      growthTop?: number;
      hours?: number[];
      agency?: ('independent' | 'with_agency')[];
      invitable?: boolean;
      notInvited?: boolean;
    };
    sort?:
      | 'fit'
      | 'newest'
      | 'followers'
      | 'averageViewers'
      | 'peakViewers'
      | 'watchMinutes'
      | 'streamMinutes'
      | 'acv'
      | 'liveMinutes'
      | 'validDays'
      | 'diamonds'
      | 'gifterConversion'
      | 'returningViewers'
      | 'growth';
  };
  alerts: boolean;
  madeAt: string;
  askedAt: string | null;
  found: number | null;
  tooWide: boolean;
  fresh: number;
};
export type SearchKept = { searchId: string };
export type NewFounds = { items: NewFound[]; nextCursor: string | null; asOf: string };
export type NewFound = {
  creatorId: string;
  handle: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  displayName: string;
  handles: Handle[];
  bio: string;
  languages: string[];
  country: string | null;
  categories: string[];
  tags: string[];
  numbers: 'exact' | 'ranges';
  figures: {
    followers: SeenFigure;
    averageViewers: SeenFigure;
    peakViewers: SeenFigure;
    watchMinutes: SeenFigure;
    streamMinutes: SeenFigure;
    acv: SeenFigure;
    liveMinutes: SeenFigure;
    validDays: SeenFigure;
    diamonds: SeenFigure;
    gifterConversion: SeenFigure;
    returningViewers: SeenFigure;
    growth: SeenFigure;
  };
  figuresAsOf: string | null;
  figuresSource: 'import' | null;
  liveAsOn: string | null;
  hours: number[];
  withAgency: boolean | null;
  foundAt: string;
  standing: 'open' | 'invited' | 'cooling_down' | 'member' | 'not_asked';
  standingUntil: string | null;
};
export type SavedBy = { items: { agencyId: string; agencyName: string; savedAt: string }[]; nextCursor: string | null };
export type OurThreads = { items: OurThread[]; nextCursor: string | null; unread: number };
export type OurThread = { creatorId: string; creator: Correspondent; unread: number; lastAt: string; last: LastMessage | null };
export type Correspondent = { handle: string; platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; displayName: string };
export type LastMessage = { side: 'agency' | 'creator'; text: string; files: number; sentAt: string };
export type OurConversation = {
  items: Message[];
  nextCursor: string | null;
  creatorId: string;
  creator: Correspondent | null;
  member: boolean;
  lastSeq: number;
  readSeq: number;
  hidden: boolean;
  left: number | null;
  refused: { code: string; detail: string; askAgainAt: string | null } | null;
  textMax: number;
};
export type Message = {
  messageId: string;
  seq: number;
  side: 'agency' | 'creator';
  text: string;
  by: string | null;
  sentAt: string;
  files: MessageFile[];
};
export type MessageFile = { fileId: string; name: string; kind: 'png' | 'jpeg' | 'webp' | 'pdf' | 'text'; bytes: number };
export type MessageWritten = { messageId: string; agencyId: string; creatorId: string; seq: number; sentAt: string; left: number | null };
export type MessagesRead = { readSeq: number };
export type MessageFileBegun = { fileId: string; partBytes: number; parts: number };
export type MessageFileSent = { fileId: string; n: number; kind: 'png' | 'jpeg' | 'webp' | 'pdf' | 'text' | null };
export type MyThreads = { items: MyThread[]; nextCursor: string | null; unread: number };
export type MyThread = { agency: AgencyCard; blocked: boolean; unread: number; lastAt: string; last: LastMessage | null };
export type MyConversation = {
  items: Message[];
  nextCursor: string | null;
  agency: AgencyCard;
  member: boolean;
  blocked: boolean;
  lastSeq: number;
  readSeq: number;
  refused: { code: string; detail: string; askAgainAt: string | null } | null;
  textMax: number;
};
export type Blocks = { items: BlockedAgency[]; nextCursor: string | null };
export type BlockedAgency = { agency: AgencyCard; blockedAt: string };
export type Blocked = { agencyId: string; blocked: boolean; invitationsEnded: number };
export type Notices = { items: Notice[]; nextCursor: string | null; unread: number };
export type Notice = {
  noticeId: string;
  name:
    | 'invites.received'
    | 'invites.expiring'
    | 'invites.withdrawn'
    | 'invites.lapsed'
    | 'roster.joined'
    | 'roster.leaving'
    | 'roster.ending'
    | 'roster.ended'
    | 'roster.renewal_offered'
    | 'roster.change_offered'
    | 'roster.offer_withdrawn'
    | 'roster.promise_said'
    | 'roster.removed'
    | 'roster.answered'
    | 'roster.decided'
    | 'roster.unheard'
    | 'roster.trial_passed'
    | 'messages.received'
    | 'permissions.expiring'
    | 'permissions.expired'
    | 'invites.accepted'
    | 'invites.declined'
    | 'invites.expired'
    | 'roster.member_leaving'
    | 'roster.member_ending'
    | 'roster.member_ended'
    | 'roster.offer_accepted'
    | 'roster.offer_declined'
    | 'roster.promise_denied'
    | 'roster.contested'
    | 'roster.member_decided'
    | 'roster.member_unheard'
    | 'roster.member_trial_passed'
    | 'messages.answered'
    | 'team.role_changed'
    | 'team.seat_ended'
    | 'calls.today'
    | 'scouting.found'
    | 'scouting.due'
    | 'cases.opened'
    | 'rules.in_force'
    | 'security.key_made'
    | 'security.password_changed';
  group: 'invitations' | 'membership' | 'messages' | 'permissions' | 'team' | 'calls' | 'searches' | 'pipeline' | 'rules' | 'security';
  at: string;
  readAt: string | null;
  to: string | null;
  agency: { agencyId: string; name: string } | null;
  creator: { displayName: string; handle: string; platform: 'tiktok' | 'twitch' | 'youtube' | 'other' } | null;
  purpose: 'discovery' | 'exact_numbers' | 'live_data' | 'listening' | null;
  role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance' | null;
  keyName: string | null;
  rule: {
    kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
    version: number;
    from: string;
    keeps: 'memberships' | 'exits' | 'consents';
  } | null;
  until: string | null;
  days: number | null;
  search: { searchId: string; name: string } | null;
  on: string | null;
  count: number | null;
};
export type UnreadNotices = { unread: number };
export type NoticeSettings = {
  groups: {
    invitations: { app: boolean; mail: boolean };
    membership: { app: boolean; mail: boolean };
    messages: { app: boolean; mail: boolean };
    permissions: { app: boolean; mail: boolean };
    team: { app: boolean; mail: boolean };
    calls: { app: boolean; mail: boolean };
    searches: { app: boolean; mail: boolean };
    pipeline: { app: boolean; mail: boolean };
    rules: { app: boolean; mail: boolean };
  };
  quiet: { from: string; to: string } | null;
  zone: string;
  daily: boolean;
  email: string;
  by: 'smtp' | 'files';
};
export type Unsubscribed = {
  group: 'invitations' | 'membership' | 'messages' | 'permissions' | 'team' | 'calls' | 'searches' | 'pipeline' | 'rules' | null;
};
export type Bonus = {
  months: { month: string; reported: boolean; closed: boolean; differing: number }[];
  chosen: BonusMonth | null;
  waiting: boolean;
};
export type BonusMonth = {
  month: string;
  closed: boolean;
  currency: string | null;
  currencyFrom: 'report' | 'rule' | null;
  currencies: string[];
  comparedEstimatedMinor: string | null;
  comparedConfirmedMinor: string | null;
  differenceMinor: string | null;
  onlyEstimatedMinor: string | null;
  onlyConfirmedMinor: string | null;
  confirmedMinor: string | null;
  restMinor: string | null;
  tasks: BonusTask[];
  creators: number;
  differing: number;
  unknown: number;
  runningReport: { name: string; dataOn: string; takenAt: string } | null;
  closingReport: { name: string; dataOn: string; takenAt: string } | null;
  figuresOn: string | null;
  reckonedAt: string;
  stale: boolean;
};
export type BonusTask = {
  task: string;
  rule: 'rank_up' | null;
  estimatedMinor: string | null;
  confirmedMinor: string | null;
  differenceMinor: string | null;
  creators: number;
  compared: number;
  differing: number;
};
export type BonusLines = { items: BonusLine[]; nextCursor: string | null; total: number };
export type BonusLine = {
  exportId: string;
  platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
  handle: string;
  displayName: string | null;
  group: string | null;
  comparedEstimatedMinor: string | null;
  comparedConfirmedMinor: string | null;
  differenceMinor: string | null;
  onlyEstimatedMinor: string | null;
  onlyConfirmedMinor: string | null;
  items: BonusItem[];
  rankUp: RankUp | null;
};
export type BonusItem = {
  task: string;
  rule: 'rank_up' | null;
  estimatedMinor: string | null;
  estimatedBy: 'rule' | 'running_report' | null;
  estimatedOn: string | null;
  confirmedMinor: string | null;
  differenceMinor: string | null;
  why:
    | 'same'
    | 'reached_not_given'
    | 'given_tier_not_reached'
    | 'given_gate_missed'
    | 'other_ratio'
    | 'other_figures'
    | 'other_amount'
    | 'later_days'
    | 'month_runs'
    | 'not_in_report'
    | 'not_said'
    | 'no_rule'
    | 'last_month_unknown'
    | 'diamonds_unknown'
    | 'activity_unknown'
    | 'other_currency';
};
export type RankUp = {
  lastDiamonds: number | null;
  startTier: number | null;
  diamonds: number | null;
  tier: number | null;
  validDays: number | null;
  liveSeconds: number | null;
  needDays: number;
  needSeconds: number;
  gate: 'met' | 'missed' | 'unknown';
  ratioBps: number;
  from: 'closing' | 'export' | 'report' | null;
  figuresOn: string | null;
  reportDiamonds: number | null;
  paidBps: number | null;
};
export type Verified = { ok: boolean; checks: { id: string; ok: boolean; detail: string }[] };
export type ListedAgencies = { items: ListedAgency[]; nextCursor: string | null; total: number };
export type ListedAgency = {
  agencyId: string;
  name: string;
  city: string | null;
  country: string | null;
  languages: string[];
  about: string;
  verifiedAt: string | null;
  since: string;
  staff: number;
  owners: number;
  members: number;
  openOwnerLinks: number;
};
export type PolicyPreview = {
  kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
  asOf: string;
  month: { first: string; last: string };
  effects: PolicyEffect[];
  kept: { name: 'memberships' | 'invites' | 'offers' | 'consents' | 'opted_in'; n: number; outside: number | null }[];
};
export type PolicyEffect = {
  name:
    | 'rollout.offered'
    | 'consents.longer'
    | 'invitations.agency_day'
    | 'invitations.seat_day'
    | 'invitations.elite_day'
    | 'invitations.message'
    | 'invitations.inbox'
    | 'terms.standard'
    | 'terms.invites'
    | 'terms.offers'
    | 'renewals.renewal'
    | 'renewals.change'
    | 'messages.wait'
    | 'messages.long'
    | 'exits.now'
    | 'exits.month'
    | 'thresholds.gate'
    | 'thresholds.tier'
    | 'thresholds.graduation';
  at: string | null;
  of: number;
  before: number;
  after: number;
  gained: number;
  lost: number;
  unknown: number;
  named: boolean;
};
export type PolicyAffected = {
  items: {
    agency: { agencyId: string; name: string } | null;
    creator: { creatorId: string; displayName: string } | null;
    person: { personId: string; name: string } | null;
    n: number;
  }[];
  nextCursor: string | null;
};
export type Audit = { items: AuditRow[]; nextCursor: string | null };
export type AuditRow = {
  auditId: string;
  at: string;
  act: string;
  by: 'visitor' | 'person' | 'key' | 'system';
  actor: { personId: string; name: string | null } | null;
  keyId: string | null;
  agency: { agencyId: string; name: string | null } | null;
  creator: { creatorId: string; name: string | null } | null;
  people: { personId: string; name: string | null }[];
  subject: Record<string, unknown>;
  requestId: string;
};
export const operations = {
  'people.me': { method: 'GET', path: '/v1/me' },
  'people.setLocale': { method: 'PUT', path: '/v1/me/locale' },
  'people.demoLogins': { method: 'GET', path: '/v1/demo/logins' },
  'people.lookAtLink': { method: 'POST', path: '/v1/links/look' },
  'people.start': { method: 'POST', path: '/v1/start' },
  'people.listKeys': { method: 'GET', path: '/v1/me/keys' },
  'people.createKey': { method: 'POST', path: '/v1/me/keys' },
  'people.revokeKey': { method: 'DELETE', path: '/v1/me/keys/{keyId}' },
  'policies.list': { method: 'GET', path: '/v1/policies' },
  'policies.put': { method: 'POST', path: '/v1/policies' },
  'policies.history': { method: 'GET', path: '/v1/policies/history' },
  'policies.presets': { method: 'GET', path: '/v1/policies/presets' },
  'policies.drafts': { method: 'GET', path: '/v1/policies/drafts' },
  'policies.draft': { method: 'POST', path: '/v1/policies/drafts' },
  'policies.editDraft': { method: 'PUT', path: '/v1/policies/drafts/{draftId}' },
  'policies.dropDraft': { method: 'DELETE', path: '/v1/policies/drafts/{draftId}' },
  'agencies.directory': { method: 'GET', path: '/v1/agencies' },
  'agencies.create': { method: 'POST', path: '/v1/agencies' },
  'agencies.openHouse': { method: 'POST', path: '/v1/house' },
  'agencies.join': { method: 'POST', path: '/v1/agencies/join' },
  'agencies.show': { method: 'GET', path: '/v1/agencies/{agencyId}' },
  'agencies.edit': { method: 'PATCH', path: '/v1/agencies/{agencyId}' },
  'agencies.verify': { method: 'POST', path: '/v1/agencies/{agencyId}/verify' },
  'agencies.ownerLink': { method: 'POST', path: '/v1/agencies/{agencyId}/owner-links' },
  'agencies.setTerms': { method: 'PUT', path: '/v1/agencies/{agencyId}/terms' },
  'agencies.staff': { method: 'GET', path: '/v1/agencies/{agencyId}/staff' },
  'agencies.listStaffLinks': { method: 'GET', path: '/v1/agencies/{agencyId}/staff-links' },
  'agencies.inviteStaff': { method: 'POST', path: '/v1/agencies/{agencyId}/staff-links' },
  'agencies.withdrawStaffLink': { method: 'DELETE', path: '/v1/agencies/{agencyId}/staff-links/{linkId}' },
  'agencies.setRole': { method: 'PUT', path: '/v1/agencies/{agencyId}/staff/{personId}' },
  'agencies.removeSeat': { method: 'DELETE', path: '/v1/agencies/{agencyId}/staff/{personId}' },
  'agencies.leaveSeat': { method: 'POST', path: '/v1/agencies/{agencyId}/leave' },
  'creators.join': { method: 'POST', path: '/v1/me/creator' },
  'creators.mine': { method: 'GET', path: '/v1/me/creator' },
  'creators.edit': { method: 'PATCH', path: '/v1/me/creator' },
  'creators.setHandle': { method: 'PUT', path: '/v1/me/creator/handles/{platform}' },
  'creators.removeHandle': { method: 'DELETE', path: '/v1/me/creator/handles/{platform}' },
  'creators.agencyCenter': { method: 'GET', path: '/v1/me/agency-center' },
  'creators.setConsent': { method: 'PUT', path: '/v1/me/consents/{purpose}' },
  'creators.exposures': { method: 'GET', path: '/v1/me/exposures' },
  'creators.visibility': { method: 'GET', path: '/v1/me/visibility' },
  'creators.owned': { method: 'GET', path: '/v1/me/owned' },
  'creators.export': { method: 'GET', path: '/v1/me/export' },
  'creators.exportList': { method: 'GET', path: '/v1/me/export/{list}' },
  'creators.erase': { method: 'POST', path: '/v1/me/erase' },
  'creators.list': { method: 'GET', path: '/v1/creators' },
  'creators.rolloutPreview': { method: 'POST', path: '/v1/creators/rollout-preview' },
  'creators.import': { method: 'POST', path: '/v1/creators/import' },
  'creators.claimLink': { method: 'POST', path: '/v1/creators/claim-links' },
  'creators.claim': { method: 'POST', path: '/v1/creators/claim' },
  'imports.begin': { method: 'POST', path: '/v1/agencies/{agencyId}/imports' },
  'imports.list': { method: 'GET', path: '/v1/agencies/{agencyId}/imports' },
  'imports.send': { method: 'PUT', path: '/v1/agencies/{agencyId}/imports/{importId}/parts/{n}' },
  'imports.read': { method: 'POST', path: '/v1/agencies/{agencyId}/imports/{importId}/read' },
  'imports.take': { method: 'POST', path: '/v1/agencies/{agencyId}/imports/{importId}/take' },
  'imports.stop': { method: 'POST', path: '/v1/agencies/{agencyId}/imports/{importId}/stop' },
  'imports.get': { method: 'GET', path: '/v1/agencies/{agencyId}/imports/{importId}' },
  'imports.rows': { method: 'GET', path: '/v1/agencies/{agencyId}/imports/{importId}/rows' },
  'live.ingest': { method: 'POST', path: '/v1/live/events' },
  'live.register': { method: 'POST', path: '/v1/live/accounts' },
  'live.totals': { method: 'POST', path: '/v1/live/totals' },
  'live.quarantine': { method: 'GET', path: '/v1/live/quarantine' },
  'live.adopt': { method: 'POST', path: '/v1/live/quarantine/adopt' },
  'live.lag': { method: 'GET', path: '/v1/live/lag' },
  'live.gaps': { method: 'GET', path: '/v1/live/gaps' },
  'live.mine': { method: 'GET', path: '/v1/me/live' },
  'live.months': { method: 'GET', path: '/v1/me/live-months' },
  'live.record': { method: 'GET', path: '/v1/me/live-record' },
  'live.minutes': { method: 'GET', path: '/v1/me/live/{sessionId}' },
  'live.watch': { method: 'GET', path: '/v1/me/live/{sessionId}/now' },
  'sources.receive': { method: 'POST', path: '/v1/live/webhooks/{sourceId}' },
  'sources.permitted': { method: 'GET', path: '/v1/live/listening' },
  'sources.list': { method: 'GET', path: '/v1/live/sources' },
  'sources.make': { method: 'POST', path: '/v1/live/sources' },
  'sources.rotate': { method: 'POST', path: '/v1/live/sources/{sourceId}/secret' },
  'sources.takeBack': { method: 'DELETE', path: '/v1/live/sources/{sourceId}' },
  'copies.mine': { method: 'GET', path: '/v1/me/memberships/{membershipId}/copies' },
  'copies.myFile': { method: 'GET', path: '/v1/me/copies/{copyId}' },
  'copies.list': { method: 'GET', path: '/v1/agencies/{agencyId}/roster/{membershipId}/copies' },
  'copies.file': { method: 'GET', path: '/v1/agencies/{agencyId}/copies/{copyId}' },
  'copies.check': { method: 'POST', path: '/v1/copies/check' },
  'roster.list': { method: 'GET', path: '/v1/agencies/{agencyId}/roster' },
  'roster.assign': { method: 'PUT', path: '/v1/agencies/{agencyId}/roster/{membershipId}/coach' },
  'roster.offers': { method: 'GET', path: '/v1/agencies/{agencyId}/roster/{membershipId}/offers' },
  'roster.offer': { method: 'POST', path: '/v1/agencies/{agencyId}/roster/{membershipId}/offers' },
  'roster.withdrawOffer': { method: 'POST', path: '/v1/agencies/{agencyId}/roster/{membershipId}/offers/{offerId}/withdraw' },
  'roster.promises': { method: 'GET', path: '/v1/agencies/{agencyId}/roster/{membershipId}/promises' },
  'roster.keepPromise': { method: 'POST', path: '/v1/agencies/{agencyId}/roster/{membershipId}/promises/{promiseId}/kept' },
  'roster.remove': { method: 'POST', path: '/v1/agencies/{agencyId}/roster/{membershipId}/remove' },
  'roster.confirmTrial': { method: 'POST', path: '/v1/agencies/{agencyId}/roster/{membershipId}/trial' },
  'roster.memberCases': { method: 'GET', path: '/v1/agencies/{agencyId}/roster/{membershipId}/cases' },
  'roster.answerCase': { method: 'POST', path: '/v1/agencies/{agencyId}/roster/{membershipId}/cases/{caseId}/answer' },
  'roster.cases': { method: 'GET', path: '/v1/operator/cases' },
  'roster.decideCase': { method: 'POST', path: '/v1/operator/cases/{caseId}/decide' },
  'roster.runningOf': { method: 'GET', path: '/v1/operator/creators/{creatorId}/memberships' },
  'roster.order': { method: 'POST', path: '/v1/operator/creators/{creatorId}/memberships/{membershipId}/end' },
  'roster.liveNow': { method: 'GET', path: '/v1/agencies/{agencyId}/live' },
  'roster.liveMembers': { method: 'GET', path: '/v1/agencies/{agencyId}/live/members' },
  'roster.liveCompare': { method: 'POST', path: '/v1/agencies/{agencyId}/live/compare' },
  'roster.live': { method: 'GET', path: '/v1/agencies/{agencyId}/creators/{creatorId}/live' },
  'roster.liveMinutes': { method: 'GET', path: '/v1/agencies/{agencyId}/creators/{creatorId}/live/{sessionId}' },
  'roster.mine': { method: 'GET', path: '/v1/me/memberships' },
  'roster.myOffers': { method: 'GET', path: '/v1/me/memberships/{membershipId}/offers' },
  'roster.myPromises': { method: 'GET', path: '/v1/me/memberships/{membershipId}/promises' },
  'roster.answerPromise': { method: 'POST', path: '/v1/me/promises/{promiseId}/answer' },
  'roster.answerOffer': { method: 'POST', path: '/v1/me/offers/{offerId}/answer' },
  'roster.myCases': { method: 'GET', path: '/v1/me/memberships/{membershipId}/cases' },
  'roster.complain': { method: 'POST', path: '/v1/me/memberships/{membershipId}/complain' },
  'roster.appeal': { method: 'POST', path: '/v1/me/memberships/{membershipId}/cases/{caseId}/appeal' },
  'roster.leave': { method: 'POST', path: '/v1/me/memberships/{membershipId}/leave' },
  'calls.today': { method: 'GET', path: '/v1/agencies/{agencyId}/calls' },
  'calls.roster': { method: 'GET', path: '/v1/agencies/{agencyId}/standings' },
  'calls.creator': { method: 'GET', path: '/v1/agencies/{agencyId}/standings/{exportId}' },
  'calls.log': { method: 'POST', path: '/v1/agencies/{agencyId}/standings/{exportId}/calls' },
  'calls.setDates': { method: 'PUT', path: '/v1/agencies/{agencyId}/standings/{exportId}/dates' },
  'calls.claimLink': { method: 'POST', path: '/v1/agencies/{agencyId}/standings/{exportId}/claim-link' },
  'calls.endClaim': { method: 'DELETE', path: '/v1/agencies/{agencyId}/standings/{exportId}/claim' },
  'calls.claim': { method: 'POST', path: '/v1/figures/claim' },
  'calls.mine': { method: 'GET', path: '/v1/me/figures' },
  'calls.leaveClaim': { method: 'DELETE', path: '/v1/me/figures/{agencyId}/{exportId}' },
  'calls.assign': { method: 'POST', path: '/v1/agencies/{agencyId}/standings/assign' },
  'calls.groups': { method: 'GET', path: '/v1/agencies/{agencyId}/groups' },
  'calls.setGoals': { method: 'PUT', path: '/v1/agencies/{agencyId}/goals' },
  'calls.views': { method: 'GET', path: '/v1/agencies/{agencyId}/views' },
  'calls.keepView': { method: 'POST', path: '/v1/agencies/{agencyId}/views' },
  'calls.dropView': { method: 'DELETE', path: '/v1/agencies/{agencyId}/views/{viewId}' },
  'invites.send': { method: 'POST', path: '/v1/agencies/{agencyId}/invites' },
  'invites.list': { method: 'GET', path: '/v1/agencies/{agencyId}/invites' },
  'invites.allowance': { method: 'GET', path: '/v1/agencies/{agencyId}/invites/allowance' },
  'invites.withdraw': { method: 'POST', path: '/v1/agencies/{agencyId}/invites/{inviteId}/withdraw' },
  'invites.mine': { method: 'GET', path: '/v1/me/invites' },
  'invites.filters': { method: 'GET', path: '/v1/me/invite-filters' },
  'invites.setFilters': { method: 'PUT', path: '/v1/me/invite-filters' },
  'invites.open': { method: 'GET', path: '/v1/me/invites/{inviteId}' },
  'invites.answer': { method: 'POST', path: '/v1/me/invites/{inviteId}/answer' },
  'discovery.search': { method: 'POST', path: '/v1/agencies/{agencyId}/creators/search' },
  'discovery.profile': { method: 'GET', path: '/v1/agencies/{agencyId}/creators/{creatorId}' },
  'scouting.list': { method: 'GET', path: '/v1/agencies/{agencyId}/leads' },
  'scouting.save': { method: 'POST', path: '/v1/agencies/{agencyId}/leads' },
  'scouting.move': { method: 'POST', path: '/v1/agencies/{agencyId}/leads/move' },
  'scouting.drop': { method: 'POST', path: '/v1/agencies/{agencyId}/leads/drop' },
  'scouting.show': { method: 'GET', path: '/v1/agencies/{agencyId}/leads/{creatorId}' },
  'scouting.note': { method: 'POST', path: '/v1/agencies/{agencyId}/leads/{creatorId}/notes' },
  'scouting.remind': { method: 'PUT', path: '/v1/agencies/{agencyId}/leads/{creatorId}/reminder' },
  'scouting.searches': { method: 'GET', path: '/v1/agencies/{agencyId}/saved-searches' },
  'scouting.keepSearch': { method: 'POST', path: '/v1/agencies/{agencyId}/saved-searches' },
  'scouting.editSearch': { method: 'PATCH', path: '/v1/agencies/{agencyId}/saved-searches/{searchId}' },
  'scouting.dropSearch': { method: 'DELETE', path: '/v1/agencies/{agencyId}/saved-searches/{searchId}' },
  'scouting.fresh': { method: 'GET', path: '/v1/agencies/{agencyId}/saved-searches/{searchId}/fresh' },
  'scouting.savedBy': { method: 'GET', path: '/v1/me/saved-by' },
  'messages.list': { method: 'GET', path: '/v1/agencies/{agencyId}/threads' },
  'messages.open': { method: 'GET', path: '/v1/agencies/{agencyId}/threads/{creatorId}' },
  'messages.write': { method: 'POST', path: '/v1/agencies/{agencyId}/threads/{creatorId}/messages' },
  'messages.read': { method: 'PUT', path: '/v1/agencies/{agencyId}/threads/{creatorId}/read' },
  'messages.beginFile': { method: 'POST', path: '/v1/agencies/{agencyId}/threads/{creatorId}/files' },
  'messages.sendPart': { method: 'PUT', path: '/v1/agencies/{agencyId}/threads/{creatorId}/files/{fileId}/parts/{n}' },
  'messages.file': { method: 'GET', path: '/v1/agencies/{agencyId}/threads/{creatorId}/files/{fileId}' },
  'messages.mine': { method: 'GET', path: '/v1/me/threads' },
  'messages.openMine': { method: 'GET', path: '/v1/me/threads/{agencyId}' },
  'messages.answer': { method: 'POST', path: '/v1/me/threads/{agencyId}/messages' },
  'messages.readMine': { method: 'PUT', path: '/v1/me/threads/{agencyId}/read' },
  'messages.beginMyFile': { method: 'POST', path: '/v1/me/threads/{agencyId}/files' },
  'messages.sendMyPart': { method: 'PUT', path: '/v1/me/threads/{agencyId}/files/{fileId}/parts/{n}' },
  'messages.myFile': { method: 'GET', path: '/v1/me/threads/{agencyId}/files/{fileId}' },
  'messages.blocks': { method: 'GET', path: '/v1/me/blocks' },
  'messages.block': { method: 'POST', path: '/v1/me/blocks' },
  'messages.unblock': { method: 'DELETE', path: '/v1/me/blocks/{agencyId}' },
  'notices.list': { method: 'GET', path: '/v1/me/notices' },
  'notices.unread': { method: 'GET', path: '/v1/me/notices/unread' },
  'notices.read': { method: 'POST', path: '/v1/me/notices/read' },
  'notices.settings': { method: 'GET', path: '/v1/me/notices/settings' },
  'notices.setSettings': { method: 'PUT', path: '/v1/me/notices/settings' },
  'notices.unsubscribe': { method: 'POST', path: '/v1/notices/unsubscribe/{token}' },
  'earnings.bonus': { method: 'GET', path: '/v1/agencies/{agencyId}/bonus' },
  'earnings.bonusCreators': { method: 'GET', path: '/v1/agencies/{agencyId}/bonus/creators' },
  'ops.verify': { method: 'GET', path: '/v1/verify' },
  'ops.agencies': { method: 'GET', path: '/v1/operator/agencies' },
  'ops.previewRule': { method: 'POST', path: '/v1/policies/preview' },
  'ops.affected': { method: 'POST', path: '/v1/policies/preview/affected' },
  'ops.audit': { method: 'GET', path: '/v1/audit' },
} as const;
export type OperationId = keyof typeof operations;
export interface Ops {
  /** Who you are and what you may do */ 'people.me': { path: undefined; query: undefined; body: undefined; answer: Me };
  /** The language that the screens speak to you */ 'people.setLocale': {
    path: undefined;
    query: undefined;
    body: { locale: 'en' | 'zh-Hans' | 'es' | 'pt-BR' | 'ar' | 'ja' | null };
    answer: LocaleSet;
  };
  /** The logins of a demo */ 'people.demoLogins': { path: undefined; query: undefined; body: undefined; answer: { items: DemoLogin[] } };
  /** What a one-time link is for */ 'people.lookAtLink': { path: undefined; query: undefined; body: { token: string }; answer: Link };
  /** Become the first operator */ 'people.start': {
    path: undefined;
    query: undefined;
    body: { token: string };
    answer: { personId: string; operator: 'admin' };
  };
  /** Your keys for programs */ 'people.listKeys': { path: undefined; query: undefined; body: undefined; answer: { items: Key[] } };
  /** Make a key; its text is shown once */ 'people.createKey': {
    path: undefined;
    query: undefined;
    body: { name: string; scopes: ('read' | 'write')[] };
    answer: KeyShown;
  };
  /** Revoke a key */ 'people.revokeKey': { path: { keyId: string }; query: undefined; body: undefined; answer: { keyId: string } };
  /** The rules in force on a day, and those to come */ 'policies.list': {
    path: undefined;
    query: { on?: string };
    body: undefined;
    answer: { items: Policy[] };
  };
  /** Put a rule in force from a day on */ 'policies.put': {
    path: undefined;
    query: undefined;
    body: {
      kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
      params: Record<string, unknown>;
      validFrom?: string;
      source: string;
      certainty: 'confirmed' | 'reported' | 'inferred';
      draft?: { draftId: string; revision: number };
    };
    answer: PolicyPut;
  };
  /** Every version of one rule, newest first */ 'policies.history': {
    path: undefined;
    query: {
      cursor?: string;
      limit?: number;
      kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
    };
    body: undefined;
    answer: PolicyHistory;
  };
  /** Presets, each with its source */ 'policies.presets': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: { items: Preset[] };
  };
  /** What is thought about and holds nowhere */ 'policies.drafts': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: { items: PolicyDraft[]; nextCursor: string | null };
  };
  /** Keep a draft of a rule */ 'policies.draft': {
    path: undefined;
    query: undefined;
    body: {
      kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
      params: Record<string, unknown>;
      validFrom: string | null;
      source: string;
      certainty: 'confirmed' | 'reported' | 'inferred';
    };
    answer: PolicyDraftKept;
  };
  /** Change a draft as it was read */ 'policies.editDraft': {
    path: { draftId: string };
    query: undefined;
    body: {
      params: Record<string, unknown>;
      validFrom: string | null;
      source: string;
      certainty: 'confirmed' | 'reported' | 'inferred';
      revision: number;
    };
    answer: PolicyDraftKept;
  };
  /** Throw a draft away */ 'policies.dropDraft': { path: { draftId: string }; query: undefined; body: undefined; answer: PolicyDraftKept };
  /** The agency directory */ 'agencies.directory': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: AgencyDirectory;
  };
  /** Make an agency and its first owner’s link */ 'agencies.create': {
    path: undefined;
    query: undefined;
    body: { name: string; city?: string | null; country?: string | null; languages?: string[]; about?: string };
    answer: AgencyMade;
  };
  /** Open the one agency of a house */ 'agencies.openHouse': {
    path: undefined;
    query: undefined;
    body: { token: string; name: string };
    answer: { agencyId: string };
  };
  /** Take the seat that a link offers */ 'agencies.join': {
    path: undefined;
    query: undefined;
    body: { token: string };
    answer: SeatState;
  };
  /** One agency, with its standard terms */ 'agencies.show': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: Agency;
  };
  /** Change what the directory says of the agency */ 'agencies.edit': {
    path: { agencyId: string };
    query: undefined;
    body: { name?: string; city?: string | null; country?: string | null; languages?: string[]; about?: string };
    answer: AgencyEdited;
  };
  /** Mark an agency as verified */ 'agencies.verify': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: { agencyId: string };
  };
  /** A further link to an owner’s seat */ 'agencies.ownerLink': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: IssuedLink;
  };
  /** Set the agency’s standard terms */ 'agencies.setTerms': {
    path: { agencyId: string };
    query: undefined;
    body: { terms: Terms };
    answer: { agencyId: string };
  };
  /** Who works here */ 'agencies.staff': { path: { agencyId: string }; query: undefined; body: undefined; answer: Staff };
  /** The open links that offer a seat */ 'agencies.listStaffLinks': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: StaffLinks;
  };
  /** A link that offers a seat */ 'agencies.inviteStaff': {
    path: { agencyId: string };
    query: undefined;
    body: { role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance' };
    answer: IssuedLink;
  };
  /** Take an open link back */ 'agencies.withdrawStaffLink': {
    path: { agencyId: string; linkId: string };
    query: undefined;
    body: undefined;
    answer: { agencyId: string };
  };
  /** Change a role */ 'agencies.setRole': {
    path: { agencyId: string; personId: string };
    query: undefined;
    body: { role: 'owner' | 'manager' | 'coach' | 'scout' | 'finance' };
    answer: SeatState;
  };
  /** End a seat */ 'agencies.removeSeat': {
    path: { agencyId: string; personId: string };
    query: undefined;
    body: undefined;
    answer: SeatState;
  };
  /** Give up your own seat */ 'agencies.leaveSeat': { path: { agencyId: string }; query: undefined; body: undefined; answer: SeatState };
  /** Sign up as a creator */ 'creators.join': {
    path: undefined;
    query: undefined;
    body: {
      displayName: string;
      platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
      handle: string;
      birthDate: string;
      languages?: string[];
      country?: string | null;
      categories?: string[];
      tags?: string[];
      bio?: string;
    };
    answer: CreatorState;
  };
  /** Your own profile */ 'creators.mine': { path: undefined; query: undefined; body: undefined; answer: Creator };
  /** Change your profile */ 'creators.edit': {
    path: undefined;
    query: undefined;
    body: {
      displayName?: string;
      languages?: string[];
      country?: string | null;
      categories?: string[];
      tags?: string[];
      bio?: string;
      zone?: string;
    };
    answer: CreatorState;
  };
  /** How you are called on a platform */ 'creators.setHandle': {
    path: { platform: 'tiktok' | 'twitch' | 'youtube' | 'other' };
    query: undefined;
    body: { handle: string };
    answer: CreatorState;
  };
  /** Take a handle off your profile */ 'creators.removeHandle': {
    path: { platform: 'tiktok' | 'twitch' | 'youtube' | 'other' };
    query: undefined;
    body: undefined;
    answer: CreatorState;
  };
  /** The switch, its text, your permissions, what agencies see */ 'creators.agencyCenter': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: AgencyCenter;
  };
  /** Give or withdraw a permission */ 'creators.setConsent': {
    path: { purpose: 'discovery' | 'exact_numbers' | 'live_data' | 'listening' };
    query: undefined;
    body: { granted: boolean; textVersion: number; locale?: 'en' | 'zh-Hans' | 'es' | 'pt-BR' | 'ar' | 'ja' };
    answer: Consent;
  };
  /** Who saw you */ 'creators.exposures': {
    path: undefined;
    query: { cursor?: string; limit?: number; agencyId?: string; from?: string };
    body: undefined;
    answer: Exposures;
  };
  /** Who sees what of you now */ 'creators.visibility': { path: undefined; query: undefined; body: undefined; answer: Visibility };
  /** How much there is of yours, list by list */ 'creators.owned': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: OwnedLists;
  };
  /** Everything of yours, as one document */ 'creators.export': { path: undefined; query: undefined; body: undefined; answer: Export };
  /** One list of yours, for a spreadsheet */ 'creators.exportList': {
    path: { list: string };
    query: undefined;
    body: undefined;
    answer: ExportList;
  };
  /** Delete your profile and your account; confirmed by your e-mail address */ 'creators.erase': {
    path: undefined;
    query: undefined;
    body: { confirm: string };
    answer: Erased;
  };
  /** Every profile, for the operator */ 'creators.list': {
    path: undefined;
    query: {
      cursor?: string;
      limit?: number;
      q?: string;
      claimed?: 'yes' | 'no';
      optedIn?: 'yes' | 'no';
      age?: 'known' | 'unknown';
      country?: string;
      platform?: 'tiktok' | 'twitch' | 'youtube' | 'other';
      sort?: 'newest' | 'name' | 'followers';
    };
    body: undefined;
    answer: ListedCreators;
  };
  /** Whom a roll-out offers the menu */ 'creators.rolloutPreview': {
    path: undefined;
    query: undefined;
    body: { cohorts?: { countries: string[]; followersMin: number | null; followersMax: number | null; percentage: number }[] };
    answer: RolloutPreview;
  };
  /** Take in profiles and figures */ 'creators.import': {
    path: undefined;
    query: undefined;
    body: {
      platform: 'tiktok' | 'twitch' | 'youtube' | 'other';
      dryRun?: boolean;
      rows: { row: number; fields: Record<string, unknown> }[];
    };
    answer: ImportReport;
  };
  /** A link to take over an imported profile */ 'creators.claimLink': {
    path: undefined;
    query: undefined;
    body: { handle: string; platform: 'tiktok' | 'twitch' | 'youtube' | 'other' };
    answer: IssuedLink;
  };
  /** Take over an imported profile */ 'creators.claim': {
    path: undefined;
    query: undefined;
    body: { token: string; birthDate: string };
    answer: CreatorState;
  };
  /** Begin to bring a file */ 'imports.begin': {
    path: { agencyId: string };
    query: undefined;
    body: { name: string; bytes: number; platform?: 'tiktok' | 'twitch' | 'youtube' | 'other' };
    answer: Import;
  };
  /** The agency’s files */ 'imports.list': {
    path: { agencyId: string };
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: Imports;
  };
  /** Send one part of a file */ 'imports.send': {
    path: { agencyId: string; importId: string; n: string };
    query: undefined;
    body: { data: string };
    answer: { importId: string; n: number };
  };
  /** Have a file read */ 'imports.read': {
    path: { agencyId: string; importId: string };
    query: undefined;
    body: {
      given?: {
        columns: {
          handle?: string;
          platformId?: string;
          displayName?: string;
          group?: string;
          manager?: string;
          joinedAt?: string;
          status?: string;
          tier?: string;
          graduation?: string;
          diamonds?: string;
          liveSeconds?: string;
          validDays?: string;
          newFollowers?: string;
          lives?: string;
          matches?: string;
          matchDiamonds?: string;
          multiGuestDiamonds?: string;
          newFans?: string;
          fanDiamonds?: string;
          totalFans?: string;
          activeFans?: string;
          followers?: string;
          dataPeriod?: string;
          dataMonth?: string;
        };
        range?: { from: string; to: string };
      };
    };
    answer: Import;
  };
  /** Have a file taken in */ 'imports.take': {
    path: { agencyId: string; importId: string };
    query: undefined;
    body: { confirm?: ('strangers' | 'older' | 'own_range' | 'gap' | 'restated' | 'fell' | 'bad_cells' | 'lossy_ids' | 'quit_unknown')[] };
    answer: Import;
  };
  /** Stop; nothing of the file is kept */ 'imports.stop': {
    path: { agencyId: string; importId: string };
    query: undefined;
    body: undefined;
    answer: Import;
  };
  /** One file, how far it is and what it would do */ 'imports.get': {
    path: { agencyId: string; importId: string };
    query: undefined;
    body: undefined;
    answer: Import;
  };
  /** The rows of a file, with what is said of each */ 'imports.rows': {
    path: { agencyId: string; importId: string };
    query: {
      cursor?: string;
      limit?: number;
      verdict?: 'new' | 'changed' | 'unchanged' | 'skipped';
      note?:
        | 'empty'
        | 'no_creator'
        | 'no_period'
        | 'total'
        | 'doubled'
        | 'quit_unknown'
        | 'ambiguous'
        | 'new_creator'
        | 'renamed'
        | 'quit'
        | 'lossy_id'
        | 'regrouped'
        | 'restated'
        | 'fell'
        | 'bad_cells';
    };
    body: undefined;
    answer: ImportRows;
  };
  /** Take in LIVE events: CloudEvents as an array, or one a line */ 'live.ingest': {
    path: undefined;
    query: { asOf?: string };
    body: (LiveEvent | Record<string, unknown> | unknown[] | string | number | boolean | null)[];
    answer: Ingested;
  };
  /** Make profiles for accounts of a recording */ 'live.register': {
    path: undefined;
    query: undefined;
    body: { platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; accounts: string[] };
    answer: RegisteredAccounts;
  };
  /** What several LIVEs add up to */ 'live.totals': {
    path: undefined;
    query: undefined;
    body: { sessions: { platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; account: string; session: string }[] };
    answer: LiveTotals;
  };
  /** Accounts whose events wait for somebody */ 'live.quarantine': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: Quarantine;
  };
  /** Make a profile for an account whose events wait */ 'live.adopt': {
    path: undefined;
    query: undefined;
    body: { platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; account: string };
    answer: AdoptedAccount;
  };
  /** How late events arrive, and when each source was last heard */ 'live.lag': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: LiveLag;
  };
  /** LIVEs of which something is missing */ 'live.gaps': { path: undefined; query: undefined; body: undefined; answer: LiveGaps };
  /** Your LIVEs */ 'live.mine': {
    path: undefined;
    query: { cursor?: string; limit?: number; from?: string; to?: string };
    body: undefined;
    answer: LiveSessions;
  };
  /** Your last twelve whole months of LIVEs */ 'live.months': { path: undefined; query: undefined; body: undefined; answer: LiveMonths };
  /** What 28 days of your LIVEs came to */ 'live.record': { path: undefined; query: undefined; body: undefined; answer: MyLiveRecord };
  /** One of your LIVEs, minute by minute */ 'live.minutes': {
    path: { sessionId: string };
    query: undefined;
    body: undefined;
    answer: LiveSessionByMinute;
  };
  /** Follow one of your LIVEs while it goes on */ 'live.watch': {
    path: { sessionId: string };
    query: { after?: number | null };
    body: undefined;
    message: LiveNow;
  };
  /** Take in LIVE events that a source signed */ 'sources.receive': {
    path: { sourceId: string };
    query: undefined;
    body: LiveEvent | (LiveEvent | Record<string, unknown> | unknown[] | string | number | boolean | null)[] | Record<string, unknown>;
    answer: LiveReceived;
  };
  /** Whether a listener may begin on an account */ 'sources.permitted': {
    path: undefined;
    query: { platform: 'tiktok' | 'twitch' | 'youtube' | 'other'; account: string };
    body: undefined;
    answer: ListeningPermitted;
  };
  /** Who sends LIVE events by signed webhooks */ 'sources.list': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: LiveSources;
  };
  /** Let somebody send LIVE events; the secret is shown once */ 'sources.make': {
    path: undefined;
    query: undefined;
    body: { kind: 'standard' | 'listener' | 'twitch'; name: string; secret?: string };
    answer: MadeLiveSource;
  };
  /** Give a source a new secret; the old one stays valid for a while */ 'sources.rotate': {
    path: { sourceId: string };
    query: undefined;
    body: { secret?: string; overlapHours?: number };
    answer: MadeLiveSecret;
  };
  /** Take nothing more from a source */ 'sources.takeBack': {
    path: { sourceId: string };
    query: undefined;
    body: undefined;
    answer: LiveSourceTakenBack;
  };
  /** The copies of what you agreed to, newest first */ 'copies.mine': {
    path: { membershipId: string };
    query: undefined;
    body: undefined;
    answer: AgreementCopies;
  };
  /** A copy, as a file */ 'copies.myFile': { path: { copyId: string }; query: undefined; body: undefined; file: true };
  /** The copies of what was agreed, newest first */ 'copies.list': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: undefined;
    answer: AgreementCopies;
  };
  /** A copy, as a file: the same bytes as the creator has */ 'copies.file': {
    path: { agencyId: string; copyId: string };
    query: undefined;
    body: undefined;
    file: true;
  };
  /** Whether a copy with this code, or a file with this hash, was made here */ 'copies.check': {
    path: undefined;
    query: undefined;
    body: { mark: string };
    answer: CheckedCopy;
  };
  /** The agency’s members */ 'roster.list': {
    path: { agencyId: string };
    query: { cursor?: string; limit?: number; state?: 'trial' | 'active' | 'leaving' | 'ended'; endsWithin?: number };
    body: undefined;
    answer: Roster;
  };
  /** Assign a coach */ 'roster.assign': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: { personId: string | null };
    answer: Assigned;
  };
  /** What was proposed in a membership, newest first */ 'roster.offers': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: undefined;
    answer: OurMembershipOffers;
  };
  /** Propose a further term, or other terms */ 'roster.offer': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: { kind: 'renewal' | 'change'; terms: Terms; message?: string };
    answer: MembershipOfferDone;
  };
  /** Take an offer back */ 'roster.withdrawOffer': {
    path: { agencyId: string; membershipId: string; offerId: string };
    query: undefined;
    body: undefined;
    answer: MembershipOfferDone;
  };
  /** What was promised in a membership, by its day */ 'roster.promises': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: undefined;
    answer: MembershipPromises;
  };
  /** Say that a promise is kept, or take that back */ 'roster.keepPromise': {
    path: { agencyId: string; membershipId: string; promiseId: string };
    query: undefined;
    body: { kept: boolean };
    answer: PromiseSaid;
  };
  /** End a membership, with a reason and a notice */ 'roster.remove': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: { why: 'inactive' | 'terms' | 'conduct' | 'closing' | 'other'; said: string };
    answer: MembershipCaseDone;
  };
  /** Say that the trial LIVE was there */ 'roster.confirmTrial': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: undefined;
    answer: TrialConfirmed;
  };
  /** What the operator is asked about a membership, or was */ 'roster.memberCases': {
    path: { agencyId: string; membershipId: string };
    query: undefined;
    body: undefined;
    answer: OurMembershipCases;
  };
  /** Answer a complaint, once */ 'roster.answerCase': {
    path: { agencyId: string; membershipId: string; caseId: string };
    query: undefined;
    body: { answer: string };
    answer: MembershipCaseDone;
  };
  /** What is for the operator to decide, or was */ 'roster.cases': {
    path: undefined;
    query: { cursor?: string; limit?: number; over?: 'yes' | 'no' };
    body: undefined;
    answer: OperatorCases;
  };
  /** Decide a case, with reasons */ 'roster.decideCase': {
    path: { caseId: string };
    query: undefined;
    body: { decision: 'grant' | 'refuse'; reasons: string };
    answer: MembershipCaseDone;
  };
  /** The memberships of a creator that run */ 'roster.runningOf': {
    path: { creatorId: string };
    query: undefined;
    body: undefined;
    answer: RunningMemberships;
  };
  /** End a membership by order, at once */ 'roster.order': {
    path: { creatorId: string; membershipId: string };
    query: undefined;
    body: { reasons: string };
    answer: MembershipCaseDone;
  };
  /** Which members are on air, of those who share their LIVEs */ 'roster.liveNow': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: LiveMembersNow;
  };
  /** Members who share their LIVEs, each with her last one */ 'roster.liveMembers': {
    path: { agencyId: string };
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: LiveMembers;
  };
  /** Two to five members’ LIVEs side by side, over 28 days */ 'roster.liveCompare': {
    path: { agencyId: string };
    query: undefined;
    body: { creatorIds: string[] };
    answer: LivesCompared;
  };
  /** The LIVEs of a member who shares them */ 'roster.live': {
    path: { agencyId: string; creatorId: string };
    query: { cursor?: string; limit?: number; from?: string; to?: string };
    body: undefined;
    answer: MemberLives;
  };
  /** One LIVE of a member who shares them, minute by minute */ 'roster.liveMinutes': {
    path: { agencyId: string; creatorId: string; sessionId: string };
    query: undefined;
    body: undefined;
    answer: MemberLiveByMinute;
  };
  /** Your memberships */ 'roster.mine': { path: undefined; query: undefined; body: undefined; answer: Memberships };
  /** What your agency proposed, newest first */ 'roster.myOffers': {
    path: { membershipId: string };
    query: undefined;
    body: undefined;
    answer: MembershipOffers;
  };
  /** What your agency promised, by its day */ 'roster.myPromises': {
    path: { membershipId: string };
    query: undefined;
    body: undefined;
    answer: MembershipPromises;
  };
  /** Say whether a promise was kept */ 'roster.answerPromise': {
    path: { promiseId: string };
    query: undefined;
    body: { answer: 'kept' | 'not_kept' };
    answer: PromiseSaid;
  };
  /** Answer an offer of your agency; silence is a no */ 'roster.answerOffer': {
    path: { offerId: string };
    query: undefined;
    body: { answer: 'accept' | 'decline' };
    answer: MembershipOfferDone;
  };
  /** What the operator is asked about your membership, or was */ 'roster.myCases': {
    path: { membershipId: string };
    query: undefined;
    body: undefined;
    answer: MembershipCases;
  };
  /** Ask the operator to look at your agency */ 'roster.complain': {
    path: { membershipId: string };
    query: undefined;
    body: { why: 'promise' | 'money' | 'pressure' | 'false_terms' | 'other'; said: string };
    answer: MembershipCaseDone;
  };
  /** Contest that your agency ends the membership */ 'roster.appeal': {
    path: { membershipId: string; caseId: string };
    query: undefined;
    body: { answer: string };
    answer: MembershipCaseDone;
  };
  /** Leave; it always works */ 'roster.leave': {
    path: { membershipId: string };
    query: undefined;
    body: { reason?: string };
    answer: Left;
  };
  /** Who needs a call and why */ 'calls.today': {
    path: { agencyId: string };
    query: {
      show?: 'due' | 'resting';
      coach?: string;
      reason?:
        | 'no_live'
        | 'newcomer'
        | 'minutes_short'
        | 'fewer_live_days'
        | 'shorter'
        | 'thinner'
        | 'falling'
        | 'within_reach'
        | 'appeal_closes'
        | 'term_ends';
      cursor?: string;
      limit?: number;
    };
    body: undefined;
    answer: Calls;
  };
  /** Creators of the agency’s exports as they stand this month */ 'calls.roster': {
    path: { agencyId: string };
    query: {
      q?: string;
      group?: string;
      coach?: string;
      band?: 'GONE' | 'NOT_STARTED' | 'URGENT' | 'TIGHT' | 'ON_TRACK' | 'DONE' | 'unknown';
      reason?:
        | 'no_live'
        | 'newcomer'
        | 'minutes_short'
        | 'fewer_live_days'
        | 'shorter'
        | 'thinner'
        | 'falling'
        | 'within_reach'
        | 'appeal_closes'
        | 'term_ends';
      quit?: 'without' | 'only';
      sort?: 'need' | 'name' | 'valid_days' | 'hours' | 'diamonds' | 'last_live';
      cursor?: string;
      limit?: number;
    };
    body: undefined;
    answer: Standings;
  };
  /** One creator: every threshold, the months before, what was done */ 'calls.creator': {
    path: { agencyId: string; exportId: string };
    query: undefined;
    body: undefined;
    answer: OneStanding;
  };
  /** Note a call: done, put off, a note, or wanted again */ 'calls.log': {
    path: { agencyId: string; exportId: string };
    query: undefined;
    body: { kind: 'done' | 'snoozed' | 'note' | 'woken'; note?: string; until?: string };
    answer: CallLogged;
  };
  /** Note dates that no export tells */ 'calls.setDates': {
    path: { agencyId: string; exportId: string };
    query: undefined;
    body: { termEndsOn: string | null; appealClosesOn: string | null };
    answer: CallDates;
  };
  /** A link with which a creator sees the figures of her */ 'calls.claimLink': {
    path: { agencyId: string; exportId: string };
    query: undefined;
    body: undefined;
    answer: IssuedLink;
  };
  /** Take the link back, or end what was claimed */ 'calls.endClaim': {
    path: { agencyId: string; exportId: string };
    query: undefined;
    body: undefined;
    answer: ClaimEnded;
  };
  /** See what an agency’s exports say of you */ 'calls.claim': {
    path: undefined;
    query: undefined;
    body: { token: string; birthDate?: string };
    answer: FiguresTaken;
  };
  /** What agencies’ exports say of you */ 'calls.mine': { path: undefined; query: undefined; body: undefined; answer: OwnFiguresList };
  /** Stop seeing what an agency’s exports say of you */ 'calls.leaveClaim': {
    path: { agencyId: string; exportId: string };
    query: undefined;
    body: undefined;
    answer: FiguresLeft;
  };
  /** Give creators a coach, or none */ 'calls.assign': {
    path: { agencyId: string };
    query: undefined;
    body: {
      personId: string | null;
      who:
        | { exportIds: string[] }
        | {
            filter: {
              q?: string;
              group?: string;
              coach?: string;
              band?: 'GONE' | 'NOT_STARTED' | 'URGENT' | 'TIGHT' | 'ON_TRACK' | 'DONE' | 'unknown';
              reason?:
                | 'no_live'
                | 'newcomer'
                | 'minutes_short'
                | 'fewer_live_days'
                | 'shorter'
                | 'thinner'
                | 'falling'
                | 'within_reach'
                | 'appeal_closes'
                | 'term_ends';
              quit?: 'without' | 'only';
            };
          };
    };
    answer: CreatorsAssigned;
  };
  /** Groups with what is asked of them and how they stand */ 'calls.groups': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: CallGroups;
  };
  /** Set what is asked of a group */ 'calls.setGoals': {
    path: { agencyId: string };
    query: undefined;
    body: { group: string | null; validDays: number | null; hours: number | null; diamonds: number | null };
    answer: CallGoalsSet;
  };
  /** Your views of the roster */ 'calls.views': { path: { agencyId: string }; query: undefined; body: undefined; answer: RosterViews };
  /** Keep a view of the roster */ 'calls.keepView': {
    path: { agencyId: string };
    query: undefined;
    body: {
      name: string;
      query: {
        q?: string;
        group?: string;
        coach?: string;
        band?: 'GONE' | 'NOT_STARTED' | 'URGENT' | 'TIGHT' | 'ON_TRACK' | 'DONE' | 'unknown';
        reason?:
          | 'no_live'
          | 'newcomer'
          | 'minutes_short'
          | 'fewer_live_days'
          | 'shorter'
          | 'thinner'
          | 'falling'
          | 'within_reach'
          | 'appeal_closes'
          | 'term_ends';
        quit?: 'without' | 'only';
        sort?: 'need' | 'name' | 'valid_days' | 'hours' | 'diamonds' | 'last_live';
      };
    };
    answer: RosterView;
  };
  /** Take a view away */ 'calls.dropView': {
    path: { agencyId: string; viewId: string };
    query: undefined;
    body: undefined;
    answer: RosterViewDropped;
  };
  /** Invite one to thirty creators */ 'invites.send': {
    path: { agencyId: string };
    query: undefined;
    body: { creatorIds: string[]; kind?: 'regular' | 'elite'; message?: string; terms?: Terms };
    answer: Sent;
  };
  /** The invitations of this agency */ 'invites.list': {
    path: { agencyId: string };
    query: { cursor?: string; limit?: number; state?: 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn' };
    body: undefined;
    answer: OurInvites;
  };
  /** What may still be sent today */ 'invites.allowance': {
    path: { agencyId: string };
    query: undefined;
    body: undefined;
    answer: Allowance;
  };
  /** Withdraw an open invitation */ 'invites.withdraw': {
    path: { agencyId: string; inviteId: string };
    query: undefined;
    body: undefined;
    answer: Invite;
  };
  /** Invitations to you */ 'invites.mine': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: MyInvites;
  };
  /** Your own conditions: who may invite you */ 'invites.filters': {
    path: undefined;
    query: undefined;
    body: undefined;
    answer: MyFilters;
  };
  /** Set who may invite you */ 'invites.setFilters': {
    path: undefined;
    query: undefined;
    body: { commissionBpsMax: number | null; languages: string[]; verifiedOnly: boolean; inboxMax: number | null };
    answer: MyFilters;
  };
  /** One invitation to you */ 'invites.open': { path: { inviteId: string }; query: undefined; body: undefined; answer: MyOpenInvite };
  /** Accept or decline */ 'invites.answer': {
    path: { inviteId: string };
    query: undefined;
    body: { answer: 'accept' | 'decline' };
    answer: Answered;
  };
  /** Search creators who are open to invitations */ 'discovery.search': {
    path: { agencyId: string };
    query: undefined;
    body: {
      text?: string;
      filters?: {
        languages?: string[];
        countries?: string[];
        categories?: string[];
        platforms?: ('tiktok' | 'twitch' | 'youtube' | 'other')[];
        numbers?: ('exact' | 'ranges')[];
        followers?: { min?: number; max?: number };
        averageViewers?: { min?: number; max?: number };
        peakViewers?: { min?: number; max?: number };
        watchMinutes?: { min?: number; max?: number };
        streamMinutes?: { min?: number; max?: number };
        acv?: { min?: number; max?: number };
        liveMinutes?: { min?: number; max?: number };
        validDays?: { min?: number; max?: number };
        diamonds?: { min?: number; max?: number };
        gifterConversion?: { min?: number; max?: number };
        returningViewers?: { min?: number; max?: number };
        growth?: { min?: number; max?: number };
        growthTop?: number;
        hours?: number[];
        agency?: ('independent' | 'with_agency')[];
        invitable?: boolean;
        notInvited?: boolean;
      };
      like?: string[];
      sort?:
        | 'fit'
        | 'newest'
        | 'followers'
        | 'averageViewers'
        | 'peakViewers'
        | 'watchMinutes'
        | 'streamMinutes'
        | 'acv'
        | 'liveMinutes'
        | 'validDays'
        | 'diamonds'
        | 'gifterConversion'
        | 'returningViewers'
        | 'growth';
      facets?: (
        | 'languages'
        | 'countries'
        | 'categories'
        | 'platforms'
        | 'numbers'
        | 'hours'
        | 'agency'
        | 'followers'
        | 'averageViewers'
        | 'peakViewers'
        | 'watchMinutes'
        | 'streamMinutes'
        | 'acv'
        | 'liveMinutes'
        | 'validDays'
        | 'diamonds'
        | 'gifterConversion'
        | 'returningViewers'
        | 'growth'
      )[];
      limit?: number;
      cursor?: string;
    };
    answer: SearchAnswer;
  };
  /** One creator who is open to invitations */ 'discovery.profile': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: undefined;
    answer: Found;
  };
  /** The pipeline: creators whom the agency would like to win */ 'scouting.list': {
    path: { agencyId: string };
    query: {
      cursor?: string;
      limit?: number | null;
      stage?: 'to_look_at' | 'contacted' | 'talking' | 'invited' | 'joined' | 'lost';
      owner?: string;
      remind?: 'due';
    };
    body: undefined;
    answer: Leads;
  };
  /** Save creators into the pipeline */ 'scouting.save': {
    path: { agencyId: string };
    query: undefined;
    body: { creatorIds: string[]; ownerId?: string | null };
    answer: LeadsSaved;
  };
  /** Give creators of the pipeline another stage or owner */ 'scouting.move': {
    path: { agencyId: string };
    query: undefined;
    body: {
      creatorIds: string[];
      stage?: 'to_look_at' | 'contacted' | 'talking' | 'invited' | 'joined' | 'lost';
      lostWhy?: 'no_answer' | 'not_interested' | 'other_agency' | 'terms' | 'declined' | 'no_fit';
      note?: string;
      ownerId?: string | null;
    };
    answer: LeadsMoved;
  };
  /** Take creators out of the pipeline */ 'scouting.drop': {
    path: { agencyId: string };
    query: undefined;
    body: { creatorIds: string[] };
    answer: LeadsMoved;
  };
  /** One creator of the pipeline, with what happened */ 'scouting.show': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: undefined;
    answer: LeadWithEntries;
  };
  /** Note something about a creator of the pipeline */ 'scouting.note': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: { note: string };
    answer: LeadNoted;
  };
  /** Set on which day to think of her again */ 'scouting.remind': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: { on: string | null };
    answer: LeadReminded;
  };
  /** Your saved searches */ 'scouting.searches': { path: { agencyId: string }; query: undefined; body: undefined; answer: SavedSearches };
  /** Keep a search by name */ 'scouting.keepSearch': {
    path: { agencyId: string };
    query: undefined;
    body: {
      name: string;
      question: {
        text?: string;
        filters?: {
          languages?: string[];
          countries?: string[];
          categories?: string[];
          platforms?: ('tiktok' | 'twitch' | 'youtube' | 'other')[];
          numbers?: ('exact' | 'ranges')[];
          followers?: { min?: number; max?: number };
          averageViewers?: { min?: number; max?: number };
          peakViewers?: { min?: number; max?: number };
          watchMinutes?: { min?: number; max?: number };
          streamMinutes?: { min?: number; max?: number };
          acv?: { min?: number; max?: number };
          liveMinutes?: { min?: number; max?: number };
          validDays?: { min?: number; max?: number };
          diamonds?: { min?: number; max?: number };
          gifterConversion?: { min?: number; max?: number };
          returningViewers?: { min?: number; max?: number };
          growth?: { min?: number; max?: number };
          growthTop?: number;
          hours?: number[];
          agency?: ('independent' | 'with_agency')[];
          invitable?: boolean;
          notInvited?: boolean;
        };
        sort?:
          | 'fit'
          | 'newest'
          | 'followers'
          | 'averageViewers'
          | 'peakViewers'
          | 'watchMinutes'
          | 'streamMinutes'
          | 'acv'
          | 'liveMinutes'
          | 'validDays'
          | 'diamonds'
          | 'gifterConversion'
          | 'returningViewers'
          | 'growth';
      };
      alerts?: boolean;
    };
    answer: SearchKept;
  };
  /** Rename a saved search, or switch its alerts */ 'scouting.editSearch': {
    path: { agencyId: string; searchId: string };
    query: undefined;
    body: { name?: string; alerts?: boolean };
    answer: SearchKept;
  };
  /** Forget a saved search */ 'scouting.dropSearch': {
    path: { agencyId: string; searchId: string };
    query: undefined;
    body: undefined;
    answer: SearchKept;
  };
  /** Who was new to a saved search */ 'scouting.fresh': {
    path: { agencyId: string; searchId: string };
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: NewFounds;
  };
  /** Which agencies have saved you */ 'scouting.savedBy': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: SavedBy;
  };
  /** The conversations of this agency */ 'messages.list': {
    path: { agencyId: string };
    query: { cursor?: string; limit?: number; only?: 'unread' };
    body: undefined;
    answer: OurThreads;
  };
  /** A conversation with a creator */ 'messages.open': {
    path: { agencyId: string; creatorId: string };
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: OurConversation;
  };
  /** Write to a creator */ 'messages.write': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: { text?: string; fileIds?: string[] };
    answer: MessageWritten;
  };
  /** How far the agency has read */ 'messages.read': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: { seq: number };
    answer: MessagesRead;
  };
  /** Begin a file that goes along with a message */ 'messages.beginFile': {
    path: { agencyId: string; creatorId: string };
    query: undefined;
    body: { name: string; bytes: number };
    answer: MessageFileBegun;
  };
  /** One part of a file; it is looked into once all are there */ 'messages.sendPart': {
    path: { agencyId: string; creatorId: string; fileId: string; n?: number | null };
    query: undefined;
    body: { data: string };
    answer: MessageFileSent;
  };
  /** A file of a conversation */ 'messages.file': {
    path: { agencyId: string; creatorId: string; fileId: string };
    query: undefined;
    body: undefined;
    file: true;
  };
  /** Your conversations */ 'messages.mine': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: MyThreads;
  };
  /** Your conversation with an agency */ 'messages.openMine': {
    path: { agencyId: string };
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: MyConversation;
  };
  /** Write to an agency */ 'messages.answer': {
    path: { agencyId: string };
    query: undefined;
    body: { text?: string; fileIds?: string[] };
    answer: MessageWritten;
  };
  /** How far you have read; no agency is told */ 'messages.readMine': {
    path: { agencyId: string };
    query: undefined;
    body: { seq: number };
    answer: MessagesRead;
  };
  /** Begin a file that goes along with your message */ 'messages.beginMyFile': {
    path: { agencyId: string };
    query: undefined;
    body: { name: string; bytes: number };
    answer: MessageFileBegun;
  };
  /** One part of your file */ 'messages.sendMyPart': {
    path: { agencyId: string; fileId: string; n?: number | null };
    query: undefined;
    body: { data: string };
    answer: MessageFileSent;
  };
  /** A file of your conversation */ 'messages.myFile': {
    path: { agencyId: string; fileId: string };
    query: undefined;
    body: undefined;
    file: true;
  };
  /** The agencies that you have blocked */ 'messages.blocks': { path: undefined; query: undefined; body: undefined; answer: Blocks };
  /** Block an agency: never limited, never refused */ 'messages.block': {
    path: undefined;
    query: undefined;
    body: { agencyId: string };
    answer: Blocked;
  };
  /** Take a block back */ 'messages.unblock': { path: { agencyId: string }; query: undefined; body: undefined; answer: Blocked };
  /** What you were told, newest first */ 'notices.list': {
    path: undefined;
    query: { cursor?: string; limit?: number };
    body: undefined;
    answer: Notices;
  };
  /** How many notifications are unread */ 'notices.unread': { path: undefined; query: undefined; body: undefined; answer: UnreadNotices };
  /** Mark one or all as read */ 'notices.read': {
    path: undefined;
    query: undefined;
    body: { noticeId: string } | { upTo: string };
    answer: UnreadNotices;
  };
  /** How you want to be told */ 'notices.settings': { path: undefined; query: undefined; body: undefined; answer: NoticeSettings };
  /** Choose how you want to be told */ 'notices.setSettings': {
    path: undefined;
    query: undefined;
    body: {
      groups: {
        invitations: { app: boolean; mail: boolean };
        membership: { app: boolean; mail: boolean };
        messages: { app: boolean; mail: boolean };
        permissions: { app: boolean; mail: boolean };
        team: { app: boolean; mail: boolean };
        calls: { app: boolean; mail: boolean };
        searches: { app: boolean; mail: boolean };
        pipeline: { app: boolean; mail: boolean };
        rules: { app: boolean; mail: boolean };
      };
      quiet: { from: string; to: string } | null;
      zone: string;
      daily: boolean;
    };
    answer: {
      groups: {
        invitations: { app: boolean; mail: boolean };
        membership: { app: boolean; mail: boolean };
        messages: { app: boolean; mail: boolean };
        permissions: { app: boolean; mail: boolean };
        team: { app: boolean; mail: boolean };
        calls: { app: boolean; mail: boolean };
        searches: { app: boolean; mail: boolean };
        pipeline: { app: boolean; mail: boolean };
        rules: { app: boolean; mail: boolean };
      };
      quiet: { from: string; to: string } | null;
      zone: string;
      daily: boolean;
    };
  };
  /** End one sort of mail by the token in it */ 'notices.unsubscribe': {
    path: { token: string };
    query: undefined;
    body: undefined;
    answer: Unsubscribed;
  };
  /** The agency’s bonuses of a month, estimated against confirmed */ 'earnings.bonus': {
    path: { agencyId: string };
    query: { month?: string };
    body: undefined;
    answer: Bonus;
  };
  /** The bonuses of a month by creator and rule */ 'earnings.bonusCreators': {
    path: { agencyId: string };
    query: { month?: string; show?: 'all' | 'differences' | 'unknown'; cursor?: string; limit?: number };
    body: undefined;
    answer: BonusLines;
  };
  /** Check everything that must hold of the data */ 'ops.verify': { path: undefined; query: undefined; body: undefined; answer: Verified };
  /** Every agency, with its owners, staff and members */ 'ops.agencies': {
    path: undefined;
    query: {
      cursor?: string;
      limit?: number;
      q?: string;
      verified?: 'yes' | 'no';
      country?: string;
      sort?: 'name' | 'newest' | 'staff' | 'members';
    };
    body: undefined;
    answer: ListedAgencies;
  };
  /** What a rule would change, by last month and by today */ 'ops.previewRule': {
    path: undefined;
    query: undefined;
    body: {
      kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
      params: Record<string, unknown>;
    };
    answer: PolicyPreview;
  };
  /** Whom one figure of a preview is about */ 'ops.affected': {
    path: undefined;
    query: undefined;
    body: {
      kind: 'rollout' | 'consents' | 'invitations' | 'terms' | 'renewals' | 'messages' | 'exits' | 'thresholds';
      params: Record<string, unknown>;
      effect:
        | 'rollout.offered'
        | 'consents.longer'
        | 'invitations.agency_day'
        | 'invitations.seat_day'
        | 'invitations.elite_day'
        | 'invitations.message'
        | 'invitations.inbox'
        | 'terms.standard'
        | 'terms.invites'
        | 'terms.offers'
        | 'renewals.renewal'
        | 'renewals.change'
        | 'messages.wait'
        | 'messages.long'
        | 'exits.now'
        | 'exits.month'
        | 'thresholds.gate'
        | 'thresholds.tier'
        | 'thresholds.graduation';
      change: 'gained' | 'lost';
      cursor?: string;
      limit?: number;
    };
    answer: PolicyAffected;
  };
  /** What was done, by whom, about whom */ 'ops.audit': {
    path: undefined;
    query: {
      cursor?: string;
      limit?: number;
      actor?: string;
      who?: string;
      by?: 'people' | 'system' | 'everybody';
      act?: string;
      subject?: string;
      from?: string;
      until?: string;
    };
    body: undefined;
    answer: Audit;
  };
}
