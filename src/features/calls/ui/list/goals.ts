import { plural, t } from '@lingui/core/macro';
import type { CallGroups } from '#src/web/client.gen.ts';
import { list, number } from '#src/web/format.ts';

export type Goals = CallGroups['everybody'];

/** "15 valid days, 40 h of LIVE and 100,000 diamonds"; empty where nothing is asked. */
export function goalWords(goals: Goals): string {
  if (goals === null) return '';
  const { validDays, hours, diamonds } = goals;
  return list([
    ...(validDays === null ? [] : [plural(validDays, { one: '# valid day', other: '# valid days' })]),
    ...(hours === null ? [] : [t`${number(hours)} h of LIVE`]),
    ...(diamonds === null ? [] : [plural(diamonds, { one: '# diamond', other: '# diamonds' })]),
  ]);
}

export const goalsMost = { validDays: 31, hours: 744, diamonds: 1_000_000_000 } as const;
export type GoalName = keyof typeof goalsMost;

/** What was typed: empty is not asked, null; undefined is no number that a goal can be. Spaces and separators of thousands are let through. */
export function readGoal(name: GoalName, typed: string): number | null | undefined {
  const text = typed.replaceAll(/[\s.,'’٬]/gu, '');
  if (text === '') return null;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= goalsMost[name] ? value : undefined;
}
