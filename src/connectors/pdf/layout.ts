import { encode } from 'uqr';
import type { Sheet } from '#src/features/copies/ports.ts';
import type { Block, Style, Typesetter } from './text.ts';
import { paper, type Document } from './write.ts';

/** The tokens of the screens, by day: a copy is paper. */
const ink = {
  text: '#12221b',
  second: '#425149',
  third: '#5c6860',
  ink: '#174330',
  line: '#d4dbd4',
  lime: '#f6f2ca',
  edge: '#d6ca77',
  limeInk: '#524815',
};
const style = (size: number, line: number, weight: Style['weight'], color: string, track = 0): Style => ({
  size,
  line,
  weight,
  color,
  track,
});
const styles = {
  brand: style(12, 15, 600, ink.ink, -0.01),
  note: style(8.5, 12, 400, ink.third),
  say: style(22, 27.5, 600, ink.text, -0.018),
  under: style(10.5, 15.5, 400, ink.second),
  label: style(8, 11.5, 400, ink.third),
  name: style(12, 16, 600, ink.text, -0.01),
  detail: style(8.5, 12.5, 400, ink.second),
  title: style(12, 16, 600, ink.text, -0.01),
  what: style(9.5, 13.5, 600, ink.text),
  how: style(9.5, 13.5, 400, ink.second),
  checkTitle: style(9.5, 13.5, 600, ink.limeInk),
  checkText: style(8.5, 12.5, 400, ink.text),
  code: style(15, 20, 600, ink.text, 0.03),
  address: style(9.5, 13.5, 600, ink.ink),
  fine: style(7.5, 11, 400, ink.third),
};
const left = 54;
const width = paper.width - 2 * left;
const bottom = paper.height - 54;
const gap = 18;
/** As wide as is pleasant; `tight` where that saves a page. */
const spaces = {
  roomy: { top: 48, head: 40, under: 20, parties: 22, row: 4.5, section: 20, text: 9.5, line: 13.5, pad: 14, side: 74 },
  tight: { top: 40, head: 32, under: 13, parties: 13, row: 2.75, section: 11, text: 8.75, line: 11.75, pad: 11, side: 66 },
};
export type Density = keyof typeof spaces;

const heightOf = ({ style: { line }, lines }: Block): number => lines.length * line;

/** What draws: where it stands on the page, and how wide and from which side one reads. */
function openPen(
  doc: Document,
  setter: Typesetter,
  { direction, space }: { direction: Sheet['direction']; space: (typeof spaces)[Density] },
) {
  const rtl = direction === 'rtl';
  /** The left edge of something so wide, so far from the side at which reading begins. */
  const from = (offset: number, wide: number) => (rtl ? paper.width - left - offset - wide : left + offset);
  doc.turn();
  const pen = {
    doc,
    space,
    y: space.top,
    from,
    set: (text: string, how: Style, wide: number) => setter.set(text, how, wide),
    /** `end`: at the side at which a line ends. */
    draw(block: Block, at: { offset: number; y: number; wide: number; end?: boolean }): void {
      const { size, line } = block.style;
      for (const [i, one] of block.lines.entries()) {
        const toRight = at.end ? !rtl : rtl;
        const x = from(at.offset, at.wide) + (toRight ? at.wide - one.width : 0);
        doc.line(one, block.style, x, at.y + i * line + (line - size) / 2 + size * 0.86);
      }
    },
    /** Another page, where so much does not fit on this one. */
    room(height: number): void {
      if (pen.y + height <= bottom) return;
      doc.turn();
      pen.y = space.top;
    },
  };
  return pen;
}
type Pen = ReturnType<typeof openPen>;

/** Draws a sheet from its head to its foot, over as many pages as it takes. */
export async function layOut(sheet: Sheet, doc: Document, setter: Typesetter, density: Density): Promise<void> {
  const pen = openPen(doc, setter, { direction: sheet.direction, space: spaces[density] });
  await drawHead(pen, sheet);
  await drawSay(pen, sheet);
  await drawParties(pen, sheet);
  for (const section of sheet.sections) await drawRows(pen, section);
  await drawCheck(pen, sheet);
  await drawNotes(pen, sheet);
  await drawFoot(pen, sheet);
}

async function drawHead(pen: Pen, { head }: Sheet): Promise<void> {
  const brand = await pen.set(head.brand, styles.brand, width / 2);
  const note = await pen.set(head.note, styles.note, width / 2);
  pen.doc.tagged('P', () => pen.draw(brand, { offset: 0, y: pen.y, wide: width / 2 }));
  pen.doc.tagged('P', () => pen.draw(note, { offset: width / 2, y: pen.y + 2, wide: width / 2, end: true }));
  pen.y += pen.space.head;
}

async function drawSay(pen: Pen, sheet: Sheet): Promise<void> {
  const sentence = await balanced(pen, sheet.say, styles.say);
  const under = await pen.set(sheet.under, styles.under, width);
  pen.doc.tagged('H1', () => pen.draw(sentence, { offset: 0, y: pen.y, wide: width }));
  pen.y += heightOf(sentence) + 5;
  pen.doc.tagged('P', () => pen.draw(under, { offset: 0, y: pen.y, wide: width }));
  pen.y += heightOf(under) + pen.space.under;
}
/** Lines about as long as each other: no single sign stands on a line of its own. */
async function balanced(pen: Pen, text: string, how: Style): Promise<Block> {
  let best = await pen.set(text, how, width);
  for (let part = 0.95; best.lines.length > 1 && part >= 0.5; part -= 0.05) {
    const narrower = await pen.set(text, how, width * part);
    if (narrower.lines.length > best.lines.length) break;
    best = narrower;
  }
  return best;
}

/** Side by side under a line each, as columns of one height. */
async function drawParties(pen: Pen, { parties }: Sheet): Promise<void> {
  const wide = (width - gap * (parties.length - 1)) / parties.length;
  const columns: Block[][] = [];
  for (const { label, name, lines } of parties) {
    const blocks = [await pen.set(label, styles.label, wide), await pen.set(name, styles.name, wide)];
    for (const line of lines) blocks.push(await pen.set(line, styles.detail, wide));
    columns.push(blocks);
  }
  for (const [i, blocks] of columns.entries()) {
    const offset = i * (wide + gap);
    pen.doc.apart(() => pen.doc.rule(pen.from(offset, wide), pen.y, wide, ink.ink));
    let y = pen.y + 7;
    for (const block of blocks) {
      pen.doc.tagged('P', () => pen.draw(block, { offset, y, wide }));
      y += heightOf(block);
    }
  }
  const tallest = Math.max(...columns.map((blocks) => blocks.reduce((sum, block) => sum + heightOf(block), 0)));
  pen.y += tallest + 7 + pen.space.parties;
}

/** A title, and under it what and how, with a line between two. */
async function drawRows(pen: Pen, { title, rows }: Sheet['sections'][number]): Promise<void> {
  const { doc, space } = pen;
  const first = width * 0.33;
  const second = width - first - gap;
  const [what, how] = [styles.what, styles.how].map((one) => ({ ...one, size: space.text, line: space.line })) as [Style, Style];
  const heading = await pen.set(title, styles.title, width);
  const cells: { what: Block; how: Block; tall: number }[] = [];
  for (const row of rows) {
    const one = { what: await pen.set(row.what, what, first), how: await pen.set(row.how, how, second) };
    cells.push({ ...one, tall: Math.max(heightOf(one.what), heightOf(one.how)) + 2 * space.row });
  }
  const top = heightOf(heading) + 6;
  const whole = cells.reduce((sum, { tall }) => sum + tall, top);
  // A short list is not torn apart; of a long one a row goes along with its title.
  pen.room(whole < (bottom - space.top) / 2 ? whole : top + (cells[0]?.tall ?? 0));
  doc.tagged('H2', () => pen.draw(heading, { offset: 0, y: pen.y, wide: width }));
  pen.y += top;
  for (const cell of cells) {
    pen.room(cell.tall);
    doc.apart(() => doc.rule(left, pen.y, width, ink.line));
    doc.tagged('P', () => pen.draw(cell.what, { offset: 0, y: pen.y + space.row, wide: first }));
    doc.tagged('P', () => pen.draw(cell.how, { offset: first + gap, y: pen.y + space.row, wide: second }));
    pen.y += cell.tall;
  }
  doc.apart(() => doc.rule(left, pen.y, width, ink.line));
  pen.y += space.section;
}

/** The limelight: code, address, what to do, and the square for phones. */
async function drawCheck(pen: Pen, { check }: Sheet): Promise<void> {
  const { doc } = pen;
  const { pad, side } = pen.space;
  const wide = width - 3 * pad - side;
  const address = await pen.set(check.address, styles.address, wide);
  const blocks = [
    await pen.set(check.title, styles.checkTitle, wide),
    await pen.set(check.code, styles.code, wide),
    address,
    await pen.set(check.text, styles.checkText, wide),
  ];
  const height = Math.max(side, blocks.reduce((sum, block) => sum + heightOf(block), 0) + 8) + 2 * pad;
  pen.room(height);
  doc.apart(() => doc.sheet({ x: left, y: pen.y, width, height }, 10, ink.lime, ink.edge));
  let y = pen.y + pad;
  for (const block of blocks) {
    doc.tagged('P', () => pen.draw(block, { offset: pad, y, wide }));
    if (block === address) doc.link({ x: pen.from(pad, wide), y, width: wide, height: heightOf(block) }, check.url);
    y += heightOf(block) + (block === address ? 6 : 1);
  }
  doc.apart(() => drawSquare(doc, check.url, { x: pen.from(width - pad - side, side), y: pen.y + (height - side) / 2, side }));
  pen.y += height + pen.space.section;
}
/** The address as a phone reads it. */
function drawSquare(doc: Document, url: string, { x, y, side }: { x: number; y: number; side: number }): void {
  const { data, size } = encode(url, { ecc: 'M', border: 0 });
  const one = side / size;
  for (const [row, line] of data.entries())
    for (let at = 0; at < size; at++) {
      const begin = at;
      while (line[at]) at++;
      // A hair taller, so that no gap is seen between two rows.
      if (at > begin) doc.fill({ x: x + begin * one, y: y + row * one, width: (at - begin) * one, height: one + 0.05 }, ink.text);
    }
}

async function drawNotes(pen: Pen, { notes }: Sheet): Promise<void> {
  for (const note of notes) {
    const block = await pen.set(note, styles.fine, width);
    pen.room(heightOf(block));
    pen.doc.tagged('P', () => pen.draw(block, { offset: 0, y: pen.y, wide: width }));
    pen.y += heightOf(block) + 2;
  }
}

/** Under each page: where it is from, its code, and which page of how many. */
async function drawFoot(pen: Pen, sheet: Sheet): Promise<void> {
  const { doc } = pen;
  const y = paper.height - 42;
  const all = doc.pages();
  const words = await pen.set(sheet.foot, styles.fine, width - 60);
  for (let n = 0; n < all; n++) {
    const number = await pen.set(`\u2066${n + 1} / ${all}\u2069`, styles.fine, 50);
    const draw = () => {
      pen.draw(words, { offset: 0, y, wide: width - 60 });
      pen.draw(number, { offset: width - 50, y, wide: 50, end: true });
    };
    doc.onPage(n, () => doc.apart(draw));
  }
}
