import type { Chance } from './chance.ts';

const first = [
  'luna',
  'mika',
  'nova',
  'kiki',
  'rio',
  'sol',
  'juno',
  'pixel',
  'velvet',
  'echo',
  'mango',
  'yuki',
  'tala',
  'onyx',
  'koko',
  'zuri',
];
const second = [
  'sings',
  'plays',
  'live',
  'cooks',
  'vibes',
  'draws',
  'talks',
  'games',
  'beats',
  'crafts',
  'studio',
  'nights',
  'tv',
  'daily',
];
const joints = ['', '_', '.', ''];

const displayNames = [
  ['Luna', 'Mika Reyes', 'Nova K.', 'DJ Juno', 'Tala "TT" Santos', 'Zuri & Friends', 'Anaïs', 'Søren plays', 'José Ángel', 'Zoë, live'],
  ['Алиса', 'Миша играет', 'Даша Поёт', 'Катя✨'],
  ['ليلى', 'نور لايف', 'سارة ✨', 'يوسف'],
  ['小月', '阿明直播', '晴天娃娃', '林小鹿'],
  ['ゆき', 'みかん🍊', 'ソラの部屋', '桜井ゆう'],
  ['달님', '지우 라이브', '하루하루', '민트초코'],
  ['น้องพลอย', 'มะลิไลฟ์', 'ต้นกล้า'],
  ['आर्या', 'रोहन लाइव', 'मीरा'],
  // Names that a spreadsheet would take for something else.
  ['=^.^=', '@mimi', '+1 more song', '007', 'Line\u00a0break'],
];

/** Names of a creator: a handle that nobody of `taken` has, and a display name in one of several scripts. */
export function drawHandle(chance: Chance, taken: Set<string>): string {
  for (;;) {
    const number = chance.chance(0.75) ? String(chance.whole(1, 99_999)) : '';
    const handle = `${chance.pick(first)}${chance.pick(joints)}${chance.pick(second)}${number}`;
    if (taken.has(handle)) continue;
    taken.add(handle);
    return handle;
  }
}

/** Half of the names are written in Latin letters. */
export const drawDisplayName = (chance: Chance): string =>
  chance.chance(0.5) ? chance.pick(displayNames[0]!) : chance.pick(chance.pick(displayNames));

/** 19 digits: more than a number of a spreadsheet can hold. */
export function drawPlatformId(chance: Chance, taken: Set<string>): string {
  for (;;) {
    const nine = () => String(chance.whole(0, 999_999_999)).padStart(9, '0');
    const id = `${chance.pick(['6', '7'])}${nine()}${nine()}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

const themes = ['Rookies', 'Music', 'Gaming', 'Night shift', 'Español', '日本', 'Talk & chat', 'Elite'];
const staff = ['amara', 'bruno', 'chiara', 'dmitri', 'elif', 'farid', 'grace', 'hiro', 'ines', 'jonas', 'kofi', 'lena'];
const named = (from: readonly string[], count: number, join: string): string[] =>
  Array.from({ length: count }, (_, i) => from[i % from.length]! + (i < from.length ? '' : `${join}${Math.floor(i / from.length) + 1}`));

export const groupNames = (count: number): string[] => named(themes, count, ' ');
export const managerMails = (count: number): string[] => named(staff, count, '').map((name) => `${name}@agency.example`);
