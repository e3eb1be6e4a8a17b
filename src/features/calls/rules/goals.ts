import type { OwnGoals } from './thresholds.ts';

interface Row {
  group_name: string;
  valid_days: number | null;
  hours: number | null;
  diamonds: number | null;
}

/** What is asked of a creator: her group's goals, else those of everybody; null: nothing. */
export const goalsOf = (rows: readonly Row[], group: string | null): Row | null =>
  rows.find((r) => group !== null && r.group_name === group) ?? rows.find((r) => r.group_name === '') ?? null;

export const namedGoals = ({ valid_days, hours, diamonds }: Row) => ({ validDays: valid_days, hours, diamonds });

export const ownGoals = (row: Row | null): OwnGoals => ({
  ...(row !== null && row.valid_days !== null && { validDays: row.valid_days }),
  ...(row !== null && row.hours !== null && { hours: row.hours }),
  ...(row !== null && row.diamonds !== null && { diamonds: row.diamonds }),
});
