import { SayBone, Skeleton } from '../kit/States.tsx';
import { PageError } from './PageError.tsx';

/**
 * What stands in a desk's page until its main read has answered: still bones, or why no answer came. The page around it is the
 * screen's own: the focus of somebody who has just arrived stays on it when the answer comes.
 */
export function NotYet({
  read,
  label,
  rows,
  avatar,
}: {
  read: { data: unknown; isError: boolean; error: unknown; refetch: () => unknown };
  label: string;
  rows: number;
  avatar?: boolean;
}) {
  if (read.isError && read.data === undefined) return <PageError error={read.error} again={() => void read.refetch()} />;
  return (
    <>
      <SayBone label={label} />
      <div className="mt-8">
        <Skeleton rows={rows} avatar={avatar} />
      </div>
    </>
  );
}
