// Daily files of sixteen days over the end of a month, whatever happens to them; sixty of them in test/long.
import { after, before, describe, test } from 'node:test';
import { rebuilds } from './rebuild.ts';

const { open, close, cases } = rebuilds('2026-06-24', 16);
describe('an agency’s own exports', () => {
  before(open);
  after(close);
  for (const [says, holds] of cases) test(says, holds);
});
