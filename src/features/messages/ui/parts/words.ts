import { t } from '@lingui/core/macro';
import { number } from '#src/web/format.ts';
import type { Item, Last, Side } from './shapes.ts';

export function kindName(kind: Item['files'][number]['kind']): string {
  if (kind === 'png') return t`PNG picture`;
  if (kind === 'jpeg') return t`JPEG picture`;
  if (kind === 'webp') return t`WebP picture`;
  return kind === 'pdf' ? t`PDF document` : t`plain text`;
}

/** "1.2 MB", "640 KB". */
export function size(bytes: number): string {
  return bytes >= 1_048_576 ? t`${number(bytes / 1_048_576, 1)} MB` : t`${number(Math.max(1, Math.round(bytes / 1024)))} KB`;
}

/** The last message in one line, as the list of conversations tells it. */
export function sayLast(last: Last, side: Side): string {
  if (last === null) return t`Nothing to read here any more.`;
  const text = last.text === '' ? t`a file` : last.text.replaceAll(/\s+/gu, ' ');
  return last.side === side ? t`You: ${text}` : text;
}
