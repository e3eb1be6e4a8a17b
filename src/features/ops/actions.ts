import { z } from 'zod';
import { view } from '#src/infra/act.ts';
import { operator } from '#src/infra/may.ts';
import { verify, type Check } from '#src/infra/verify.ts';

/** Tries everything that must hold of the data; `ok` is false when anything does not. */
export const makeVerify = (checks: readonly Check[]) =>
  view('ops.verify', z.strictObject({}), operator('admin', 'analyst'), (db) => verify(db, checks), { heavy: true });
