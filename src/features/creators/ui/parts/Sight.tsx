import { t } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '#src/web/api.ts';
import { Section } from '#src/web/kit/Sheet.tsx';
import { Table, Td, Th, Tr } from '#src/web/kit/Table.tsx';

type Sights = Answer<'creators.visibility'>;
type Sight = Sights['rows'][number]['visitors'];

const parties = ['visitors', 'agencies', 'mine', 'operator'] as const;
const partyWord = (party: (typeof parties)[number]) =>
  ({ visitors: t`Visitors`, agencies: t`Other agencies`, mine: t`Your agency`, operator: t`Operator` })[party];
const fieldWord = (field: Sights['rows'][number]['field']) =>
  ({
    name: t`Name and handles`,
    profile: t`Words, languages, country`,
    figures: t`Figures`,
    live: t`LIVE data by the minute`,
    agency: t`Whether you are with an agency`,
    terms: t`Terms of your membership`,
    account: t`Name of your account`,
    email: t`E-mail`,
    birth: t`Birth date`,
  })[field];
const sightWord = (sight: Sight) => ({ no: t`no`, yes: t`yes`, ranges: t`ranges`, exact: t`exact` })[sight];

/** Who sees what, as the server answers them now: made by the functions that answer them. */
export function SightTable({ sights }: { sights: Sights }) {
  const { t: say } = useLingui();
  return (
    <Section title={<Trans>What each of them sees</Trans>} prov={<Trans>as your permissions stand now</Trans>}>
      <div className="sights">
        <Table
          caption={say`What each of them sees`}
          fixed
          head={
            <>
              <Th width="34%">
                <span className="sr-only">
                  <Trans>What</Trans>
                </span>
              </Th>
              {parties.map((party) => (
                <Th key={party}>{partyWord(party)}</Th>
              ))}
            </>
          }
        >
          {sights.rows.map((row) => (
            <Tr key={row.field}>
              <Td head>{fieldWord(row.field)}</Td>
              {parties.map((party) => (
                <Td key={party}>
                  <span className={row[party] === 'no' ? 'text-text-3' : 'font-[560]'}>{sightWord(row[party])}</span>
                </Td>
              ))}
            </Tr>
          ))}
        </Table>
      </div>
      <p className="mt-2 text-dense text-text-2">
        <Trans>Whoever runs this Greenroom also keeps its database, with all that is stored in it.</Trans>
      </p>
    </Section>
  );
}
