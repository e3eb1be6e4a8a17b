import { act } from '#src/infra/act.ts';
import type { Ctx } from '#src/infra/context.ts';
import { operator } from '#src/infra/may.ts';
import { ImportCreators, importedFigure, type ImportReport } from '../contract.ts';
import { lockKnown, saveFigures, saveImported, saveProfiles, type Known } from '../queries/importing.ts';
import type { Figures } from '../rules/bands.ts';
import { readImportRow, type ReadRow } from '../rules/importing.ts';

interface Change {
  creatorId: string;
  created: boolean;
  profile: { display_name: string; bio: string; languages: string[]; country: string | null; categories: string[] };
  profileChanged: boolean;
  figures: Figures;
  figuresChanged: boolean;
}

const wanted = (row: ReadRow, known: Known | undefined): Change['profile'] => ({
  display_name: row.displayName ?? known?.display_name ?? row.handle.slice(0, 80),
  bio: row.bio ?? known?.bio ?? '',
  languages: row.language === undefined ? (known?.languages ?? []) : row.language === null ? [] : [row.language],
  country: row.country === undefined ? (known?.country ?? null) : row.country,
  categories: row.category === undefined ? (known?.categories ?? []) : [row.category],
});

/** What a row changes: figures always, the profile only while nobody has claimed it. What a row leaves out stays. */
function changeOf(row: ReadRow, known: Known | undefined, ctx: Ctx): Change {
  const profile = wanted(row, known);
  const figures = Object.fromEntries(importedFigure.options.map((n) => [n, row[n] ?? known?.figures?.[n] ?? null])) as Figures;
  const had = known && {
    display_name: known.display_name,
    bio: known.bio,
    languages: known.languages,
    country: known.country,
    categories: known.categories,
  };
  return {
    creatorId: known?.creator_id ?? ctx.newId(),
    created: !known,
    profile,
    profileChanged: known !== undefined && !known.claimed && JSON.stringify(profile) !== JSON.stringify(had),
    figures,
    figuresChanged: importedFigure.options.some((n) => figures[n] !== (known?.figures?.[n] ?? null)),
  };
}

/** Takes in profiles and figures, a batch at a time. Never sets age or consent: an imported profile is found by nobody. */
export const importCreators = act('creators.import', ImportCreators, operator('admin'), async (tx, ctx, { platform, dryRun, rows }) => {
  const report: ImportReport = { rows: rows.length, created: 0, updated: 0, unchanged: 0, rejected: [] };
  const read: ReadRow[] = [];
  const seen = new Map<string, number>();
  for (const { row, fields } of rows) {
    const result = readImportRow(fields);
    if ('reason' in result) report.rejected.push({ row, reason: result.reason });
    else if (seen.has(result.row.handle))
      report.rejected.push({ row, reason: `handle: the same as in row ${seen.get(result.row.handle)}` });
    else {
      seen.set(result.row.handle, row);
      read.push(result.row);
    }
  }
  const known = new Map(
    (
      await lockKnown(
        tx,
        platform,
        read.map((r) => r.handle),
      )
    ).map((k) => [k.handle, k]),
  );
  const changes = read.map((row) => ({ handle: row.handle, ...changeOf(row, known.get(row.handle), ctx) }));
  report.created = changes.filter((c) => c.created).length;
  const changed = changes.filter((c) => !c.created && (c.profileChanged || c.figuresChanged));
  report.updated = changed.length;
  report.unchanged = changes.length - report.created - report.updated;
  if (dryRun) return report;
  const named = (c: (typeof changes)[number]) => ({ creator_id: c.creatorId, handle: c.handle, ...c.profile });
  await saveImported(tx, platform, changes.filter((c) => c.created).map(named), ctx.now);
  await saveProfiles(tx, changes.filter((c) => c.profileChanged).map(named), ctx.now);
  await saveFigures(
    tx,
    changes.filter((c) => c.figuresChanged).map((c) => ({ creator_id: c.creatorId, figures: c.figures })),
    ctx.now,
  );
  if (changed.length > 0) ctx.tell('creators.changed', { creatorIds: changed.map((c) => c.creatorId) });
  const created = changes.filter((c) => c.created).map((c) => c.creatorId);
  if (created.length > 0) ctx.tell('creators.imported', { creatorIds: created });
  ctx.about({ platform, created: report.created, updated: report.updated, rejected: report.rejected.length });
  return report;
});
