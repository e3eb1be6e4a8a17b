import type { Screen } from './screen.ts';

export const creatorScreens: Screen[] = [];
