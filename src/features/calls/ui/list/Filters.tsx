import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Chip, Chips } from '#src/web/kit/Chip.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { allReasons, reasonWord } from '../parts/reasons.tsx';
import { filtersOn, sorts, type Change, type Sort, type Wish } from './address.ts';

export interface Choices {
  /** Groups that there are; null: creators without one. */
  groups: (string | null)[];
  /** Who can be given creators; null for those who see their own creators alone. */
  coaches: { personId: string; name: string }[] | null;
}

/** Values of a select are texts: a group could be called like a word of ours, so each begins with a sign. */
const noChoice = '';
const valueOf = (group: string | undefined) => (group === undefined ? noChoice : `=${group}`);

export function useSortWords(): Record<Sort, string> {
  const { t } = useLingui();
  return {
    need: t`Calls first`,
    name: t`By name`,
    valid_days: t`Most valid days`,
    hours: t`Most LIVE hours`,
    diamonds: t`Most diamonds`,
    last_live: t`Latest LIVE`,
  };
}

/** The filters as system pickers, side by side on a desk, one under the other on a phone. */
function Pickers({ wish, change, choices, bare = false }: { wish: Wish; change: Change; choices: Choices; bare?: boolean }) {
  const { t } = useLingui();
  const words = useSortWords();
  // On a desk what is chosen says what it is about; the label is for screen readers.
  const label = (word: string) => (bare ? <span className="sr-only">{word}</span> : word);
  const groups = choices.groups.filter((name) => name !== null);
  const gone = wish.group !== undefined && wish.group !== '' && !groups.includes(wish.group) ? [wish.group] : [];
  const coaches = choices.coaches ?? [];
  const unseen = wish.coach !== undefined && wish.coach !== 'none' && !coaches.some(({ personId }) => personId === wish.coach);
  return (
    <>
      <Select
        label={label(t`Group`)}
        value={valueOf(wish.group)}
        onChange={(value) => change({ group: value === noChoice ? undefined : value.slice(1) })}
        options={[
          { value: noChoice, label: t`Any group` },
          ...[...groups, ...gone].map((name) => ({ value: valueOf(name), label: name })),
          { value: valueOf(''), label: t`Without a group` },
        ]}
      />
      {choices.coaches !== null && (
        <Select
          label={label(t`Coach`)}
          value={wish.coach ?? noChoice}
          onChange={(value) => change({ coach: value === noChoice ? undefined : value })}
          options={[
            { value: noChoice, label: t`Any coach` },
            { value: 'none', label: t`Without a coach` },
            ...coaches.map(({ personId, name }) => ({ value: personId, label: name })),
            ...(unseen ? [{ value: wish.coach!, label: t`Somebody who no longer works here` }] : []),
          ]}
        />
      )}
      <Select
        label={label(t`Reason to call`)}
        value={wish.reason ?? noChoice}
        onChange={(value) => change({ reason: value === noChoice ? undefined : (value as NonNullable<Wish['reason']>) })}
        options={[{ value: noChoice, label: t`Any reason` }, ...allReasons.map((value) => ({ value, label: reasonWord(value) }))]}
      />
      <Select
        label={label(t`With you`)}
        value={wish.quit ?? noChoice}
        onChange={(value) => change({ quit: value === 'only' ? 'only' : undefined })}
        options={[
          { value: noChoice, label: t`Still with you` },
          { value: 'only', label: t`Have quit` },
        ]}
      />
      <Select
        label={label(t`Order`)}
        value={wish.sort ?? 'need'}
        onChange={(value) => change({ sort: value === 'need' ? undefined : value })}
        options={sorts.map((value) => ({ value, label: words[value] }))}
      />
    </>
  );
}

/** In a row with the search, each as wide as there is room. */
export function DeskFilters(props: { wish: Wish; change: Change; choices: Choices }) {
  return (
    <div className="grid flex-[5_1_560px] grid-flow-col auto-cols-fr gap-2 [&_.field]:gap-0! [&_.input]:min-h-11 [&_.input]:text-dense!">
      <Pickers {...props} bare />
    </div>
  );
}

/** On a phone they stand behind one button that says how many are on. */
export function PhoneFilters({ total, ...props }: { wish: Wish; change: Change; choices: Choices; total: number }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const on = filtersOn(props.wish);
  return (
    <>
      <Btn small icon={SlidersHorizontal} onClick={() => setOpen(true)}>
        {on === 0 ? t`Filters` : t`Filters, ${number(on)} on`}
      </Btn>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={<Trans>Filters and order</Trans>}
        acts={
          <>
            <Btn go onClick={() => setOpen(false)}>
              <Plural value={total} _0="Nobody fits" one="Show # creator" other="Show # creators" />
            </Btn>
            {on > 0 && (
              <Btn onClick={() => props.change(noFilter)}>
                <Trans>Clear all</Trans>
              </Btn>
            )}
          </>
        }
      >
        <div className="grid gap-4">
          <Pickers {...props} />
        </div>
      </Dialog>
    </>
  );
}

export const noFilter = { group: undefined, coach: undefined, reason: undefined, quit: undefined } as const;

/** What is on, each with its way out. */
export function FilterChips({ wish, change, choices }: { wish: Wish; change: Change; choices: Choices }) {
  const { t } = useLingui();
  if (filtersOn(wish) === 0) return null;
  const coach = choices.coaches?.find(({ personId }) => personId === wish.coach)?.name ?? t`another coach`;
  return (
    <Chips
      end={
        <Btn bare small onClick={() => change(noFilter)}>
          <Trans>Clear all filters</Trans>
        </Btn>
      }
    >
      {wish.group !== undefined && (
        <Chip onRemove={() => change({ group: undefined })}>{wish.group === '' ? t`without a group` : t`group ${wish.group}`}</Chip>
      )}
      {wish.coach !== undefined && (
        <Chip onRemove={() => change({ coach: undefined })}>{wish.coach === 'none' ? t`without a coach` : t`coach ${coach}`}</Chip>
      )}
      {wish.reason !== undefined && <Chip onRemove={() => change({ reason: undefined })}>{reasonWord(wish.reason)}</Chip>}
      {wish.quit === 'only' && <Chip onRemove={() => change({ quit: undefined })}>{t`have quit`}</Chip>}
    </Chips>
  );
}
