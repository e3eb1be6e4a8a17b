import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Face } from './fonts.ts';
import type { Subsetter } from './subset.ts';
import type { Line, Sign, Style } from './text.ts';

/** A4, in points; distances are counted from the upper edge. */
export const paper = { width: 595.28, height: 841.89 };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface Page {
  ops: string[];
  links: { box: Box; url: string }[];
  /** Tags of what can be read on it, in its order. */
  tags: string[];
}
interface Used {
  face: Face;
  name: string;
  /** A number for each sign together with what it stands for: the same form may stand for two things. */
  codes: Map<string, { code: number; sign: Sign }>;
}

const round = (n: number): string => String(Math.round(n * 1000) / 1000);
const hex = (n: number): string => n.toString(16).padStart(4, '0');
const utf16 = (text: string): string => Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join('');
const said = (text: string): string => `<feff${utf16(text)}>`;
const colorOf = (color: string): string =>
  [1, 3, 5].map((at) => String(Math.round((parseInt(color.slice(at, at + 2), 16) / 255) * 1000) / 1000)).join(' ');
const instant = (at: Date): string => `(D:${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z)`;

export interface About {
  title: string;
  brand: string;
  locale: string;
  direction: 'ltr' | 'rtl';
  at: Date;
}

/** A file as it is drawn: pages, and at the end the fonts with the signs that were used. */
export function openDocument(about: About) {
  const pages: Page[] = [];
  const fonts = new Map<string, Used>();
  const page = (): Page => pages.at(-1)!;
  const fontOf = (face: Face): Used => {
    const known = fonts.get(face.key) ?? { face, name: `F${fonts.size + 1}`, codes: new Map() };
    fonts.set(face.key, known);
    return known;
  };
  const codeOf = ({ codes }: Used, sign: Sign): number => {
    const key = `${sign.id} ${sign.text}`;
    const known = codes.get(key) ?? { code: codes.size + 1, sign };
    codes.set(key, known);
    return known.code;
  };

  /** Dots and marks of letters: drawn as forms, so that whoever reads the text meets whole letters alone. */
  const loose: string[] = [];

  function drawRun(face: Face, signs: readonly Sign[], size: number, [x, y]: [number, number]): void {
    const used = fontOf(face);
    const { ops } = page();
    ops.push(`/${used.name} ${round(size)} Tf`);
    let at = x;
    let open: string | undefined;
    const flush = () => {
      if (open !== undefined) ops.push(`${open}] TJ`);
      open = undefined;
    };
    for (const sign of signs) {
      if (sign.text === '' && Math.abs(sign.advance) < 0.001) {
        loose.push(outline(face, sign.id, size / face.upem, [at + sign.dx * size, y + sign.dy * size]));
        continue;
      }
      const code = `<${hex(codeOf(used, sign))}>`;
      const natural = face.font.glyphHAdvance(sign.id) / face.upem;
      if (sign.dx !== 0 || sign.dy !== 0) {
        flush();
        ops.push(`1 0 0 1 ${round(at + sign.dx * size)} ${round(y + sign.dy * size)} Tm ${code} Tj`);
      } else {
        open ??= `1 0 0 1 ${round(at)} ${round(y)} Tm [`;
        const more = (natural - sign.advance) * 1000;
        open += Math.abs(more) < 0.01 ? code : `${code}${round(more)}`;
      }
      at += sign.advance * size;
    }
    flush();
  }

  return {
    turn: (): void => void pages.push({ ops: [], links: [], tags: [] }),
    pages: () => pages.length,
    /** What follows is drawn on this page. */
    onPage(n: number, draw: () => void): void {
      const kept = pages.splice(n + 1);
      draw();
      pages.push(...kept);
    },
    /** What is drawn inside is read as this: a heading, a paragraph. */
    tagged(tag: 'H1' | 'H2' | 'P', draw: () => void): void {
      const { ops, tags } = page();
      ops.push(`/${tag} <</MCID ${tags.length}>> BDC`);
      tags.push(tag);
      draw();
      ops.push('EMC');
    },
    /** What is for the eye alone. */
    apart(draw: () => void): void {
      page().ops.push('/Artifact BMC');
      draw();
      page().ops.push('EMC');
    },
    /** One line, its baseline at `y`. */
    line(line: Line, { size, color }: Style, x: number, y: number): void {
      const { ops } = page();
      ops.push('BT', `${colorOf(color)} rg`);
      let at = x;
      for (const { face, signs } of line.runs) {
        drawRun(face, signs, size, [at, paper.height - y]);
        at += signs.reduce((sum, { advance }) => sum + advance, 0) * size;
      }
      ops.push('ET', ...loose.splice(0));
    },
    rule(x: number, y: number, width: number, color: string): void {
      page().ops.push(
        `${colorOf(color)} RG 0.5 w ${round(x)} ${round(paper.height - y)} m ${round(x + width)} ${round(paper.height - y)} l S`,
      );
    },
    fill({ x, y, width, height }: Box, color: string): void {
      page().ops.push(`${colorOf(color)} rg ${round(x)} ${round(paper.height - y - height)} ${round(width)} ${round(height)} re f`);
    },
    /** A sheet with round corners and an edge. */
    sheet(box: Box, radius: number, color: string, edge: string): void {
      page().ops.push(`${colorOf(color)} rg ${colorOf(edge)} RG 0.6 w ${rounded(box, radius)} B`);
    },
    link: (box: Box, url: string): void => void page().links.push({ box, url }),
    finish: (subsetter: Subsetter): Uint8Array => write(about, pages, [...fonts.values()], subsetter),
  };
}
export type Document = ReturnType<typeof openDocument>;

/** The form of a glyph, filled. */
function outline({ font }: Face, id: number, scale: number, [x, y]: [number, number]): string {
  let [fromX, fromY] = [0, 0];
  const ops = font.glyphToJson(id).map(({ type, values }) => {
    const [a = 0, b = 0, c = 0, d = 0] = values;
    const [px, py] = [fromX, fromY];
    if (values.length >= 2) [fromX, fromY] = values.slice(-2) as [number, number];
    if (type === 'M') return `${values.join(' ')} m`;
    if (type === 'L') return `${values.join(' ')} l`;
    if (type === 'C') return `${values.join(' ')} c`;
    // A quadratic curve as a cubic one.
    if (type === 'Q')
      return (
        [px + ((a - px) * 2) / 3, py + ((b - py) * 2) / 3, c + ((a - c) * 2) / 3, d + ((b - d) * 2) / 3, c, d].map(round).join(' ') + ' c'
      );
    return 'h';
  });
  return `q ${[scale, 0, 0, scale, x, y].map((n) => String(Math.round(n * 1e5) / 1e5)).join(' ')} cm ${ops.join(' ')} f Q`;
}

function rounded({ x, y, width, height }: Box, r: number): string {
  const k = r * 0.5523;
  const [x0, x1, y0, y1] = [x, x + width, paper.height - y - height, paper.height - y];
  const to = (...points: number[]) => points.map(round).join(' ');
  return [
    `${to(x0 + r, y0)} m ${to(x1 - r, y0)} l ${to(x1 - r + k, y0, x1, y0 + r - k, x1, y0 + r)} c`,
    `${to(x1, y1 - r)} l ${to(x1, y1 - r + k, x1 - r + k, y1, x1 - r, y1)} c`,
    `${to(x0 + r, y1)} l ${to(x0 + r - k, y1, x0, y1 - r + k, x0, y1 - r)} c`,
    `${to(x0, y0 + r)} l ${to(x0, y0 + r - k, x0 + r - k, y0, x0 + r, y0)} c h`,
  ].join(' ');
}

/** Objects under their numbers, in the order in which they are made. */
function openObjects() {
  const objects: Buffer[] = [];
  const bytes = (...parts: (string | Uint8Array)[]) =>
    Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p)));
  return {
    objects,
    reserve: (): number => objects.push(Buffer.alloc(0)),
    put: (n: number, body: string): void => void (objects[n - 1] = bytes(body)),
    add: (body: string): number => objects.push(bytes(body)),
    stream(content: string | Uint8Array, more = ''): number {
      const packed = deflateSync(typeof content === 'string' ? Buffer.from(content, 'latin1') : content, { level: 9 });
      return objects.push(bytes(`<</Filter/FlateDecode/Length ${packed.length}${more}>>stream\n`, packed, '\nendstream'));
    },
  };
}
type Objects = ReturnType<typeof openObjects>;

function write(about: About, pages: readonly Page[], fonts: readonly Used[], subsetter: Subsetter): Uint8Array {
  const file = openObjects();
  const [catalog, tree, root, holder] = [file.reserve(), file.reserve(), file.reserve(), file.reserve()];
  const resources = file.add(`<</Font<<${fonts.map((used) => `/${used.name} ${writeFont(file, used, subsetter)} 0 R`).join('')}>>>>`);
  const ids = pages.map(() => file.reserve());
  const parents: string[] = [];
  const kids: number[] = [];
  for (const [n, { ops, links, tags }] of pages.entries()) {
    const content = file.stream(ops.join('\n'));
    const notes = links.map(({ box, url }) => writeLink(file, box, url));
    const page = ids[n]!;
    const annots = notes.length > 0 ? `/Annots[${notes.map((note) => `${note} 0 R`).join(' ')}]` : '';
    file.put(
      page,
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${paper.width} ${paper.height}]/Resources ${resources} 0 R/Contents ${content} 0 R/StructParents ${n}/Tabs/S${annots}>>`,
    );
    const here = tags.map((tag, i) => file.add(`<</Type/StructElem/S/${tag}/P ${holder} 0 R/Pg ${page} 0 R/K ${i}>>`));
    kids.push(...here);
    parents.push(`${n} [${here.map((one) => `${one} 0 R`).join(' ')}]`);
  }
  file.put(tree, `<</Type/Pages/Count ${pages.length}/Kids[${ids.map((one) => `${one} 0 R`).join(' ')}]>>`);
  file.put(root, `<</Type/StructTreeRoot/K ${holder} 0 R/ParentTree <</Nums[${parents.join(' ')}]>>/ParentTreeNextKey ${pages.length}>>`);
  file.put(holder, `<</Type/StructElem/S/Document/P ${root} 0 R/K[${kids.map((one) => `${one} 0 R`).join(' ')}]>>`);
  const direction = about.direction === 'rtl' ? '/Direction/R2L' : '';
  file.put(
    catalog,
    `<</Type/Catalog/Pages ${tree} 0 R/Lang(${about.locale})/StructTreeRoot ${root} 0 R/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true${direction}>>>>`,
  );
  const info = file.add(
    `<</Title ${said(about.title)}/Author ${said(about.brand)}/Producer ${said(about.brand)}/CreationDate ${instant(about.at)}/ModDate ${instant(about.at)}>>`,
  );
  return bind(file.objects, catalog, info);
}

function writeLink(file: Objects, { x, y, width, height }: Box, url: string): number {
  const rect = [x, paper.height - y - height, x + width, paper.height - y].map(round).join(' ');
  const safe = url.replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
  return file.add(`<</Type/Annot/Subtype/Link/Rect[${rect}]/Border[0 0 0]/F 4/Contents ${said(url)}/A<</S/URI/URI(${safe})>>>>`);
}

/** What a font's number of six letters comes from: the same signs give the same letters. */
const prefixOf = (bytes: Uint8Array): string =>
  [...createHash('sha256').update(bytes).digest().subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');

function writeFont(file: Objects, { face, codes }: Used, subsetter: Subsetter): number {
  const all = [...codes.values()];
  const bytes = subsetter.keep(face.bytes, new Set([0, ...all.map(({ sign }) => sign.id)]));
  const name = `${prefixOf(bytes)}+${face.key.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
  const per = (n: number) => Math.round((n / face.upem) * 1000);
  const program = file.stream(bytes, `/Length1 ${bytes.byteLength}`);
  const [up, down] = [per(face.ascent), per(face.descent)];
  const descriptor = file.add(
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[-1000 ${down} 2000 ${up}]/ItalicAngle 0/Ascent ${up}/Descent ${down}/CapHeight 700/StemV 80/FontFile2 ${program} 0 R>>`,
  );
  const map = Buffer.alloc((all.length + 1) * 2);
  for (const { code, sign } of all) map.writeUInt16BE(sign.id, code * 2);
  const widths = all.map(({ sign }) => per(face.font.glyphHAdvance(sign.id))).join(' ');
  const inner = file.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor} 0 R/DW 1000/W[1[${widths}]]/CIDToGIDMap ${file.stream(map)} 0 R>>`,
  );
  const words = file.stream(wordsOf(all.map(({ code, sign }) => [code, sign.text])));
  return file.add(`<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${inner} 0 R]/ToUnicode ${words} 0 R>>`);
}

/** What each number stands for, so that the text can be found, copied and read aloud. */
function wordsOf(pairs: readonly (readonly [number, string])[]): string {
  const lines = pairs.map(([code, text]) => `<${hex(code)}> <${utf16(text === '' ? '\u200b' : text)}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, i) => lines.slice(i * 100, i * 100 + 100));
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

/** The objects one after the other, and where each lies. */
function bind(objects: readonly Buffer[], catalog: number, info: number): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0]!.length;
  const places = objects.map((body, i) => {
    const place = at;
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    at += whole.length;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const id = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32);
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const tail = `trailer\n<</Size ${objects.length + 1}/Root ${catalog} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]>>\nstartxref\n${at}\n%%EOF\n`;
  return new Uint8Array(Buffer.concat([...parts, Buffer.from(head + tail, 'latin1')]));
}
