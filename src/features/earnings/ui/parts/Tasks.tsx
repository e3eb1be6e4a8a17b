import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { BonusMonth, BonusTask } from '#src/web/client.gen.ts';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Amount, Cell, Difference, grid, Heads } from './Amounts.tsx';
import { amount, isNothing } from './words.ts';

/** The month by task, as the report heads its columns. */
export function Tasks({ month }: { month: BonusMonth }) {
  const { t } = useLingui();
  return (
    <Section title={<Trans>By task</Trans>} prov={<Trans>named as in the report</Trans>}>
      <Heads first={<Trans>Task</Trans>} last={<Trans>Given to</Trans>} />
      <RuledList className="border-y border-line" label={t`Bonuses by task`}>
        {month.tasks.map((task) => (
          <TaskLine key={task.task} task={task} month={month} />
        ))}
        {!isNothing(month.restMinor) && (
          <li className={`${grid} py-2.5`}>
            <span className="text-text-2">
              <Trans>In the report’s total, in none of its columns</Trans>
            </span>
            <span className="max-[899px]:hidden" />
            <Cell head={<Trans>Confirmed</Trans>}>{amount(month.restMinor!)}</Cell>
          </li>
        )}
      </RuledList>
    </Section>
  );
}

function TaskLine({ task, month: { closed } }: { task: BonusTask; month: BonusMonth }) {
  return (
    <li className={`${grid} py-2.5`}>
      <div className="min-w-0">
        <bdi className="font-[560] [overflow-wrap:anywhere]">{task.task}</bdi>
        {task.estimatedMinor === null && (
          <p className="text-small text-text-3">
            <Trans>Its amounts are not public; a report of the running month would estimate it.</Trans>
          </p>
        )}
      </div>
      <Cell head={<Trans>Estimated</Trans>}>
        <Amount minor={task.estimatedMinor} estimated none={<Trans>no estimate</Trans>} />
      </Cell>
      <Cell head={<Trans>Confirmed</Trans>}>
        <Amount minor={task.confirmedMinor} none={closed ? <Trans>no figure</Trans> : <Trans>not yet</Trans>} />
      </Cell>
      <Cell head={<Trans>Difference</Trans>}>
        <Difference minor={task.differenceMinor} />
        {task.differing > 0 && (
          <span className="block text-small text-text-3">
            <Plural value={task.differing} one="with # creator" other="with # creators" />
          </span>
        )}
      </Cell>
      <Cell head={<Trans>Given to</Trans>}>
        <Plural value={task.creators} one="# creator" other="# creators" />
      </Cell>
    </li>
  );
}
