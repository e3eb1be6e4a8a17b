import { Trans, useLingui } from '@lingui/react/macro';
import type { Change } from '../words/policies.ts';
import { Table, Td, Th } from './Table.tsx';

/** Two versions of a rule, where they differ: field by field, in words, before and after. */
export function Changes({ changes, caption }: { changes: Change[]; caption: string }) {
  const { t } = useLingui();
  if (changes.length === 0) {
    return (
      <p className="prov">
        <Trans>Nothing differs from what is in force.</Trans>
      </p>
    );
  }
  return (
    <div className="table-scroll [&_:is(td,th):first-child]:ps-0! [&_td]:py-2! [&_thead]:bg-transparent!">
      <Table
        caption={caption}
        head={
          <>
            <Th>{t`What`}</Th>
            <Th>{t`Before`}</Th>
            <Th>{t`After`}</Th>
          </>
        }
      >
        {changes.map(({ label, before, after }) => (
          <tr key={label}>
            <Td>{label}</Td>
            <Td>
              <span className="text-text-2">{before ?? t`not there`}</span>
            </Td>
            <Td>
              <b className="font-[560]">{after ?? t`not there`}</b>
            </Td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
