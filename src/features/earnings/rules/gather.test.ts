import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreatorMonthRow, DatedContent, ReportFile } from '#src/features/imports/index.ts';
import { besidesOf, bordersOf, currenciesOf, gathered, monthFactsOf } from './gather.ts';

const said = (more: Partial<DatedContent['content']> = {}, on = '2026-07-31'): DatedContent => ({
  on,
  content: { figures: { diamonds: 5, validDays: 2, liveSeconds: 9, bonusMinor: 120 }, approx: [], bonuses: { 'Ranked up': 100 }, ...more },
});
const row = (more: Partial<CreatorMonthRow> = {}): CreatorMonthRow => ({
  export_id: 'x',
  platform: 'tiktok',
  joined_on: null,
  closing_report: null,
  running_report: null,
  own: null,
  closed: null,
  last_diamonds: null,
  ...more,
});
const file = (range_to: string): ReportFile => ({ name: 'Task.xlsx', data_on: '2026-07-31', range_to, taken_at: new Date(0) });

test('a month and those beside it, over a new year', () => {
  assert.deepEqual(bordersOf('2026-12-01'), { before: '2026-11-01', from: '2026-12-01', to: '2027-01-01' });
  assert.deepEqual(besidesOf('2026-01-31'), ['2025-12-01', '2026-02-01']);
});

test('a report of the whole month closes it, one of its days so far does not', () => {
  assert.equal(monthFactsOf('2026-07-01', [file('2026-07-22')], []).closed, false);
  assert.equal(monthFactsOf('2026-07-01', [file('2026-07-22'), file('2026-08-01')], []).closed, true);
});

test('the currency is what the reports say: none, one, or several', () => {
  const of = (...all: string[]) => (({ currency, mixed }) => [currency, mixed])(monthFactsOf('2026-07-01', [], all));
  assert.deepEqual([of(), of('EUR'), of('EUR', 'USD')], [[null, false], ['EUR', false], [null, true]]); // prettier-ignore
  assert.deepEqual(currenciesOf(['USD', 'EUR,USD']), ['EUR', 'USD']);
  assert.deepEqual(currenciesOf([]), []);
});

test('what a file does not say is null; a figure written short is not known to the diamond', () => {
  const { closing, own, confirmed, running } = gathered(
    row({
      own: said({ figures: { validDays: 3 } }),
      closing_report: said({ approx: ['diamonds'] }),
      running_report: said({ figures: {} }),
      closed: { diamonds: null, live_seconds: 36, valid_days: 0 },
    }),
    { to: '2026-08-01' },
  );
  assert.deepEqual([own?.diamonds, own?.validDays, own?.rounded], [null, 3, false]);
  assert.deepEqual([confirmed?.figures.diamonds, confirmed?.figures.rounded, confirmed?.totalMinor], [null, true, 120]);
  assert.equal(running?.totalMinor, null);
  assert.deepEqual([closing?.diamonds, closing?.validDays, closing?.on, closing?.rounded], [null, 0, '2026-07-31', true]);
});
