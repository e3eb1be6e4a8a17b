import { monogram } from './monogram.ts';
import { seed } from './seed.ts';

/** A person: monogram in a spotlight. Colour and light come from the id; the name stands beside it, so it is decorative. */
export function Avatar({ id, name, size = 34 }: { id: string; name: string; size?: number | undefined }) {
  const n = seed(id);
  const colour = `var(--chart-${(n % 8) + 1})`;
  const text = monogram(name);
  return (
    <svg className="avatar" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" style={{ fill: `color-mix(in oklab, ${colour} 30%, var(--sheet))` }} />
      <circle
        cx={13 + ((n >>> 3) % 150) / 10}
        cy={15 + ((n >>> 11) % 120) / 10}
        r={13 + ((n >>> 19) % 40) / 10}
        style={{ fill: `color-mix(in oklab, ${colour} 52%, var(--sheet))` }}
      />
      <text
        x="20"
        y="21"
        textAnchor="middle"
        dominantBaseline="central"
        fontSize={text.length > 1 ? 15 : 18}
        fontWeight="600"
        fill="var(--text)"
      >
        {text}
      </text>
    </svg>
  );
}
