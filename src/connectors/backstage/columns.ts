/** The languages in which Backstage was seen to write "Creator data". */
export const languages = ['en', 'es', 'ja'] as const;
export type Language = (typeof languages)[number];

const five = ['diamonds', 'liveDuration', 'validLiveDays', 'newFollowers', 'liveStreams'] as const;
/** The figures that Spanish files compare with last month's. */
export type Compared = (typeof five)[number];
export type ColumnKey =
  | 'dataPeriod'
  | 'creatorId'
  | 'username'
  | 'group'
  | 'manager'
  | 'joinTime'
  | 'daysSinceJoining'
  | Compared
  | `${Compared}LastMonth`
  | `${Compared}Achieved`
  | `${Compared}VsLastMonth`
  | 'matches'
  | 'diamondsFromMatches'
  | 'newLiveCreator'
  | 'diamondsFromMultiGuest'
  | 'diamondsAsHost'
  | 'diamondsAsGuest'
  | 'diamondBaseBeforeJoining'
  | 'graduationStatus'
  | 'tierStatus'
  | 'newFans'
  | 'fanClubTotalDiamonds'
  | 'fanContributionPct'
  | 'totalFans'
  | 'activeFansFromFanClub'
  | 'status';

type Columns = readonly (readonly [ColumnKey, string])[];

const en: Columns = [
  ['dataPeriod', 'Data period'],
  ['creatorId', 'Creator ID'],
  ['username', "Creator's username"],
  ['group', 'Group'],
  ['manager', 'Creator Network manager'],
  ['joinTime', 'Join time'],
  ['daysSinceJoining', 'Days since joining'],
  ['diamonds', 'Diamonds'],
  ['liveDuration', 'LIVE duration'],
  ['validLiveDays', 'Valid go LIVE days'],
  ['newFollowers', 'New followers'],
  ['liveStreams', 'LIVE streams'],
  ['diamondsLastMonth', 'Diamonds last month'],
  ['liveDurationLastMonth', 'LIVE duration (hours) last month'],
  ['validLiveDaysLastMonth', 'Valid go LIVE days last month'],
  ['matches', 'Matches'],
  ['diamondsFromMatches', 'Diamonds from matches'],
  ['newLiveCreator', 'New LIVE creators'],
  ['diamondsFromMultiGuest', 'Diamonds from multi-guest'],
  ['diamondsAsHost', 'Diamonds from multi-guest (as host)'],
  ['diamondsAsGuest', 'Diamonds from multi-guest (as guest)'],
  ['graduationStatus', 'Graduation status'],
  ['tierStatus', 'Tier status'],
  ['newFans', 'New fans'],
  ['fanClubTotalDiamonds', 'Fan Club total Diamonds'],
  ['fanContributionPct', 'Fan contribution %'],
  ['totalFans', 'Total fans'],
  ['activeFansFromFanClub', 'Active fans from Fan Club'],
  ['status', 'Status'],
];

const esFive: Record<Compared, string> = {
  diamonds: 'Diamantes',
  liveDuration: 'Duración de LIVE',
  validLiveDays: 'Días válidos de emisiones LIVE',
  newFollowers: 'Nuevos seguidores',
  liveStreams: 'Emisiones LIVE',
};
const es: Columns = [
  ['dataPeriod', 'Periodo de datos'],
  ['creatorId', 'ID del creador'],
  ['username', 'Nombre de usuario del creador'],
  ['group', 'Grupo'],
  ['manager', 'Agente'],
  ['joinTime', 'Hora de incorporación'],
  ['daysSinceJoining', 'Días desde la incorporación'],
  ...five.map((key) => [key, esFive[key]] as const),
  ['diamondsLastMonth', 'Diamantes en el último mes'],
  ['liveDurationLastMonth', 'Duración de emisiones LIVE (en horas) durante el último mes'],
  ['validLiveDaysLastMonth', 'Días válidos de emisiones LIVE del mes pasado'],
  ['newFollowersLastMonth', 'Nuevos seguidores en el último mes'],
  ['liveStreamsLastMonth', 'Emisiones LIVE en el último mes'],
  ...five.map((key) => [`${key}Achieved`, `${esFive[key]} - Porcentaje logrado`] as const),
  ...five.map((key) => [`${key}VsLastMonth`, `${esFive[key]} - frente al mes pasado`] as const),
  ['matches', 'Partidas'],
  ['diamondsFromMatches', 'Diamantes de partidas'],
  ['newLiveCreator', 'Nuevos creadores LIVE'],
  ['diamondsFromMultiGuest', 'Diamantes del modo de varios invitados'],
  ['diamondsAsHost', 'Diamantes de varios invitados (como anfitrión)'],
  ['diamondsAsGuest', 'Diamantes de varios invitados (como invitado)'],
  ['diamondBaseBeforeJoining', 'Base de Diamantes antes de unirse'],
  ['graduationStatus', 'Estado de graduación'],
];

/** Partial, as one team's sheet had them: without a period, so that the file's name alone gives the day. */
const ja: Columns = [
  ['creatorId', 'クリエイターID'],
  ['username', 'クリエイターのユーザー名'],
  ['manager', 'クリエイターマネージャー'],
  ['diamonds', 'ダイヤモンド'],
  ['matches', 'LIVE Match数'],
  ['validLiveDays', '有効LIVE日数'],
  ['liveDuration', 'LIVE時間'],
  ['newFollowers', '新規フォロワー'],
];

/** Headers of "Creator data" as published, in their order. */
export const creatorDataColumns: Record<Language, Columns> = { en, es, ja };

/** Other names that the same column was seen under; those of other ranges (L30D, selected period) are left out: other measures. */
const aliases: Record<Language, Partial<Record<ColumnKey, readonly string[]>>> = {
  en: {
    creatorId: ['Creator ID:', 'user id', 'tiktok id', 'ID'],
    username: ['Creator', 'Creator username', 'username', 'host'],
    manager: ['Manager', 'Manager name', 'manager'],
    joinTime: ['Joined time'],
    dataPeriod: ['Selected period', 'period', 'reporting period'],
    diamonds: ['Total Diamonds', 'received diamonds'],
    liveDuration: ['Valid LIVE duration', 'LIVE hours'],
    validLiveDays: ['Valid LIVE days'],
    tierStatus: ['Rank-up status', 'Tier outcome', 'Tier'],
  },
  es: { tierStatus: ['Estado de rango', 'Estado del rango', 'Estado de rango del creador', 'Rango del creador'] },
  ja: {},
};

/** The name of a column in the n-th variant (0: as published); undefined where no variant renames it. */
export function aliasOf(language: Language, key: ColumnKey, variant: number): string | undefined {
  const names = aliases[language][key];
  return variant > 0 ? names?.[(variant - 1) % names.length] : undefined;
}

export const manageColumns = [
  'Creator ID:',
  "Creator's username",
  'Group',
  'Creator Network manager',
  'Graduation status',
  'Tier status',
  'Tier last month',
  'Relationship status',
  'Subscription status',
  'Join time',
  'Days since joining',
  'Invitation type',
  'Invited by',
  'Promote permission',
  'Last LIVE',
  'Notes',
  'Followers',
  'Videos',
  'Likes',
  'Diamonds in L30D',
  'Valid go LIVE days in L30D',
  'LIVE duration in L30D',
  'Diamonds from Fan Club in L30D',
  'Active fans from Fan Club in L30D',
  'Management relationship dates',
  'Renewed management relationship dates',
] as const;

export const taskColumns = [
  'Data Month',
  'Creator ID',
  'Creator nickname',
  'Handle',
  'Creator Network manager',
  'Group',
  'Group manager',
  'Is violative creators',
  'The creator was Rookie at the time of first joining',
  'Diamonds',
  'Valid days(d)',
  'LIVE duration(h)',
  'Estimated bonus',
] as const;

/** Names of the bonus columns, each after `Estimated bonus - `; the whole set changed in March 2026. */
export const bonusTasks = {
  2025: [
    'Rookie half-milestone bonus task',
    'Rookie milestone 1 bonus task',
    'Rookie milestone 1 retention bonus task',
    'Rookie milestone 2 bonus task',
    'Activeness task task',
    'Revenue scale task task',
    'Off-platform creator task task',
  ],
  2026: [
    'Ranked up',
    'Maintained tiers',
    'Activeness incentive',
    'Off-platform creator task',
    'Off-platform creator task (2026.3)',
    'Incremental revenue incentive',
  ],
} as const;
export type BonusGeneration = keyof typeof bonusTasks;

export const rankColumns = [
  'UserName',
  'Nickname',
  'Completed stage',
  'Completion time(UTC+0)',
  'Diamonds',
  'LIVE duration',
  'Go-LIVE days during Event',
] as const;
