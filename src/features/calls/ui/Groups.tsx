import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { PhoneCall, Target } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { CallGroup, CallGroups } from '#src/web/client.gen.ts';
import { hours, number } from '#src/web/format.ts';
import { Btn, TextLink } from '#src/web/kit/Btn.tsx';
import { Fig } from '#src/web/kit/Fig.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { BandBar } from './list/BandBar.tsx';
import { Going } from './list/Going.tsx';
import { goalWords, type Goals } from './list/goals.ts';
import { GoalsDialog } from './list/GoalsDialog.tsx';
import { useGroups } from './list/reckoned.ts';
import { Rooms } from './list/Rooms.tsx';
import { dayWords } from './parts/words.ts';

/** The groups of the agency's exports: what is asked of each, and how it stands this month. */
export default function Groups() {
  const { t } = useLingui();
  const { agencyId = '' } = useParams({ strict: false }) as { agencyId?: string };
  const { data: me } = useMe();
  const groups = useGroups(agencyId);
  const [setting, setSetting] = useState<{ group: string | null } | null>(null);
  const { data } = groups;
  if (!data) {
    return (
      <DeskPage padded>
        <NotYet read={groups} label={t`Loading the groups`} rows={5} avatar={false} />
      </DeskPage>
    );
  }
  if (data.items.length === 0 && data.reckoned.going === null && (data.reckoned.at !== null || data.reckoned.dataOn === null)) {
    return (
      <DeskPage padded>
        <NoGroup agencyId={agencyId} brings={may(me, 'imports.list')} reckoned={data.reckoned.at !== null} />
      </DeskPage>
    );
  }
  const sets = may(me, 'calls.setGoals');
  const set = (group: string | null) => (sets ? () => setSetting({ group }) : undefined);
  return (
    <DeskPage padded>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_20rem]">
          <Sentence data={data} />
        </div>
        <Rooms agencyId={agencyId} here="groups" />
      </div>
      <div className="mt-4 empty:hidden">
        <Going reckoned={data.reckoned} waits={groups.waits} />
      </div>
      <ul className="rule mt-5 border-y border-line" aria-label={t`Groups`}>
        {data.items.map((group) => (
          <GroupLine
            key={group.name ?? ''}
            agencyId={agencyId}
            group={group}
            everybody={data.everybody}
            onSet={group.name === null ? undefined : set(group.name)}
          />
        ))}
        <Everybody data={data} onSet={set(null)} />
      </ul>
      <p className="prov mt-3.5">
        <Trans>Sums of this month, of those who are still with you. Whose figures are not known is in no sum.</Trans>
      </p>
      {setting && (
        <GoalsDialog
          agencyId={agencyId}
          group={setting.group}
          goals={setting.group === null ? data.everybody : (data.items.find(({ name }) => name === setting.group)?.goals ?? null)}
          creators={concerned(data, setting.group)}
          onSet={groups.follow}
          onClose={() => setSetting(null)}
        />
      )}
    </DeskPage>
  );
}

/** How many creators goals hold for: those of a group, or of all groups that have none of their own. */
const concerned = ({ items }: CallGroups, group: string | null): number =>
  items.filter(({ name, goals }) => (group === null ? goals === null : name === group)).reduce((sum, { creators }) => sum + creators, 0);

function Sentence({ data }: { data: CallGroups }) {
  const named = data.items.filter(({ name }) => name !== null).length;
  const due = data.items.reduce((sum, group) => sum + group.due, 0);
  const day = data.reckoned.dataOn === null ? null : dayWords(data.reckoned.dataOn);
  return (
    <Say
      then={
        <Plural
          value={due}
          _0="Nobody in them needs a call."
          one="# creator in them needs a call."
          other="# creators in them need a call."
        />
      }
    >
      {day === null ? (
        <Plural value={named} _0="No group." one="# group." other="# groups." />
      ) : (
        <Plural
          value={named}
          _0={`No group, by your export of ${day}.`}
          one={`# group, by your export of ${day}.`}
          other={`# groups, by your export of ${day}.`}
        />
      )}
    </Say>
  );
}

const grid = 'grid gap-x-8 gap-y-3 py-4 min-[900px]:grid-cols-[minmax(0,3fr)_minmax(0,5fr)_minmax(0,4fr)] min-[900px]:items-start';

function GroupLine({
  agencyId,
  group,
  everybody,
  onSet,
}: {
  agencyId: string;
  group: CallGroup;
  everybody: Goals;
  onSet: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const search = { group: group.name ?? '' };
  const show = (more: Record<string, string>) => void navigate({ to: `/a/${agencyId}/creators`, search: { ...search, ...more } } as never);
  return (
    <li className={grid}>
      <div className="min-w-0">
        <h2 className="text-lead font-[600]">
          <TextLink to={`/a/${agencyId}/creators`} search={search}>
            {group.name === null ? <Trans>Without a group</Trans> : <bdi className="break-words">{group.name}</bdi>}
          </TextLink>
        </h2>
        <p>
          <Plural value={group.creators} one="# creator" other="# creators" />
        </p>
        <Asked goals={group.goals} everybody={everybody} />
        {onSet && (
          <div className="mt-2">
            <Btn small icon={Target} label={t`Set goals of ${group.name ?? ''}`} onClick={onSet}>
              <Trans>Set goals</Trans>
            </Btn>
          </div>
        )}
      </div>
      <div className="grid min-w-0 gap-2">
        <BandBar counts={group.counts} onPick={(band) => show({ band })} />
        {group.due > 0 && (
          <Mark icon={PhoneCall}>
            <Plural value={group.due} one="# needs a call" other="# need a call" />
          </Mark>
        )}
      </div>
      <Sums group={group} />
    </li>
  );
}

/** What is asked of a group: its own goals, else those of everybody else, else nothing of ours. */
function Asked({ goals, everybody }: { goals: Goals; everybody: Goals }) {
  if (goals !== null) return <p className="text-text-2">{<Trans>Asked a month: {goalWords(goals)}</Trans>}</p>;
  if (everybody !== null) {
    return (
      <p className="prov">
        <Trans>goals of everybody else</Trans>
      </p>
    );
  }
  return (
    <p className="prov">
      <Trans>no goals of your own</Trans>
    </p>
  );
}

function Everybody({ data, onSet }: { data: CallGroups; onSet: (() => void) | undefined }) {
  const { t } = useLingui();
  return (
    <li className={grid}>
      <div className="min-w-0 min-[900px]:col-span-2">
        <h2 className="text-lead font-[600]">
          <Trans>Everybody else</Trans>
        </h2>
        <p className="text-text-2">
          {data.everybody === null ? (
            <Trans>No goals of your own for creators whose group has none.</Trans>
          ) : (
            <Trans>Asked a month of creators whose group has no goals: {goalWords(data.everybody)}</Trans>
          )}
        </p>
      </div>
      {onSet && (
        <div className="min-[900px]:justify-self-end">
          <Btn small icon={Target} label={t`Set goals of everybody else`} onClick={onSet}>
            <Trans>Set goals</Trans>
          </Btn>
        </div>
      )}
    </li>
  );
}

function Sums({ group }: { group: CallGroup }) {
  const known = group.creators - group.unknown;
  return (
    <div className="min-w-0">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(92px,1fr))] gap-x-4 gap-y-1.5">
        <Pair label={<Trans>Valid days</Trans>}>
          <Sum value={group.validDays} />
        </Pair>
        <Pair label={<Trans>LIVE hours</Trans>}>
          <Sum value={group.liveSeconds} say={hours} unit={<Trans>h</Trans>} />
        </Pair>
        <Pair label={<Trans>Diamonds</Trans>}>
          <Sum value={group.diamonds} />
        </Pair>
      </dl>
      {group.unknown > 0 && known > 0 && (
        <p className="prov mt-1">
          <Plural
            value={group.unknown}
            one={`The sum of ${number(known)} creators; of # more it is not known.`}
            other={`The sum of ${number(known)} creators; of # more it is not known.`}
          />
        </p>
      )}
    </div>
  );
}

function Sum({ value, say = number, unit }: { value: number | null; say?: (value: number) => string; unit?: ReactNode }) {
  if (value === null) {
    return (
      <Fig ink="none">
        <Trans>not known</Trans>
      </Fig>
    );
  }
  return <Fig {...(unit === undefined ? {} : { unit })}>{say(value)}</Fig>;
}

function Pair({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="prov">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NoGroup({ agencyId, brings, reckoned }: { agencyId: string; brings: boolean; reckoned: boolean }) {
  if (reckoned) {
    return (
      <Empty say={<Trans>Nobody of yours is in a group.</Trans>}>
        <Trans>Groups come with your exports, as Backstage has them; those of the creators you may see stand here.</Trans>
      </Empty>
    );
  }
  return (
    <Empty
      say={<Trans>No export is in yet.</Trans>}
      {...(brings
        ? {
            act: (
              <Btn go to={`/a/${agencyId}/imports`}>
                <Trans>Bring a file</Trans>
              </Btn>
            ),
          }
        : {})}
    >
      <Trans>The groups of your exports stand here, with what you ask of them and how they stand this month.</Trans>
    </Empty>
  );
}
