import { z } from 'zod';

export const Verified = z
  .object({ ok: z.boolean(), checks: z.array(z.object({ id: z.string(), ok: z.boolean(), detail: z.string() })) })
  .meta({ id: 'Verified' });
