import { refusals } from '#src/lib/errors.ts';
import { reasons } from '../contract.ts';

export const no = refusals(reasons);
