// Daily files of sixteen days over the end of a month, whatever happens to them; sixty of them in test/long.
import { rebuilds } from './rebuild.ts';

rebuilds('an agency’s own exports', '2026-06-24', 16);
