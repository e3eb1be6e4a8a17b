import type { ColumnKey, FileKind, FileLanguage } from '../contract.ts';

/** A kind of export that is recognised by its header. */
export type ExportKind = Exclude<FileKind, 'table'>;

/** What a column is, then its name in the export, then other names seen for it. */
type Names = readonly [key: ColumnKey, name: string, ...variants: string[]];
interface Listed {
  /** Columns that every file of this kind has, in the order of the export. */
  standard: readonly Names[];
  /** Columns that some have. */
  also?: readonly Names[];
}

const creatorId: Names = ['platformId', 'Creator ID', 'user id', 'tiktok id', 'ID'];
const username: Names = ['handle', "Creator's username", 'Creator', 'Creator username', 'username', 'host'];
const manager: Names = ['manager', 'Creator Network manager', 'Manager', 'Manager name'];
const joined: Names = ['joinedAt', 'Join time', 'Joined time'];
const tier: Names = ['tier', 'Tier status', 'Rank-up status', 'Tier outcome', 'Tier'];
const group: Names = ['group', 'Group'];
const sinceJoining: Names = ['daysSinceJoining', 'Days since joining'];
const graduation: Names = ['graduation', 'Graduation status'];
const status: Names = ['status', 'Status'];

/** The last 30 days are another range than the one of the file: never the plain counters (exports.md 1). */
const last30Days: readonly Names[] = [
  ['diamondsL30d', 'Diamonds in L30D'],
  ['validDaysL30d', 'Valid go LIVE days in L30D'],
  ['liveSecondsL30d', 'LIVE duration in L30D'],
  ['fanDiamondsL30d', 'Diamonds from Fan Club in L30D'],
  ['activeFansL30d', 'Active fans from Fan Club in L30D'],
];

const ofRoster: readonly Names[] = [
  ['tierLastMonth', 'Tier last month'],
  ['subscription', 'Subscription status'],
  ['invitationType', 'Invitation type'],
  ['invitedBy', 'Invited by'],
  ['promotePermission', 'Promote permission'],
  ['lastLiveAt', 'Last LIVE'],
  ['notes', 'Notes'],
  ['followers', 'Followers'],
  ['videos', 'Videos'],
  ['likes', 'Likes'],
  ['managementDates', 'Management relationship dates'],
  ['renewedManagementDates', 'Renewed management relationship dates'],
];

const creatorData: Partial<Record<FileLanguage, Listed>> = {
  en: {
    standard: [
      ['dataPeriod', 'Data period', 'Selected period', 'period', 'reporting period'],
      creatorId,
      username,
      group,
      manager,
      joined,
      sinceJoining,
      ['diamonds', 'Diamonds', 'Total Diamonds', 'Diamonds in selected period', 'received diamonds'],
      ['liveSeconds', 'LIVE duration', 'LIVE duration in selected period', 'Valid LIVE duration', 'LIVE hours'],
      ['validDays', 'Valid go LIVE days', 'Valid go LIVE days in selected period', 'Valid LIVE days'],
      ['newFollowers', 'New followers'],
      ['lives', 'LIVE streams'],
      ['diamondsLastMonth', 'Diamonds last month'],
      ['liveSecondsLastMonth', 'LIVE duration (hours) last month'],
      ['validDaysLastMonth', 'Valid go LIVE days last month'],
      ['matches', 'Matches'],
      ['matchDiamonds', 'Diamonds from matches'],
      ['newLive', 'New LIVE creators'],
      ['multiGuestDiamonds', 'Diamonds from multi-guest'],
      ['multiGuestHostDiamonds', 'Diamonds from multi-guest (as host)'],
      ['multiGuestGuestDiamonds', 'Diamonds from multi-guest (as guest)'],
      graduation,
      tier,
      ['newFans', 'New fans'],
      ['fanDiamonds', 'Fan Club total Diamonds'],
      ['fanContributionBps', 'Fan contribution %'],
      ['totalFans', 'Total fans'],
      ['activeFans', 'Active fans from Fan Club'],
      status,
    ],
    also: [...last30Days, ...ofRoster],
  },
  es: {
    standard: [
      ['dataPeriod', 'Periodo de datos'],
      ['platformId', 'ID del creador'],
      ['handle', 'Nombre de usuario del creador'],
      ['group', 'Grupo'],
      ['manager', 'Agente'],
      ['joinedAt', 'Hora de incorporación'],
      ['daysSinceJoining', 'Días desde la incorporación'],
      ['diamonds', 'Diamantes'],
      ['liveSeconds', 'Duración de LIVE'],
      ['validDays', 'Días válidos de emisiones LIVE'],
      ['newFollowers', 'Nuevos seguidores'],
      ['lives', 'Emisiones LIVE'],
      ['diamondsLastMonth', 'Diamantes en el último mes'],
      ['liveSecondsLastMonth', 'Duración de emisiones LIVE (en horas) durante el último mes'],
      ['validDaysLastMonth', 'Días válidos de emisiones LIVE del mes pasado'],
      ['newFollowersLastMonth', 'Nuevos seguidores en el último mes'],
      ['livesLastMonth', 'Emisiones LIVE en el último mes'],
      ['diamondsAchievedBps', 'Diamantes - Porcentaje logrado'],
      ['liveAchievedBps', 'Duración de LIVE - Porcentaje logrado'],
      ['validDaysAchievedBps', 'Días válidos de emisiones LIVE - Porcentaje logrado'],
      ['newFollowersAchievedBps', 'Nuevos seguidores - Porcentaje logrado'],
      ['livesAchievedBps', 'Emisiones LIVE - Porcentaje logrado'],
      ['diamondsChangeBps', 'Diamantes - frente al mes pasado'],
      ['liveChangeBps', 'Duración de LIVE - frente al mes pasado'],
      ['validDaysChangeBps', 'Días válidos de emisiones LIVE - frente al mes pasado'],
      ['newFollowersChangeBps', 'Nuevos seguidores - frente al mes pasado'],
      ['livesChangeBps', 'Emisiones LIVE - frente al mes pasado'],
      ['matches', 'Partidas'],
      ['matchDiamonds', 'Diamantes de partidas'],
      ['newLive', 'Nuevos creadores LIVE'],
      ['multiGuestDiamonds', 'Diamantes del modo de varios invitados'],
      ['multiGuestHostDiamonds', 'Diamantes de varios invitados (como anfitrión)'],
      ['multiGuestGuestDiamonds', 'Diamantes de varios invitados (como invitado)'],
      ['baseDiamonds', 'Base de Diamantes antes de unirse'],
      ['graduation', 'Estado de graduación'],
    ],
    also: [['tier', 'Estado de rango', 'Estado del rango', 'Estado de rango del creador', 'Rango del creador']],
  },
  // A team's sheet fed from the export: partial, and perhaps named anew.
  ja: {
    standard: [
      ['platformId', 'クリエイターID'],
      ['handle', 'クリエイターのユーザー名'],
      ['manager', 'クリエイターマネージャー'],
      ['diamonds', 'ダイヤモンド'],
      ['matches', 'LIVE Match数'],
      ['validDays', '有効LIVE日数'],
      ['liveSeconds', 'LIVE時間'],
      ['newFollowers', '新規フォロワー'],
    ],
  },
  zh: {
    standard: [
      ['validDays', '有效开播天数'],
      ['liveSeconds', '开播时长'],
    ],
  },
  de: { standard: [['validDays', 'Gültige LIVE-Tage']] },
};

/** The plain counters are no columns of a roster: it has no period that they could be of. */
const manageCreators: Partial<Record<FileLanguage, Listed>> = {
  en: {
    standard: [
      creatorId,
      username,
      group,
      manager,
      graduation,
      tier,
      ['relationship', 'Relationship status'],
      joined,
      sinceJoining,
      ...ofRoster,
      ...last30Days,
    ],
    also: [status],
  },
};

const taskReport: Partial<Record<FileLanguage, Listed>> = {
  en: {
    standard: [
      ['dataMonth', 'Data Month'],
      creatorId,
      ['displayName', 'Creator nickname', 'Nickname'],
      ['handle', 'Handle', ...username.slice(1)],
      manager,
      group,
      ['groupManager', 'Group manager'],
      ['violative', 'Is violative creators'],
      ['rookie', 'The creator was Rookie at the time of first joining'],
      ['diamonds', 'Diamonds'],
      ['validDays', 'Valid days(d)'],
      ['liveSeconds', 'LIVE duration(h)'],
      ['bonusMinor', 'Estimated bonus'],
    ],
  },
};

const activityRank: Partial<Record<FileLanguage, Listed>> = {
  en: {
    standard: [
      ['handle', 'UserName', "Creator's username", 'Creator username'],
      ['displayName', 'Nickname', 'Creator nickname'],
      ['completedStage', 'Completed stage'],
      ['completedAt', 'Completion time(UTC+0)'],
      ['diamonds', 'Diamonds'],
      ['liveSeconds', 'LIVE duration'],
      ['validDays', 'Go-LIVE days during Event'],
    ],
    also: [creatorId, ['interactionDays', 'Active interaction days']],
  },
};

const listed: Record<ExportKind, Partial<Record<FileLanguage, Listed>>> = {
  creator_data: creatorData,
  manage_creators: manageCreators,
  task_report: taskReport,
  activity_rank: activityRank,
};
export const exportKinds = Object.keys(listed) as ExportKind[];

/** The column that only a file of this kind has (exports.md 4). */
export const markOf: Record<ExportKind, ColumnKey> = {
  creator_data: 'dataPeriod',
  manage_creators: 'relationship',
  task_report: 'dataMonth',
  activity_rank: 'completedStage',
};

/** Counters of the file's own range. */
export const counterKeys: readonly ColumnKey[] = [
  'diamonds', 'liveSeconds', 'validDays', 'newFollowers', 'lives', 'matches', 'matchDiamonds',
  'multiGuestDiamonds', 'multiGuestHostDiamonds', 'multiGuestGuestDiamonds', 'newFans', 'fanDiamonds',
]; // prettier-ignore

/** Names of orders of TikTok Shop, which are another file altogether (exports.md 8): the order, and what it is of. */
export const shopOrderNames = ['Order ID', '注文ID', 'ID do pedido'];
export const shopGoodsNames = ['Product ID', 'SKU ID', 'Seller Sku', '商品ID', 'SKU', 'ID do produto', 'ID do SKU'];

const squeezed = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’ʼ]/gu, "'")
    .replace(/[‐‑–—−]/gu, '-')
    .trim()
    .replace(/ ?:$/u, '');
/**
 * A name of a column as it is compared, whole with whole: full-width letters, case, blanks, a colon at the end, apostrophes and dashes
 * make no difference (exports.md 7), nor a blank before a bracket, which the full-width one swallows.
 */
export const columnName = (name: string): string => squeezed(name).toLowerCase().replaceAll(' (', '(');

export interface Known {
  key: ColumnKey;
  language: FileLanguage;
  /** Its own name in the export, not another one seen for it: where a file has both, this one is read. */
  own: boolean;
}

const entriesOf = (language: FileLanguage, { standard, also = [] }: Listed): [string, Known][] =>
  [...standard, ...also].flatMap(([key, ...names]) => names.map((name, i) => [columnName(name), { key, language, own: i === 0 }]));
const known = Object.fromEntries(
  exportKinds.map((kind) => [
    kind,
    new Map(Object.entries(listed[kind]).flatMap(([language, names]) => entriesOf(language as FileLanguage, names))),
  ]),
) as Record<ExportKind, Map<string, Known>>;

/** What a column of this name is in a file of this kind, in whatever language. */
export function knownColumn(kind: ExportKind, name: string): Known | undefined {
  const found = known[kind].get(columnName(name));
  if (found !== undefined || kind !== 'task_report' || taskOf(name) === null) return found;
  return { key: 'bonus', language: 'en', own: true };
}

const everyName = new Set([
  ...exportKinds.flatMap((kind) => [...known[kind].keys()]),
  ...[...shopOrderNames, ...shopGoodsNames].map(columnName),
]);
/** Whether any export has a column of this name. */
export const isAnyColumn = (name: string): boolean => everyName.has(columnName(name)) || taskOf(name) !== null;

/** What the header of such a file has; of languages known in part the English one. */
export const standardColumns = (kind: ExportKind, language: FileLanguage): ColumnKey[] =>
  ((language === 'es' && listed[kind].es) || listed[kind].en!).standard.map(([key]) => key);

/** The task of a column `Estimated bonus - <task>`; `Activeness task task` is written so by the platform (exports.md 3). */
export function taskOf(name: string): string | null {
  const task = /^estimated bonus ?- ?(\S.*)$/iu.exec(squeezed(name))?.[1];
  return task === undefined ? null : task.replace(/ task task$/iu, ' task');
}

/** Its task as it is written, where two columns would be of one task otherwise. */
export const wholeTaskOf = (name: string): string => squeezed(name).replace(/^[^-]*- ?/u, '');

/** Names and what they are, for every kind and language: to be looked through by tests and people. */
export const allNames = (): { kind: ExportKind; language: FileLanguage; key: ColumnKey; name: string }[] =>
  exportKinds.flatMap((kind) =>
    Object.entries(listed[kind]).flatMap(([language, { standard, also = [] }]) =>
      [...standard, ...also].flatMap(([key, ...names]) => names.map((name) => ({ kind, language: language as FileLanguage, key, name }))),
    ),
  );
