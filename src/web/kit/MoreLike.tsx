import { plural, t } from '@lingui/core/macro';
import { number } from '../format.ts';
import { Btn } from './Btn.tsx';
import { tell } from './Toast.tsx';

/** As many as a search takes. */
const most = 5;

/** Over creators who are picked: a search for others like them. More than five are said and not taken. */
export function MoreLike({ creatorIds, onMore }: { creatorIds: string[]; onMore: (creatorIds: string[]) => void }) {
  const go = () =>
    creatorIds.length > most ? tell({ title: t`Others can be like ${number(most)} creators at most.` }) : onMore(creatorIds);
  return (
    <Btn bare onClick={go}>
      {plural(creatorIds.length, { one: 'More like this one', other: 'More like these' })}
    </Btn>
  );
}
