import type { FileKind } from '../contract.ts';
import { reasons } from '../contract.ts';
import { partBytes } from '../contract.ts';

export type FileRefusal = Extract<keyof typeof reasons, `messages.file_${'kind' | 'mixed' | 'broken' | 'huge' | 'active'}`>;
type Judged = FileKind | FileRefusal;

/** Points that a picture may have, over all of its frames, and on its longer side. */
export const pointsMax = 50_000_000;
export const sideMax = 16_384;

const startsWith = (b: Uint8Array, at: number, ...signs: number[]) => signs.every((s, i) => b[at + i] === s);
const ascii = (b: Uint8Array, from: number, to: number) => String.fromCharCode(...b.subarray(from, Math.min(to, b.length)));
const u16 = (b: Uint8Array, at: number) => (b[at]! << 8) | b[at + 1]!;
const u32 = (b: Uint8Array, at: number) => u16(b, at) * 65_536 + u16(b, at + 2);
const l24 = (b: Uint8Array, at: number) => b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16);
const l32 = (b: Uint8Array, at: number) => l24(b, at) + b[at + 3]! * 16_777_216;

const sized = (width: number, height: number, frames: number, kind: FileKind): Judged => {
  if (width < 1 || height < 1) return 'messages.file_broken';
  return width > sideMax || height > sideMax || width * height * frames > pointsMax ? 'messages.file_huge' : kind;
};

/** Piece by piece to the end that it names; behind it nothing. */
function judgePng(b: Uint8Array): Judged {
  if (b.length < 45 || u32(b, 8) !== 13 || ascii(b, 12, 16) !== 'IHDR') return 'messages.file_broken';
  let frames = 1;
  for (let at = 8; at + 12 <= b.length;) {
    const [length, name] = [u32(b, at), ascii(b, at + 4, at + 8)];
    if (at + 12 + length > b.length) return 'messages.file_broken';
    if (name === 'acTL') frames = Math.max(1, u32(b, at + 8));
    at += 12 + length;
    if (name === 'IEND') return at === b.length ? sized(u32(b, 16), u32(b, 20), frames, 'png') : 'messages.file_mixed';
  }
  return 'messages.file_broken';
}

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** The size stands in its frame; the picture ends with its end mark, and the file with it. */
function judgeJpeg(b: Uint8Array): Judged {
  let size: Judged | undefined;
  for (let at = 2; at + 4 <= b.length;) {
    if (b[at] !== 0xff) return 'messages.file_broken';
    const marker = b[at + 1]!;
    if (marker === 0xff) at++;
    else if (marker === 0xd9) return 'messages.file_mixed';
    else {
      const length = u16(b, at + 2);
      if (length < 2 || at + 2 + length > b.length) return 'messages.file_broken';
      if (isFrame(marker)) size ??= length < 8 ? 'messages.file_broken' : sized(u16(b, at + 7), u16(b, at + 5), 1, 'jpeg');
      at += 2 + length;
      if (marker === 0xda) at = pastScan(b, at);
      if (startsWith(b, at, 0xff, 0xd9)) return at + 2 === b.length ? (size ?? 'messages.file_broken') : 'messages.file_mixed';
    }
  }
  return 'messages.file_broken';
}
/** The next marker behind the points of a scan. */
function pastScan(b: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < b.length && (b[at] !== 0xff || b[at + 1] === 0 || b[at + 1] === 0xff || (b[at + 1]! >= 0xd0 && b[at + 1]! <= 0xd7))) at++;
  return at;
}

const webpSize: Record<string, (b: Uint8Array, at: number) => [number, number]> = {
  'VP8 ': (b, at) => [(b[at + 6]! | (b[at + 7]! << 8)) & 0x3fff, (b[at + 8]! | (b[at + 9]! << 8)) & 0x3fff],
  VP8L: (b, at) => [1 + (l32(b, at + 1) & 0x3fff), 1 + ((l32(b, at + 1) >>> 14) & 0x3fff)],
  VP8X: (b, at) => [1 + l24(b, at + 4), 1 + l24(b, at + 7)],
};
function judgeWebp(b: Uint8Array): Judged {
  const end = 8 + l32(b, 4);
  if (end < 30 || end > b.length) return 'messages.file_broken';
  if (b.length > end + (end % 2)) return 'messages.file_mixed';
  let [first, frames] = [undefined as [number, number] | undefined, 0];
  for (let at = 12; at + 8 <= end;) {
    const [name, length] = [ascii(b, at, at + 4), l32(b, at + 4)];
    if (at + 8 + length > b.length) return 'messages.file_broken';
    first ??= length < 10 && name !== 'VP8L' ? undefined : webpSize[name]?.(b, at + 8);
    if (first === undefined) return 'messages.file_broken';
    if (name === 'ANMF') frames++;
    at += 8 + length + (length % 2);
  }
  return first ? sized(first[0], first[1], Math.max(1, frames), 'webp') : 'messages.file_broken';
}

/** Names by which a PDF runs something, opens something else, or carries another file; and the lock that keeps us from looking. */
const active =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoTo[ER]|GoTo3DView|Rendition|Movie|Sound|XFA|Encrypt)(?![A-Za-z0-9])/;
/** A name may be written with its letters as numbers. */
const plainNames = (text: string) => text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
/** Whether something of a PDF, its packed objects among it, would do more than be read. */
export const isActive = (text: string): boolean => active.test(plainNames(text));

/** More packed objects than any document that people send has; each is unpacked. */
const packedMax = 2000;
/** What names packed objects in a plain way: one dictionary, in which they are packed once, or not at all. */
function isPlainHead(head: string): boolean {
  const filters = head.match(/\/(Filter|F)(?![A-Za-z0-9])/g) ?? [];
  return (
    head.split('<<').length === 2 &&
    !/[%(]|\/(DecodeParms|DP|FFilter|FDecodeParms)(?![A-Za-z0-9])|\bendobj\b/.test(head) &&
    head.match(/\/ObjStm(?![A-Za-z0-9])/g)?.length === 1 &&
    (filters.length === 0 || (filters.length === 1 && /\/Filter\s*(\/FlateDecode(?![A-Za-z0-9])|\[\s*\/FlateDecode\s*\])/.test(head)))
  );
}
/**
 * Where packed objects begin and end in a PDF, read as latin1; undefined: packed, named or written about in a way that we do not unpack. Each
 * place that names them is looked at by itself, so that nothing elsewhere can stand in for it.
 */
export function packedObjects(text: string): { from: number; to: number }[] | undefined {
  const named = [...text.matchAll(/\/ObjStm(?![A-Za-z0-9])/g)].map(({ index }) => index);
  const written = plainNames(text).match(/\/ObjStm(?![A-Za-z0-9])/g)?.length ?? 0;
  if (named.length > packedMax || written !== named.length) return undefined;
  const found: { from: number; to: number }[] = [];
  for (const at of named) {
    const begun = text.lastIndexOf('obj', at);
    const stream = /stream\r?\n/.exec(text.slice(at, at + 4096));
    if (begun < 0 || at - begun > 4096 || !stream) return undefined;
    const from = at + stream.index + stream[0].length;
    const to = text.indexOf('endstream', from);
    if (to < 0 || !isPlainHead(text.slice(begun + 3, at + stream.index))) return undefined;
    found.push({ from, to });
  }
  return found;
}

/** Bytes as a PDF reads its words. */
export const latin1 = (b: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < b.length; at += 8192) text += String.fromCharCode(...b.subarray(at, at + 8192));
  return text;
};

/** `unpacked`: the words of its packed objects; undefined: not all of them could be unpacked. */
function judgePdf(b: Uint8Array, unpacked: string | undefined): Judged {
  const text = latin1(b);
  if (!/^%PDF-[12]\.\d/.test(text) || !/%%EOF\s{0,8}$/.test(text)) return 'messages.file_broken';
  if (unpacked === undefined || isActive(text) || isActive(unpacked)) return 'messages.file_active';
  return 'pdf';
}

/** What a browser or a machine would carry out. */
const carriedOut = /<\s*(script|html|svg|iframe|object|embed|\?php|\?xml|!doctype|!entity)|javascript:|^#!|^\s*\{\\rtf|^%!PS|^MZ/i;
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
function judgeText(b: Uint8Array): Judged {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(b);
  } catch {
    return 'messages.file_kind';
  }
  return controls.test(text) || carriedOut.test(text) ? 'messages.file_kind' : 'text';
}

/** The end of an archive lies near the end of a file, whatever stands before it. */
const hasArchive = (b: Uint8Array) => latin1(b.subarray(Math.max(0, b.length - 65_600))).includes('PK\u0005\u0006');
const hasMarkup = (b: Uint8Array) => /<\s*(script|html|svg|iframe|\?php|!doctype)|javascript:/i.test(latin1(b));

export const isPdf = (b: Uint8Array): boolean => ascii(b, 0, 5) === '%PDF-';
/**
 * What a file is, by looking into it; or why it is not taken. Its name and what its sender calls it count for nothing. `unpack` gives the words of
 * a PDF's packed objects, within bounds.
 */
export function judge(b: Uint8Array, unpack: (text: string) => string | undefined): Judged {
  const picture =
    (startsWith(b, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) && judgePng) ||
    (startsWith(b, 0, 0xff, 0xd8, 0xff) && judgeJpeg) ||
    (ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP' && judgeWebp);
  const judged = picture ? picture(b) : isPdf(b) ? judgePdf(b, unpack(latin1(b))) : judgeText(b);
  if (judged.startsWith('messages.')) return judged;
  if (hasArchive(b) || (picture && hasMarkup(b))) return 'messages.file_mixed';
  return judged;
}
export const isRefused = (judged: Judged): judged is FileRefusal => judged.startsWith('messages.');

const endings: Record<FileKind, string> = { png: '.png', jpeg: '.jpg', webp: '.webp', pdf: '.pdf', text: '.txt' };
/** How the file is called from then on: its last part, without what a file system or a reader could stumble over, with the ending of what it is. */
export function cleanName(name: string, kind: FileKind): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1)!;
  const bare = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*;%]/gu, '_')
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '');
  const short = Array.from(bare).slice(0, 80).join('').trim();
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short) ? `_${short}` : short;
  return `${safe === '' ? 'file' : safe}${endings[kind]}`;
}

const types: Record<FileKind, string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  pdf: 'application/pdf',
  text: 'text/plain; charset=utf-8',
};
export const typeOf = (kind: FileKind): string => types[kind];

/** How long the n-th part of a file is. */
export const partLength = ({ bytes, parts }: { bytes: number; parts: number }, n: number): number =>
  n === parts - 1 ? bytes - n * partBytes : partBytes;
