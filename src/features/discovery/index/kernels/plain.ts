import type { FitScan, Kernels, Machine } from './kernels.ts';

function ones(x: number): number {
  const a = x - ((x >>> 1) & 0x55555555);
  const b = (a & 0x33333333) + ((a >>> 2) & 0x33333333);
  return Math.imul((b + (b >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Halves go to the even neighbour. */
function nearest(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}
function pointsOf({ activity, activityAs, audience, aim, text, language, category }: FitScan, row: number): number {
  let points = activityAs ? activityAs[activity[row]!]! : activity[row]!;
  if (!aim) points += audience?.[row] ?? 0;
  else {
    const size = aim.sizes[row]!;
    if (!Number.isNaN(size)) points += nearest(aim.points * Math.max(0, 1 - Math.abs(size - aim.centre) / aim.width / 2));
  }
  if (text) points += text.points[text.sums[row]!]!;
  if (language) {
    const [from, to] = [language.offsets[row]!, language.offsets[row + 1]!];
    let at = from;
    while (at < to && language.flags[language.codes[at]!] === 0) at++;
    if (at < to) points += at === from ? language.flagged : language.other;
  }
  if (category) {
    let n = 0;
    for (let at = category.offsets[row]!; at < category.offsets[row + 1]!; at++) n += category.flags[category.codes[at]!]!;
    points += category.points[Math.min(n, category.most)]!;
  }
  return points;
}

/** The kernels in TypeScript: what the others must agree with, and what runs where there is no SIMD. */
export const plainKernels: Kernels = {
  and(into, a, b) {
    for (let i = 0; i < into.length; i++) into[i] = a[i]! & b[i]!;
  },
  andNot(into, a, b) {
    for (let i = 0; i < into.length; i++) into[i] = a[i]! & ~b[i]!;
  },
  or(into, a) {
    for (let i = 0; i < into.length; i++) into[i]! |= a[i]!;
  },
  count(a) {
    let n = 0;
    for (let i = 0; i < a.length; i++) n += ones(a[i]!);
    return n;
  },
  countAnd(a, b) {
    let n = 0;
    for (let i = 0; i < a.length; i++) n += ones(a[i]! & b[i]!);
    return n;
  },
  countBytes(set, column, counts) {
    for (let i = 0; i < set.length; i++)
      for (let bits = set[i]!; bits !== 0; bits &= bits - 1) counts[column[i * 32 + 31 - Math.clz32(bits & -bits)]!]!++;
  },
  countCodes(set, offsets, codes, counts) {
    for (let i = 0; i < set.length; i++)
      for (let bits = set[i]!; bits !== 0; bits &= bits - 1) {
        const row = i * 32 + 31 - Math.clz32(bits & -bits);
        for (let at = offsets[row]!, end = offsets[row + 1]!; at < end; at++) counts[codes[at]!]!++;
      }
  },
  countLists(set, start, lists, counts) {
    for (let code = 0; code + 1 < start.length; code++)
      for (let at = start[code]!, end = start[code + 1]!; at < end; at++) {
        const row = lists[at]!;
        counts[code]! += (set[row >>> 5]! >>> (row & 31)) & 1;
      }
  },
  scatter(postings, table, scores) {
    for (let i = 0; i < postings.length; i++) {
      const p = postings[i]!;
      const score = table[p & 31]!;
      if (scores[p >>> 5]! < score) scores[p >>> 5] = score;
    }
  },
  find(postings, from, set) {
    for (let i = from; i < postings.length; i++) {
      const row = postings[i]! >>> 5;
      if ((set[row >>> 5]! >>> (row & 31)) & 1) return i;
    }
    return postings.length;
  },
  combine(scores, sums, first) {
    if (first) sums.set(scores);
    else for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! > 0 && scores[i]! > 0 ? sums[i]! + scores[i]! : 0;
    scores.fill(0);
  },
  fit(scan, block, worst, found) {
    let n = 0;
    for (; block < scan.blocks.length && n * 2 + 130 <= found.length; block++) {
      if (scan.blocks[block]! + scan.more < worst) continue;
      for (let i = block * 2; i < block * 2 + 2; i++)
        for (let bits = scan.set[i]!; bits !== 0; bits &= bits - 1) {
          const row = i * 32 + 31 - Math.clz32(bits & -bits);
          if (scan.text && scan.text.sums[row]! >= 0x8000) continue;
          const points = pointsOf(scan, row);
          if (points < worst) continue;
          found[n * 2 + 2] = row;
          found[n * 2 + 3] = points;
          n++;
        }
    }
    found[0] = block;
    found[1] = n;
  },
  bitsOf(sums, into) {
    for (let i = 0; i < into.length; i++) {
      let bits = 0;
      for (let j = 0; j < 32; j++) if (sums[i * 32 + j]! > 0) bits |= 1 << j;
      into[i] = bits;
    }
  },
  within(set, column, from, to, into) {
    for (let i = 0; i < set.length; i++)
      for (let bits = set[i]!; bits !== 0; bits &= bits - 1) {
        const bit = 31 - Math.clz32(bits & -bits);
        const x = column[i * 32 + bit]!;
        if (x >= from && x <= to) into[i]! |= 1 << bit;
      }
  },
};
export const plainMachine: Machine = { name: 'plain', open: (bytes) => ({ buffer: new ArrayBuffer(bytes), kernels: plainKernels }) };
