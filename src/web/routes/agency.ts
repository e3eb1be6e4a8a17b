import type { Screen } from './screen.ts';

export const agencyScreens: Screen[] = [];
