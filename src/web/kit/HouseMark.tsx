import type { ReactNode } from 'react';
import { seed } from './seed.ts';

const ink = 'var(--ink)';

const marks: (() => ReactNode)[] = [
  () => (
    <>
      <path d="M10 10h9v20h-9zM21 21h9v9h-9z" fill={ink} />
      <path d="M21.75 10.75h7.5v7.5h-7.5z" fill="none" stroke={ink} strokeWidth="1.5" />
    </>
  ),
  () => <path d="M9 31V20a11 11 0 0 1 22 0v11h-6V20a5 5 0 0 0-10 0v11z" fill={ink} />,
  () => (
    <>
      <circle cx="20" cy="17" r="8" fill={ink} />
      <path d="M8 30h24" stroke={ink} strokeWidth="3" />
    </>
  ),
  () => <path d="M20 8a12 12 0 1 0 0 24 12 12 0 0 0 0-24zm4 4a8 8 0 1 1-8 13 9 9 0 0 0 8-13z" fill={ink} />,
  () => (
    <>
      <circle cx="14" cy="14" r="5" fill={ink} />
      <circle cx="26" cy="20" r="5" fill={ink} />
      <circle cx="14" cy="27" r="5" fill="none" stroke={ink} strokeWidth="2" />
    </>
  ),
  () => <path d="M11 11h18v6H17v4h12v8H11" fill="none" stroke={ink} strokeWidth="3.4" />,
  () => <path d="M8 28 20 10l12 18z" fill="none" stroke={ink} strokeWidth="3.2" strokeLinejoin="round" />,
  () => <path d="M9 12c8 0 11 3 11 9 0-6 3-9 11-9-1 9-4 16-11 18-7-2-10-9-11-18z" fill={ink} />,
  () => <path d="M20 8v24M8 20h24M12 12l16 16M28 12 12 28" stroke={ink} strokeWidth="3" strokeLinecap="round" />,
  () => <path d="M9 15h22M9 20h15M9 25h22" stroke={ink} strokeWidth="3.2" strokeLinecap="round" />,
  () => (
    <>
      <path d="M20 8 32 20 20 32 8 20z" fill="none" stroke={ink} strokeWidth="2.6" strokeLinejoin="round" />
      <circle cx="20" cy="20" r="4" fill={ink} />
    </>
  ),
  () => <path d="M8 26a12 12 0 0 1 24 0h-6a6 6 0 0 0-12 0zM17 26h6v5h-6z" fill={ink} />,
];

/** An agency: a drawn mark, turned by quarters; two houses may still share one, so the name always stands beside it. Decorative. */
export function HouseMark({ id, size = 38 }: { id: string; size?: number | undefined }) {
  const n = seed(id);
  return (
    <svg className="house" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <g transform={`rotate(${((n >>> 8) % 4) * 90} 20 20)`}>{marks[n % marks.length]?.()}</g>
    </svg>
  );
}

/** Greenroom's own mark: a lamp and its pool of light. */
export function Lamp({ size = 30 }: { size?: number | undefined }) {
  return (
    <svg className="rounded-[22%]" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" fill={ink} />
      <path d="M20 9 11 28.5h18z" fill="var(--on-ink)" opacity=".34" />
      <ellipse cx="20" cy="29" rx="11" ry="3.6" fill="var(--on-ink)" />
      <circle cx="20" cy="9.5" r="3" fill="var(--on-ink)" />
    </svg>
  );
}
