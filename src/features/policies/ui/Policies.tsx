import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { History as HistoryIcon, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Policy, PolicyDraft } from '#src/web/client.gen.ts';
import { useNow } from '#src/web/clock.ts';
import { useFilters } from '#src/web/filters.ts';
import { day, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Changes } from '#src/web/kit/Changes.tsx';
import { DateField } from '#src/web/kit/DateField.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { RuleNow } from '#src/web/kit/RuleForce.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Bone, SayBone } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { useRead } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { changesOf, rulesAt, titleOf, type Kind } from '#src/web/words/policies.ts';
import { Drafts } from './parts/Drafts.tsx';
import { History } from './parts/History.tsx';
import { PutRule } from './parts/PutRule.tsx';

/** The dated rules: what holds, now or on a day, what is drafted for later, every version, and a new one from a day on. */
export default function Policies() {
  const { t } = useLingui();
  const now = useNow();
  const { data: me } = useMe();
  const [{ on: asked }, change] = useFilters(['on'] as const);
  const on = /^[12]\d{3}-\d\d-\d\d$/.test(asked) ? asked : '';
  const policies = useRead('policies.list', { query: on === '' ? {} : { on } }, { keep: true });
  const presets = useRead('policies.presets');
  const drafts = useRead('policies.drafts');
  const [putting, setPutting] = useState<{ policy: Policy; saved: PolicyDraft | null } | null>(null);
  const [telling, setTelling] = useState<Kind | null>(null);
  const reads = [policies, presets, drafts];
  const failed = reads.find(({ isError }) => isError);
  if (failed) {
    return (
      <DeskPage padded>
        <PageError error={failed.error} again={() => void Promise.all(reads.map((one) => one.refetch()))} />
      </DeskPage>
    );
  }
  if (!policies.data || !presets.data || !drafts.data) {
    return (
      <DeskPage padded>
        <SayBone label={t`Loading the rules`} />
        <div className="mt-8 grid max-w-(--measure) gap-4" aria-hidden="true">
          {[0, 1, 2, 3].map((index) => (
            <Bone key={index} height={72} />
          ))}
        </div>
      </DeskPage>
    );
  }
  const at = on === '' ? now : Date.parse(`${on}T00:00:00Z`);
  const { inForce, upcoming } = rulesAt(policies.data.items, at);
  const own = inForce.filter(({ policyId }) => policyId !== null).length;
  const puts = on === '' && may(me, 'policies.put');
  return (
    <DeskPage padded>
      <Say
        then={
          upcoming.length > 0 ? (
            <Plural value={upcoming.length} one="# version is to come." other="# versions are to come." />
          ) : (
            <Plural value={own} _0="All as they came with Greenroom." one="# is your own." other="# are your own." />
          )
        }
      >
        {on === '' ? (
          <Plural value={inForce.length} one="# rule is in force." other="# rules are in force." />
        ) : (
          <Plural value={inForce.length} one={`# rule was in force on ${day(on)}.`} other={`# rules in force on ${day(on)}.`} />
        )}
      </Say>
      <div className="mt-4 flex flex-wrap items-end gap-3">
        <DateField
          key={on}
          label={<Trans>In force on</Trans>}
          hint={<Trans>As the day begins, UTC.</Trans>}
          value={on}
          onChange={(next) => next !== '' && next !== on && change({ on: next })}
        />
        {on !== '' && (
          <Btn onClick={() => change({ on: '' })}>
            <Trans>Now</Trans>
          </Btn>
        )}
      </div>
      <div className="grid gap-x-12 min-[1100px]:grid-cols-2" aria-busy={policies.isPlaceholderData || undefined}>
        {inForce.map((policy) => {
          const later = upcoming.filter(({ kind }) => kind === policy.kind);
          return (
            <Section key={policy.kind} title={titleOf(policy.kind)}>
              <RuleNow policy={policy} />
              {later.map((next, index) => (
                <Later key={next.policyId} next={next} before={later[index - 1] ?? policy} />
              ))}
              {on === '' && (
                <Drafts
                  drafts={drafts.data.items.filter(({ kind }) => kind === policy.kind)}
                  policy={policy}
                  mayChange={puts}
                  onOpen={(saved) => setPutting({ policy, saved })}
                />
              )}
              <div className="acts mt-3">
                {puts &&
                  (policy.kind === 'rollout' ? (
                    <Btn small icon={Pencil} to="/operator/rollout">
                      <Trans>Change in Roll-out</Trans>
                    </Btn>
                  ) : (
                    <Btn small icon={Pencil} label={t`Change: ${titleOf(policy.kind)}`} onClick={() => setPutting({ policy, saved: null })}>
                      <Trans>Change</Trans>
                    </Btn>
                  ))}
                <Btn small icon={HistoryIcon} label={t`Every version: ${titleOf(policy.kind)}`} onClick={() => setTelling(policy.kind)}>
                  <Trans>Every version</Trans>
                </Btn>
              </div>
            </Section>
          );
        })}
      </div>
      {putting && (
        <PutRule
          {...putting}
          presets={presets.data.items.filter(({ kind }) => kind === putting.policy.kind)}
          onClose={() => setPutting(null)}
        />
      )}
      {telling && <History kind={telling} onClose={() => setTelling(null)} />}
    </DeskPage>
  );
}

/** A version drafted for a later day, as the difference to the one before it. */
function Later({ next, before }: { next: Policy; before: Policy }) {
  const { t } = useLingui();
  const from = day(next.validFrom ?? '');
  return (
    <div className="mt-4 border-s-2 border-line-strong ps-3.5">
      <h3 className="sub">
        <Trans>From {from}</Trans>
      </h3>
      <Changes changes={changesOf(next.kind, before.params, next.params)} caption={t`From ${from}`} />
      <div className="mt-2">
        <Prov parts={[t`version ${number(next.version)}`, next.source]} />
      </div>
    </div>
  );
}
