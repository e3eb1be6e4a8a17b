import { loadAgencies } from '#src/features/agencies/index.ts';
import { loadExported } from '#src/features/imports/index.ts';
import { loadFiguresLink } from '#src/features/people/index.ts';
import type { Db, Tx } from '#src/infra/db/open.ts';
import { plainRow, type ErasureStep, type ExportStep } from '#src/infra/owned.ts';
import type { Claimed } from '../contract.ts';
import { eraseClaimsEverywhere, listClaimsEverywhere, loadClaim, type ClaimRow } from '../queries/claims.ts';
import { claimedOf } from '../rules/claim.ts';
import { figuresOf } from './whole.ts';

/** Whether somebody sees the figures of an exported creator as hers: that, and never who. */
export async function claimedNow(db: Db | Tx, agencyId: string, exportId: string, now: Date): Promise<Claimed> {
  const row = await loadClaim(db, agencyId, exportId);
  const link = await loadFiguresLink(db, agencyId, exportId, now);
  const claim = row ? { claimedAt: row.claimed_at, endedAt: row.ended_at, endedBy: row.ended_by } : null;
  return claimedOf({ claim, linkUntil: link?.expires_at ?? null }, now);
}

export interface NamedClaim extends ClaimRow {
  agencyName: string;
  platform: NonNullable<Awaited<ReturnType<typeof loadExported>>>['platform'];
  handle: string;
}
/** Every claim of hers, with how agency and export are called. */
export async function claimsOf(db: Db, creatorId: string): Promise<NamedClaim[]> {
  const claims = await listClaimsEverywhere(db, creatorId);
  const agencies = await loadAgencies(db, [...new Set(claims.map((c) => c.agency_id))]);
  const named: NamedClaim[] = [];
  for (const claim of claims) {
    const { platform, handle } = (await loadExported(db, claim.agency_id, claim.export_id))!;
    named.push({ ...claim, agencyName: agencies.find((a) => a.agency_id === claim.agency_id)!.name, platform, handle });
  }
  return named;
}

/** She sees nobody's figures any more, and no agency's row leads to her; its exports are its own. */
export const eraseClaims: ErasureStep = async (tx, ctx, { creatorId }) => {
  if (creatorId !== undefined) await eraseClaimsEverywhere(tx, creatorId, ctx.now);
};

/** What she claimed, when and how it ended; where it has not, the figures as she reads them. */
export const exportClaims: ExportStep = async (db, { creatorId }) => {
  if (creatorId === undefined) return [];
  const rows: Record<string, unknown>[] = [];
  for (const claim of await claimsOf(db, creatorId)) {
    const figures = claim.ended_at === null ? await figuresOf(db, claim.agency_id, claim.export_id) : null;
    rows.push({ ...plainRow(claim, 'creator_id'), figures });
  }
  return [{ name: 'figures_of_exports', from: 'call_claims', rows }];
};
