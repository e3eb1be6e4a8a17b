import type { ReactNode } from 'react';

/** The sentence that opens a screen: the answer in at most 14 words, its second half quieter. Once a screen at full size. */
export function Say({ children, then, small = false }: { children: ReactNode; then?: ReactNode; small?: boolean | undefined }) {
  const text = (
    <>
      {children}
      {then !== undefined && (
        <>
          {' '}
          <i>{then}</i>
        </>
      )}
    </>
  );
  return small ? (
    <h2 className="say small">{text}</h2>
  ) : (
    <h1 className="say" tabIndex={-1}>
      {text}
    </h1>
  );
}
