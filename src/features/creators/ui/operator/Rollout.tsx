import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Pencil, Plus, ScrollText, Trash2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { Policy, PolicyDraft, RolloutPreview } from '#src/web/client.gen.ts';
import { now, useNow } from '#src/web/clock.ts';
import { country, day, instant, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Changes } from '#src/web/kit/Changes.tsx';
import { CountriesField } from '#src/web/kit/Choices.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { TextField } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Facts } from '#src/web/kit/Lists.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { isWhole, RuleForce, RuleNow, type Force } from '#src/web/kit/RuleForce.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section, Sheet } from '#src/web/kit/Sheet.tsx';
import { Bone, SayBone } from '#src/web/kit/States.tsx';
import { Table, Td, Th } from '#src/web/kit/Table.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useChange, useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { changesOf, rulesAt, said, type Cohort } from '#src/web/words/policies.ts';

/** A cohort while it is typed. */
interface Draft {
  id: number;
  countries: string[];
  min: string;
  max: string;
  percentage: string;
}
const draftOf = (c: Cohort, id: number): Draft => ({
  id,
  countries: c.countries,
  min: c.followersMin === null ? '' : String(c.followersMin),
  max: c.followersMax === null ? '' : String(c.followersMax),
  percentage: String(c.percentage),
});
const count = (text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const value = Number(text.trim());
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
};
const share = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value >= 0 && value <= 100 ? value : undefined;
};
function cohortOf({ countries, min, max, percentage }: Draft): Cohort | null {
  const [followersMin, followersMax, part] = [count(min), count(max), share(percentage)];
  if (followersMin === undefined || followersMax === undefined || part === undefined) return null;
  return { countries, followersMin, followersMax, percentage: part };
}

/** Who is offered the Agency Center menu now, and who would be by another roll-out, counted before it is put in force. */
export default function Rollout() {
  const { t } = useLingui();
  const at = useNow();
  const { data: me } = useMe();
  const [drafts, setDrafts] = useState<Draft[] | null>(null);
  const policies = useRead('policies.list', { query: {} });
  const kept = useRead('policies.drafts');
  const cohorts = drafts?.map(cohortOf);
  const whole = cohorts?.every((one) => one !== null) ? (cohorts as Cohort[]) : null;
  const asked = useDeferredValue(whole === null ? '' : JSON.stringify(whole));
  const preview = useRead(
    'creators.rolloutPreview',
    { body: asked === '' ? {} : { cohorts: JSON.parse(asked) as Cohort[] } },
    { keep: true },
  );
  if (policies.isError || (preview.isError && !preview.data)) {
    return (
      <DeskPage padded>
        <PageError error={policies.error ?? preview.error} again={() => void Promise.all([policies.refetch(), preview.refetch()])} />
      </DeskPage>
    );
  }
  if (!policies.data || !preview.data) {
    return (
      <DeskPage padded>
        <SayBone label={t`Counting who is offered the menu`} />
        <div className="mt-8 grid max-w-(--measure) gap-4" aria-hidden="true">
          {[0, 1, 2].map((index) => (
            <Bone key={index} height={60} />
          ))}
        </div>
      </DeskPage>
    );
  }
  const { inForce, upcoming } = rulesAt(
    policies.data.items.filter(({ kind }) => kind === 'rollout'),
    at,
  );
  const policy = inForce[0]!;
  const reach = preview.data;
  const optedIn = number(reach.optedIn);
  return (
    <DeskPage padded>
      <Say then={<Trans>{optedIn} have said yes.</Trans>}>
        {reach.offered === reach.adults ? (
          <Plural
            value={reach.adults}
            _0="No adult is known yet."
            one="Agency Center is offered to the one adult known."
            other="Agency Center is offered to all # adults."
          />
        ) : (
          <Plural
            value={reach.adults}
            one={`Agency Center is offered to ${number(reach.offered)} of # adult.`}
            other={`Agency Center is offered to ${number(reach.offered)} of # adults.`}
          />
        )}
      </Say>
      <p className="mt-2 max-w-(--measure) text-text-2">
        <Trans>
          The roll-out decides who is offered the menu. Whoever has said yes always keeps it and the way out, whatever stands here.
        </Trans>
      </p>
      <div className="grid gap-x-12 min-[1100px]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="min-w-0">
          {drafts === null ? (
            <Section title={<Trans>In force</Trans>}>
              <RuleNow policy={policy} />
              {upcoming.map((next) => (
                <Later key={next.policyId} next={next} />
              ))}
              <Thought drafts={kept.data?.items.filter(({ kind }) => kind === 'rollout') ?? []} planned={upcoming.length} />
              {may(me, 'policies.put') && (
                <div className="acts mt-4">
                  <Btn go icon={Pencil} onClick={() => setDrafts((policy.params['cohorts'] as Cohort[]).map(draftOf))}>
                    <Trans>Draft another roll-out</Trans>
                  </Btn>
                </div>
              )}
            </Section>
          ) : (
            <Editor
              drafts={drafts}
              onChange={setDrafts}
              policy={policy}
              cohorts={whole}
              reach={reach}
              busy={preview.isPlaceholderData || asked !== (whole === null ? '' : JSON.stringify(whole))}
              onDone={() => setDrafts(null)}
            />
          )}
        </div>
        <div className="min-w-0">
          <Section title={<Trans>Who they are</Trans>} prov={<Trans>as of {instant(reach.asOf, { named: true })}</Trans>}>
            <Facts
              rows={[
                { label: t`Profiles`, value: number(reach.creators) },
                { label: t`18 or over, as they attested`, value: number(reach.adults) },
                { label: t`Offered the menu`, value: number(reach.offered) },
                { label: t`Have said yes`, value: number(reach.optedIn) },
                ...(reach.keptOutside > 0
                  ? [{ label: t`Said yes, and are no longer offered it: they keep it`, value: number(reach.keptOutside) }]
                  : []),
              ]}
            />
          </Section>
          <Section title={<Trans>By country</Trans>}>
            <ByCountry reach={reach} />
          </Section>
        </div>
      </div>
    </DeskPage>
  );
}

function Later({ next }: { next: Policy }) {
  const from = day(next.validFrom ?? '');
  return (
    <div className="mt-4 border-s-2 border-line-strong ps-3.5">
      <h3 className="sub">
        <Trans>From {from}</Trans>
      </h3>
      <Facts rows={said('rollout', next.params)} />
      <Prov parts={[next.source]} />
    </div>
  );
}

/** That another roll-out is thought about, and where that, and what is planned, can be read whole and thrown away. */
function Thought({ drafts, planned }: { drafts: PolicyDraft[]; planned: number }) {
  const { t } = useLingui();
  if (drafts.length === 0 && planned === 0) return null;
  return (
    <div className="mt-4 grid gap-3">
      {drafts.length > 0 && (
        <div className="grid gap-1 border-s-2 border-dashed border-line-strong ps-3.5">
          <p>
            <Plural value={drafts.length} one="A draft of another roll-out is kept." other="# drafts of another roll-out are kept." />
          </p>
          {drafts.map(({ draftId, validFrom, changedAt, changedBy }) => {
            const at = instant(changedAt);
            const by = changedBy?.name;
            return (
              <Prov
                key={draftId}
                parts={[
                  ...(validFrom === null ? [] : [t`meant from ${day(validFrom)}`]),
                  by === undefined ? t`saved ${at}` : t`saved by ${by}, ${at}`,
                ]}
              />
            );
          })}
        </div>
      )}
      <div className="acts">
        <Btn small icon={ScrollText} to="/operator/policies">
          <Trans>See it in Policies</Trans>
        </Btn>
      </div>
    </div>
  );
}

function ByCountry({ reach }: { reach: RolloutPreview }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const shown = open ? reach.countries : reach.countries.slice(0, 12);
  const rest = number(reach.countries.length - 12);
  return (
    <div className="[&_:is(td,th):first-child]:ps-0! [&_:is(td,th):last-child]:pe-0! [&_thead]:bg-transparent!">
      <div className="table-scroll">
        <Table
          caption={t`Adults by country`}
          head={
            <>
              <Th>{t`Country`}</Th>
              <Th num>{t`Adults`}</Th>
              <Th num>{t`Offered`}</Th>
              {reach.draft && <Th num>{t`By the draft`}</Th>}
              <Th num>{t`Said yes`}</Th>
            </>
          }
        >
          {shown.map((row) => (
            <tr key={row.country ?? ''}>
              <Td>{row.country === null ? t`not said` : country(row.country)}</Td>
              <Td num>{number(row.adults)}</Td>
              <Td num>{number(row.offered)}</Td>
              {reach.draft && (
                <Td num>
                  <b className={row.draft === row.offered ? 'font-[420]' : 'font-[600]'}>{number(row.draft ?? 0)}</b>
                </Td>
              )}
              <Td num>{number(row.optedIn)}</Td>
            </tr>
          ))}
        </Table>
      </div>
      {reach.countries.length > 12 && (
        <Btn bare small expanded={open} onClick={() => setOpen(!open)}>
          {open ? <Trans>Fewer</Trans> : <Trans>{rest} more</Trans>}
        </Btn>
      )}
    </div>
  );
}

function Editor({
  drafts,
  onChange,
  policy,
  cohorts,
  reach,
  busy,
  onDone,
}: {
  drafts: Draft[];
  onChange: (drafts: Draft[]) => void;
  policy: Policy;
  cohorts: Cohort[] | null;
  reach: RolloutPreview;
  busy: boolean;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const [force, setForce] = useState<Force>({ from: '', source: '', certainty: 'inferred' });
  const put = useChange('policies.put', {
    touches: ['policies.list', 'policies.history', 'creators.rolloutPreview'],
    onDone: ({ validFrom }) => {
      tell({ title: t`The roll-out is in force from ${day(validFrom)}.` });
      onDone();
    },
  });
  const today = new Date(now()).toISOString().slice(0, 10);
  const changes = cohorts ? changesOf('rollout', policy.params, { cohorts }) : [];
  const same = cohorts !== null && JSON.stringify(cohorts) === JSON.stringify(policy.params['cohorts']);
  const set = (id: number, part: Partial<Draft>) => onChange(drafts.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <Section title={<Trans>Draft of a roll-out</Trans>}>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (put.isPending || !cohorts || !isWhole(force)) return;
          const { from, source, certainty } = force;
          put.mutate({
            body: { kind: 'rollout', params: { cohorts }, source: source.trim(), certainty, ...(from ? { validFrom: from } : {}) },
          });
        }}
      >
        {drafts.length === 0 && (
          <p className="text-text-2">
            <Trans>Without a cohort every adult is offered the menu.</Trans>
          </p>
        )}
        {drafts.map((draft, index) => {
          const place = number(index + 1);
          return (
            <Sheet key={draft.id} label={t`Cohort ${place}`}>
              <div className="grid gap-4 p-4">
                <div className="flex items-center justify-between gap-3">
                  <h3 className="sub">
                    <Trans>Cohort {place}</Trans>
                  </h3>
                  <Btn
                    small
                    icon={Trash2}
                    label={t`Take out cohort ${place}`}
                    onClick={() => onChange(drafts.filter((one) => one.id !== draft.id))}
                  >
                    <Trans>Take out</Trans>
                  </Btn>
                </div>
                <CountriesField
                  label={<Trans>Countries</Trans>}
                  hint={<Trans>None chosen: every country.</Trans>}
                  value={draft.countries}
                  onChange={(countries) => set(draft.id, { countries })}
                />
                <div className="grid items-start gap-4 min-[560px]:grid-cols-3">
                  <TextField
                    label={<Trans>Followers, at least</Trans>}
                    inputMode="numeric"
                    autoComplete="off"
                    value={draft.min}
                    onChange={(min) => set(draft.id, { min })}
                    error={count(draft.min) === undefined ? t`A whole number, or nothing.` : undefined}
                  />
                  <TextField
                    label={<Trans>Followers, at most</Trans>}
                    inputMode="numeric"
                    autoComplete="off"
                    value={draft.max}
                    onChange={(max) => set(draft.id, { max })}
                    error={count(draft.max) === undefined ? t`A whole number, or nothing.` : undefined}
                  />
                  <TextField
                    label={<Trans>Share of them, %</Trans>}
                    inputMode="decimal"
                    autoComplete="off"
                    value={draft.percentage}
                    onChange={(percentage) => set(draft.id, { percentage })}
                    error={share(draft.percentage) === undefined ? t`A number from 0 to 100.` : undefined}
                  />
                </div>
              </div>
            </Sheet>
          );
        })}
        <div>
          <Btn
            small
            icon={Plus}
            disabled={drafts.length >= 50}
            onClick={() =>
              onChange([
                ...drafts,
                { id: Math.max(0, ...drafts.map(({ id }) => id)) + 1, countries: [], min: '', max: '', percentage: '100' },
              ])
            }
          >
            <Trans>Add a cohort</Trans>
          </Btn>
        </div>
        <section aria-label={t`What the draft would do`} aria-live="polite" aria-busy={busy || undefined} className="grid gap-2">
          {cohorts && reach.draft ? (
            <WouldDo adults={reach.adults} draft={reach.draft} />
          ) : (
            <p className="text-text-2">
              <Trans>Fill in every field; then it is counted.</Trans>
            </p>
          )}
          {cohorts && <Changes changes={changes} caption={t`What would change`} />}
        </section>
        <RuleForce value={force} onChange={setForce} today={today} />
        <Failed error={put.error} />
        <div className="acts">
          <Btn
            go
            type="submit"
            busy={put.isPending}
            disabled={!cohorts || same || !isWhole(force) || (force.from !== '' && (force.from ?? '') < today)}
          >
            <Trans>Put in force</Trans>
          </Btn>
          <Btn onClick={onDone}>
            <Trans>Throw the draft away</Trans>
          </Btn>
        </div>
      </form>
    </Section>
  );
}

/** "Of 2,000 adults 840 would be offered it, 120 fewer than now." */
function WouldDo({ adults, draft }: { adults: number; draft: NonNullable<RolloutPreview['draft']> }) {
  const more = draft.gained - draft.lost;
  const [all, some, difference] = [number(adults), number(draft.offered), number(Math.abs(more))];
  return (
    <>
      <p className="text-lead font-[560]">
        {more === 0 ? (
          <Trans>
            Of {all} adults {some} would be offered it, as many as now.
          </Trans>
        ) : more > 0 ? (
          <Trans>
            Of {all} adults {some} would be offered it, {difference} more than now.
          </Trans>
        ) : (
          <Trans>
            Of {all} adults {some} would be offered it, {difference} fewer than now.
          </Trans>
        )}
      </p>
      {draft.keptOutside > 0 && (
        <p className="text-text-2">
          <Plural
            value={draft.keptOutside}
            one="# who has said yes would no longer be offered it, and keeps it."
            other="# who have said yes would no longer be offered it, and keep it."
          />
        </p>
      )}
    </>
  );
}
