import { plural, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { PickBar } from '#src/web/kit/PickBar.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { sayProblem } from '#src/web/words/problems.ts';
import type { Wish } from './address.ts';
import { useGiving, type Coach } from './giving.ts';
import { pickMost, type Picking } from './picking.ts';

interface GiveProps {
  agencyId: string;
  wish: Wish;
  total: number;
  picking: Picking;
  coaches: Coach[];
}

/** Floats while creators are picked: how many, all who fit, and whom to give them to. */
export function GiveBar(props: GiveProps) {
  const { picking, total } = props;
  const [giving, setGiving] = useState(false);
  const count = picking.all ? total : picking.picked.size;
  return (
    <>
      <PickBar
        count={count}
        left={
          picking.all ? (
            <Trans>all who fit</Trans>
          ) : picking.picked.size >= pickMost ? (
            <Trans>{number(pickMost)} one by one is the most</Trans>
          ) : (
            <Trans>of {number(total)} who fit</Trans>
          )
        }
        onClear={picking.clear}
      >
        {!picking.all && total > count && (
          <Btn onClick={picking.pickAll}>
            <Trans>All {number(total)} who fit</Trans>
          </Btn>
        )}
        <Btn go icon={UserRoundCheck} onClick={() => setGiving(true)}>
          <Trans>Give them a coach</Trans>
        </Btn>
      </PickBar>
      {giving && <GiveDialog {...props} count={count} onClose={() => setGiving(false)} />}
    </>
  );
}

const nobody = 'none';

function GiveDialog({ agencyId, wish, total, picking, coaches, count, onClose }: GiveProps & { count: number; onClose: () => void }) {
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const { run, takeBack } = useGiving(agencyId, wish);
  const coach = coaches.find(({ personId }) => personId === chosen) ?? null;
  const others = new Set([...picking.picked.values()].flatMap((one) => (one && one.personId !== chosen ? [one.personId] : [])));
  const had = [...picking.picked.values()].filter((one) => one !== null && others.has(one.personId)).length;

  const give = async () => {
    setBusy(true);
    try {
      const { changed, before } = await run(picking, total, coach);
      picking.clear();
      onClose();
      const undo = { label: t`Undo`, onPick: () => void back(before) };
      tell({ title: sayGiven(changed, coach), ...sayRest(count - changed, coach), ...(before && changed > 0 ? { undo } : {}) });
    } catch (error) {
      setBusy(false);
      tell({ title: sayProblem(error), urgent: true });
    }
  };
  const back = async (before: Parameters<typeof takeBack>[0] | null) => {
    try {
      if (before) await takeBack(before);
      tell({ title: t`Taken back: everybody is coached as before.` });
    } catch (error) {
      tell({ title: sayProblem(error), urgent: true });
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Plural value={count} one="A coach for # creator" other="A coach for # creators" />}
      said={
        picking.all && total > pickMost ? (
          <Trans>A coach sees the creators given to them and nobody else. So many at once cannot be taken back in one step.</Trans>
        ) : (
          <Trans>A coach sees the creators given to them and nobody else. It can be taken back.</Trans>
        )
      }
      acts={
        <>
          <Btn go busy={busy} disabled={chosen === ''} onClick={() => void give()}>
            {chosen === nobody ? <Trans>Leave them without a coach</Trans> : <Trans>Give them</Trans>}
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </>
      }
    >
      <div className="grid gap-3">
        <Select
          label={<Trans>Coach</Trans>}
          value={chosen}
          onChange={setChosen}
          options={[
            { value: '', label: t`Choose somebody` },
            ...coaches.map(({ personId, name }) => ({ value: personId, label: name })),
            { value: nobody, label: t`Nobody` },
          ]}
        />
        {!picking.all && chosen !== '' && had > 0 && (
          <p className="prov">
            <Plural value={had} one="# of them has another coach now." other="# of them have another coach now." />
          </p>
        )}
      </div>
    </Dialog>
  );
}

function sayGiven(changed: number, coach: Coach | null): string {
  if (changed === 0) return t`Nothing was to change.`;
  if (coach === null) return plural(changed, { one: '# creator has no coach now.', other: '# creators have no coach now.' });
  const { name } = coach;
  return plural(changed, { one: `# creator is coached by ${name} now.`, other: `# creators are coached by ${name} now.` });
}

function sayRest(rest: number, coach: Coach | null): { how?: string } {
  if (rest <= 0) return {};
  return {
    how:
      coach === null
        ? plural(rest, { one: '# had none before.', other: '# had none before.' })
        : plural(rest, { one: '# had this coach already.', other: '# had this coach already.' }),
  };
}
