import type { ReactNode } from 'react';

/** A word about somebody: category, language, hour. Not a button. */
export function Tag({ children, line = false }: { children: ReactNode; line?: boolean | undefined }) {
  return (
    <span className={line ? 'tag lined' : 'tag'}>
      <bdi>{children}</bdi>
    </span>
  );
}
