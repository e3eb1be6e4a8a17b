import type { Screen } from './screen.ts';

export const operatorScreens: Screen[] = [];
