// bound: 15 min
// Sixty daily files, over two ends of months.
import { after, before, describe, test } from 'node:test';
import { rebuilds } from '../rebuild.ts';

const { open, close, cases } = rebuilds('2026-06-20', 60);
describe('an agency’s own exports, sixty days', () => {
  before(open);
  after(close);
  for (const [says, holds] of cases) test(says, holds);
});
