// bound: 15 min
// Sixty daily files, over two ends of months.
import { rebuilds } from '../rebuild.ts';

rebuilds('an agency’s own exports, sixty days', '2026-06-20', 60);
