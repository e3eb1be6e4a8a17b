import { encode } from 'uqr';
import type { Row, Sheet } from '#src/features/copies/ports.ts';
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
const bottom = paper.height - 60;
const gap = 18;
/** As wide as is pleasant; `tight` where that saves a page. */
const spaces = {
  roomy: { top: 48, head: 40, under: 20, parties: 22, row: 4.5, section: 20, text: 9.5, line: 13.5 },
  tight: { top: 40, head: 32, under: 15, parties: 15, row: 3, section: 12, text: 9, line: 12.5 },
};
export type Density = keyof typeof spaces;

export async function layOut(sheet: Sheet, doc: Document, setter: Typesetter, density: Density): Promise<void> {
  const space = spaces[density];
  const { top } = space;
  const [whatStyle, howStyle] = [styles.what, styles.how].map((one) => ({ ...one, size: space.text, line: space.line })) as [Style, Style];
  const rtl = sheet.direction === 'rtl';
  let y = top;
  /** The left edge of something so wide, so far from the side at which reading begins. */
  const from = (offset: number, wide: number) => (rtl ? paper.width - left - offset - wide : left + offset);
  const set = (text: string, how: Style, wide: number) => setter.set(text, how, wide);
  const heightOf = ({ style: { line }, lines }: Block) => lines.length * line;
  const draw = (block: Block, at: { offset: number; y: number; wide: number; end?: boolean }) => {
    const { size, line } = block.style;
    for (const [i, one] of block.lines.entries()) {
      const toRight = at.end ? !rtl : rtl;
      const x = from(at.offset, at.wide) + (toRight ? at.wide - one.width : 0);
      doc.line(one, block.style, x, at.y + i * line + (line - size) / 2 + size * 0.86);
    }
  };
  const room = (height: number) => {
    if (y + height <= bottom) return;
    doc.turn();
    y = top;
  };

  doc.turn();
  await head();
  await say();
  await parties();
  for (const section of sheet.sections) await rows(section.title, section.rows);
  await check();
  await notes();
  await foot();

  async function head() {
    const brand = await set(sheet.head.brand, styles.brand, width / 2);
    const note = await set(sheet.head.note, styles.note, width / 2);
    doc.tagged('P', () => draw(brand, { offset: 0, y, wide: width / 2 }));
    doc.tagged('P', () => draw(note, { offset: width / 2, y: y + 2, wide: width / 2, end: true }));
    y += space.head;
  }
  async function say() {
    const sentence = await balanced(sheet.say, styles.say);
    const under = await set(sheet.under, styles.under, width);
    doc.tagged('H1', () => draw(sentence, { offset: 0, y, wide: width }));
    y += heightOf(sentence) + 5;
    doc.tagged('P', () => draw(under, { offset: 0, y, wide: width }));
    y += heightOf(under) + space.under;
  }
  /** Lines about as long as each other: no single sign stands on a line of its own. */
  async function balanced(text: string, how: Style): Promise<Block> {
    let best = await set(text, how, width);
    for (let part = 0.95; best.lines.length > 1 && part >= 0.5; part -= 0.05) {
      const narrower = await set(text, how, width * part);
      if (narrower.lines.length > best.lines.length) break;
      best = narrower;
    }
    return best;
  }
  async function parties() {
    const wide = (width - gap * (sheet.parties.length - 1)) / sheet.parties.length;
    const columns = await Promise.all(
      sheet.parties.map(async (party) => [
        await set(party.label, styles.label, wide),
        await set(party.name, styles.name, wide),
        ...(await Promise.all(party.lines.map((one) => set(one, styles.detail, wide)))),
      ]),
    );
    const height = Math.max(...columns.map((blocks) => blocks.reduce((sum, block) => sum + heightOf(block), 0)));
    for (const [i, blocks] of columns.entries()) {
      const offset = i * (wide + gap);
      doc.apart(() => doc.rule(from(offset, wide), y, wide, ink.ink));
      let at = y + 7;
      for (const block of blocks) {
        doc.tagged('P', () => draw(block, { offset, y: at, wide }));
        at += heightOf(block);
      }
    }
    y += height + 7 + space.parties;
  }
  async function rows(title: string, all: readonly Row[]) {
    const first = width * 0.36;
    const second = width - first - gap;
    const heading = await set(title, styles.title, width);
    const cells = await Promise.all(
      all.map(async (row) => [await set(row.what, whatStyle, first), await set(row.how, howStyle, second)] as const),
    );
    const tall = cells.map(([what, how]) => Math.max(heightOf(what), heightOf(how)) + 2 * space.row);
    const whole = tall.reduce((sum, one) => sum + one, heightOf(heading) + 6);
    // A short list is not torn apart; of a long one a row goes along with its title.
    room(whole < (bottom - top) / 2 ? whole : heightOf(heading) + 6 + (tall[0] ?? 0));
    doc.tagged('H2', () => draw(heading, { offset: 0, y, wide: width }));
    y += heightOf(heading) + 6;
    for (const [i, [what, how]] of cells.entries()) {
      room(tall[i]!);
      doc.apart(() => doc.rule(left, y, width, ink.line));
      doc.tagged('P', () => draw(what, { offset: 0, y: y + space.row, wide: first }));
      doc.tagged('P', () => draw(how, { offset: first + gap, y: y + space.row, wide: second }));
      y += tall[i]!;
    }
    doc.apart(() => doc.rule(left, y, width, ink.line));
    y += space.section;
  }
  async function check() {
    const pad = 14;
    const side = 74;
    const wide = width - 3 * pad - side;
    const { title, text, code, address, url } = sheet.check;
    const blocks = [
      await set(title, styles.checkTitle, wide),
      await set(code, styles.code, wide),
      await set(address, styles.address, wide),
      await set(text, styles.checkText, wide),
    ];
    const height = Math.max(side, blocks.reduce((sum, block) => sum + heightOf(block), 0) + 8) + 2 * pad;
    room(height);
    doc.apart(() => doc.sheet({ x: left, y, width, height }, 10, ink.lime, ink.edge));
    let at = y + pad;
    for (const [i, block] of blocks.entries()) {
      doc.tagged('P', () => draw(block, { offset: pad, y: at, wide }));
      if (i === 2) doc.link({ x: from(pad, wide), y: at, width: wide, height: heightOf(block) }, url);
      at += heightOf(block) + (i === 2 ? 6 : 1);
    }
    doc.apart(() => square(url, { x: from(width - pad - side, side), y: y + (height - side) / 2, side }));
    y += height + space.section;
  }
  /** The address as a phone reads it. */
  function square(url: string, { x, y: upper, side }: { x: number; y: number; side: number }) {
    const { data, size } = encode(url, { ecc: 'M', border: 0 });
    const one = side / size;
    for (const [row, line] of data.entries())
      for (let at = 0; at < size; at++) {
        const begin = at;
        while (line[at]) at++;
        // A hair wider, so that no gap is seen between two rows.
        if (at > begin) doc.fill({ x: x + begin * one, y: upper + row * one, width: (at - begin) * one, height: one + 0.05 }, ink.text);
      }
  }
  async function notes() {
    for (const note of sheet.notes) {
      const block = await set(note, styles.fine, width);
      room(heightOf(block));
      doc.tagged('P', () => draw(block, { offset: 0, y, wide: width }));
      y += heightOf(block) + 2;
    }
  }
  async function foot() {
    const all = doc.pages();
    const words = await set(sheet.foot, styles.fine, width - 60);
    for (let n = 0; n < all; n++) {
      const number = await set(`\u2066${n + 1} / ${all}\u2069`, styles.fine, 50);
      doc.onPage(n, () => {
        doc.apart(() => {
          draw(words, { offset: 0, y: paper.height - 42, wide: width - 60 });
          draw(number, { offset: width - 50, y: paper.height - 42, wide: 50, end: true });
        });
      });
    }
  }
}
