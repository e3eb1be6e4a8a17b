import type { Screen } from './screen.ts';

export const entryScreens: Screen[] = [];
