import { Plural, Trans } from '@lingui/react/macro';
import { ArrowDown, CircleAlert, TriangleAlert, UserRound, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Import } from '#src/web/client.gen.ts';
import { number } from '#src/web/format.ts';
import { TextLink } from '#src/web/kit/Btn.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { daysWords, isFirst, rangeWords, type Note, type Report } from './words.ts';

interface Finding {
  id: string;
  say: ReactNode;
  means?: ReactNode;
  /** The rows that it is about. */
  note?: Note;
}

/** What should be looked at before a file is taken in: each a sentence, then what it means. */
function warningsOf(file: Import, report: Report): Finding[] {
  const { notes, gapDays, newCreators, knownCreators, badCellCount } = report;
  const count = (note: Note) => notes[note] ?? 0;
  const [all, known] = [number(newCreators + knownCreators), number(knownCreators)];
  const gap = gapDays.length > 0 ? daysWords(gapDays[0]!, gapDays.at(-1)!) : '';
  const words: Record<Report['warnings'][number], Omit<Finding, 'id'>> = {
    strangers: {
      say:
        knownCreators === 0 ? (
          <Trans>You know none of the {all} creators in it.</Trans>
        ) : (
          <Trans>
            You know {known} of the {all} creators in it.
          </Trans>
        ),
      means: <Trans>It may be the file of another agency. Look at the names before you take it in.</Trans>,
      note: 'new_creator',
    },
    older: {
      say: <Trans>A newer file is in already.</Trans>,
      means: <Trans>This one fills its own days. What is newest stays as it is.</Trans>,
    },
    own_range: {
      say: file.range ? <Trans>It counts {rangeWords(file.range)}, not a month from its first day.</Trans> : '',
      means: <Trans>It is kept for itself. No single days follow from it.</Trans>,
    },
    gap: {
      say: <Plural value={gapDays.length} one={`No file told of ${gap}.`} other={`No file told of ${gap}, # days.`} />,
      means: <Trans>They stay one sum together with the first day of this file; nobody can tell them apart later.</Trans>,
    },
    restated: {
      say: (
        <Plural
          value={count('restated')}
          one="# creator has other figures than a file of the same days said."
          other="# creators have other figures than a file of the same days said."
        />
      ),
      means: <Trans>The figures of this file hold from then on. The former ones are kept beside them.</Trans>,
      note: 'restated',
    },
    fell: {
      say: (
        <Plural value={count('fell')} one="# total is lower than on an earlier day." other="# totals are lower than on an earlier day." />
      ),
      means: <Trans>A month’s total does not fall by itself: the platform has corrected earlier days.</Trans>,
      note: 'fell',
    },
    bad_cells: {
      say: <Plural value={badCellCount} one="# cell could not be read." other="# cells could not be read." />,
      means: <Trans>Such cells stay empty; the rest of the row is taken in.</Trans>,
      note: 'bad_cells',
    },
    lossy_ids: {
      say: <Plural value={count('lossy_id')} one="# creator’s ID has lost digits." other="# creators’ IDs have lost digits." />,
      means: <Trans>A spreadsheet program shortened it. Such creators are told by their username.</Trans>,
      note: 'lossy_id',
    },
    quit_unknown: {
      say: (
        <Plural
          value={count('quit_unknown')}
          one="# row is of a creator who quit and whom nobody knew."
          other="# rows are of creators who quit and whom nobody knew."
        />
      ),
      means: <Trans>The platform hides the ID of who has quit. Such rows are left out.</Trans>,
      note: 'quit_unknown',
    },
  };
  return report.warnings.map((id) => ({ id, ...words[id] }));
}

/** What else there is to know of it; nothing has to be done. */
function factsOf({ kind }: Import, report: Report): Finding[] {
  const { notes, newCreators, missingCreators } = report;
  // Only these two name everybody; a table of some is no sign that the others are gone.
  const whole = kind === 'creator_data' || kind === 'manage_creators';
  const count = (note: Note) => notes[note] ?? 0;
  const quit = count('quit') - count('quit_unknown');
  const all: (Finding & { n: number })[] = [
    {
      id: 'new',
      n: isFirst(report) ? 0 : newCreators,
      say: <Plural value={newCreators} one="# creator is new here." other="# creators are new here." />,
      note: 'new_creator',
    },
    {
      id: 'renamed',
      n: count('renamed'),
      say: (
        <Plural
          value={count('renamed')}
          one="# has another username; it stays the same creator."
          other="# have another username; they stay the same creators."
        />
      ),
      note: 'renamed',
    },
    {
      id: 'quit',
      n: quit,
      say: <Plural value={quit} one="# has quit; what is known of them is kept." other="# have quit; what is known of them is kept." />,
      note: 'quit',
    },
    {
      id: 'regrouped',
      n: count('regrouped'),
      say: (
        <Plural
          value={count('regrouped')}
          one="# stands in it twice, moved between groups."
          other="# stand in it twice, moved between groups."
        />
      ),
      note: 'regrouped',
    },
    {
      id: 'missing',
      n: whole ? missingCreators : 0,
      say: (
        <Plural
          value={missingCreators}
          one="# creator that you know is missing in it."
          other="# creators that you know are missing in it."
        />
      ),
    },
  ];
  return all.filter(({ n }) => n > 0);
}

/** The list of what was found; what has rows leads to them. */
export function Findings({ file, report, label, onList }: { file: Import; report: Report; label: string; onList?: (note: Note) => void }) {
  const warnings = warningsOf(file, report);
  const strangers = warnings.some(({ id }) => id === 'strangers');
  const facts = factsOf(file, report).filter(({ id }) => !strangers || id !== 'new');
  if (warnings.length + facts.length === 0) return null;
  const iconOf = (id: string): LucideIcon => (id === 'strangers' ? TriangleAlert : id === 'fell' ? ArrowDown : CircleAlert);
  return (
    <RuledList className="border-y border-line" label={label}>
      {warnings.map((one) => (
        <Row key={one.id} one={one} icon={iconOf(one.id)} care onList={onList} />
      ))}
      {facts.map((one) => (
        <Row key={one.id} one={one} icon={UserRound} onList={onList} />
      ))}
    </RuledList>
  );
}

function Row({
  one: { say, means, note },
  icon: Icon,
  care = false,
  onList,
}: {
  one: Finding;
  icon: LucideIcon;
  care?: boolean;
  onList: ((note: Note) => void) | undefined;
}) {
  return (
    <li className="flex items-start gap-3 py-2.5">
      <Icon size={16} strokeWidth={2} className={`mt-0.5 ${care ? 'text-warn' : 'text-text-3'}`} aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className={care ? 'font-[560]' : ''}>{say}</p>
        {means !== undefined && <p className="text-text-2">{means}</p>}
      </div>
      {note !== undefined && onList && (
        <TextLink onClick={() => onList(note)}>
          <Trans>Show</Trans>
        </TextLink>
      )}
    </li>
  );
}
