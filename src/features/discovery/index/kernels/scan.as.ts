// The kernels in AssemblyScript: compiled by scripts/kernels.ts into scan.wasm.ts. What each does stands in kernels.ts; addresses and
// lengths are in bytes. A set is read 64 rows at a time; counting bits is one instruction, and faster than its vector form.

export function and(into: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(into + i, v128.and(v128.load(a + i), v128.load(b + i)));
}
export function andNot(into: usize, a: usize, b: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(into + i, v128.andnot(v128.load(a + i), v128.load(b + i)));
}
export function or(into: usize, a: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(into + i, v128.or(v128.load(into + i), v128.load(a + i)));
}
export function count(a: usize, bytes: usize): u32 {
  let n: u64 = 0;
  for (let i: usize = 0; i < bytes; i += 16) n += popcnt(load<u64>(a + i)) + popcnt(load<u64>(a + i, 8));
  return <u32>n;
}
export function countAnd(a: usize, b: usize, bytes: usize): u32 {
  let n: u64 = 0;
  for (let i: usize = 0; i < bytes; i += 16)
    n += popcnt(load<u64>(a + i) & load<u64>(b + i)) + popcnt(load<u64>(a + i, 8) & load<u64>(b + i, 8));
  return <u32>n;
}

@inline
function add(at: usize): void {
  store<u32>(at, load<u32>(at) + 1);
}
export function countBytes(set: usize, bytes: usize, column: usize, counts: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) {
    const from = column + (i << 3);
    for (let bits = load<u64>(set + i); bits != 0; bits &= bits - 1) add(counts + ((<usize>load<u8>(from + <usize>ctz(bits))) << 2));
  }
}
export function countCodes(set: usize, bytes: usize, offsets: usize, codes: usize, counts: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) {
    const from = offsets + (i << 5);
    for (let bits = load<u64>(set + i); bits != 0; bits &= bits - 1) {
      const row = from + (<usize>ctz(bits) << 2);
      const end = codes + ((<usize>load<u32>(row, 4)) << 2);
      for (let at = codes + ((<usize>load<u32>(row)) << 2); at < end; at += 4) add(counts + ((<usize>load<u32>(at)) << 2));
    }
  }
}

export function countLists(set: usize, start: usize, values: u32, lists: usize, counts: usize): void {
  for (let code: u32 = 0; code < values; code++) {
    const from = start + (<usize>code << 2);
    let n: u32 = 0;
    const end = lists + ((<usize>load<u32>(from, 4)) << 2);
    for (let at = lists + ((<usize>load<u32>(from)) << 2); at < end; at += 4) {
      const row = load<u32>(at);
      n += (load<u32>(set + ((<usize>(row >> 5)) << 2)) >> (row & 31)) & 1;
    }
    const to = counts + (<usize>code << 2);
    store<u32>(to, load<u32>(to) + n);
  }
}

export function scatter(postings: usize, bytes: usize, table: usize, scores: usize): void {
  for (let i: usize = 0; i < bytes; i += 4) {
    const p = load<u32>(postings + i);
    const at = scores + <usize>(p >> 5);
    const score = load<u8>(table + <usize>(p & 31));
    if (load<u8>(at) < score) store<u8>(at, score);
  }
}
export function findFrom(postings: usize, from: usize, bytes: usize, set: usize): usize {
  for (let i = from; i < bytes; i += 4) {
    const row = load<u32>(postings + i) >> 5;
    if ((load<u32>(set + ((<usize>(row >> 5)) << 2)) >> (row & 31)) & 1) return i;
  }
  return bytes;
}

@inline
function both(sums: v128, scores: v128): v128 {
  const none = i16x8.splat(0);
  const either = v128.or(i16x8.eq(sums, none), i16x8.eq(scores, none));
  return v128.andnot(i16x8.add(sums, scores), either);
}
export function combine(scores: usize, sums: usize, rows: usize, first: bool): void {
  for (let i: usize = 0; i < rows; i += 16) {
    const some = v128.load(scores + i);
    const at = sums + (i << 1);
    const low = i16x8.extend_low_i8x16_u(some);
    const high = i16x8.extend_high_i8x16_u(some);
    v128.store(at, first ? low : both(v128.load(at), low));
    v128.store(at, first ? high : both(v128.load(at, 16), high), 16);
  }
  memory.fill(scores, 0, rows);
}
export function bitsOf(sums: usize, rows: usize, into: usize): void {
  const none = i16x8.splat(0);
  for (let i: usize = 0; i < rows; i += 16) {
    const at = sums + (i << 1);
    const some = i8x16.narrow_i16x8_s(i16x8.ne(v128.load(at), none), i16x8.ne(v128.load(at, 16), none));
    store<u16>(into + (i >> 3), <u16>i8x16.bitmask(some));
  }
}
export function within(set: usize, bytes: usize, column: usize, from: f64, to: f64, into: usize): void {
  for (let i: usize = 0; i < bytes; i += 8) {
    let kept: u64 = 0;
    const at = column + (i << 6);
    for (let bits = load<u64>(set + i); bits != 0; bits &= bits - 1) {
      const bit = ctz(bits);
      const x = load<f64>(at + (<usize>bit << 3));
      kept |= (<u64>(x >= from && x <= to)) << bit;
    }
    store<u64>(into + i, load<u64>(into + i) | kept);
  }
}

/** The flags of a row's codes added up. */
@inline
function flagged(row: usize, offsets: usize, codes: usize, flags: usize, most: u32): u32 {
  let n: u32 = 0;
  const end = codes + ((<usize>load<u32>(offsets + (row << 2), 4)) << 2);
  for (let at = codes + ((<usize>load<u32>(offsets + (row << 2))) << 2); at < end; at += 4) n += load<u8>(flags + <usize>load<u32>(at));
  return n < most ? n : most;
}
export function fit(
  set: usize, block: u32, blocks: u32, bounds: usize, boundMin: i32, found: usize, foundMax: u32, worst: i32,
  activity: usize, activityAs: usize, audience: usize, sizes: usize, centre: f64, width: f64, aimed: f64,
  sums: usize, textPoints: usize,
  lOffsets: usize, lCodes: usize, lFlags: usize, lFlagged: i32, lOther: i32,
  cOffsets: usize, cCodes: usize, cFlags: usize, cPoints: usize, cMost: u32,
): void {
  let n: u32 = 0;
  for (; block < blocks && n * 2 + 130 <= foundMax; block++) {
    if (<i32>load<u16>(bounds + (<usize>block << 1)) < boundMin) continue;
    for (let bits = load<u64>(set + (<usize>block << 3)); bits != 0; bits &= bits - 1) {
      const row = (<usize>block << 6) + <usize>ctz(bits);
      const plain = load<u8>(activity + row);
      let points = <i32>(activityAs ? load<u8>(activityAs + <usize>plain) : plain);
      if (sums) {
        const sum = load<u16>(sums + (row << 1));
        if (sum >= 0x8000) continue;
        points += load<u16>(textPoints + (<usize>sum << 1));
      }
      if (sizes) {
        const size = load<f64>(sizes + (row << 3));
        if (size == size) points += <i32>nearest(aimed * max(0.0, 1.0 - abs(size - centre) / width / 2.0));
      } else if (audience) points += load<u8>(audience + row);
      if (lOffsets) {
        const from = lCodes + ((<usize>load<u32>(lOffsets + (row << 2))) << 2);
        const to = lCodes + ((<usize>load<u32>(lOffsets + (row << 2), 4)) << 2);
        let at = from;
        while (at < to && load<u8>(lFlags + <usize>load<u32>(at)) == 0) at += 4;
        if (at < to) points += at == from ? lFlagged : lOther;
      }
      if (cOffsets) points += load<u8>(cPoints + <usize>flagged(row, cOffsets, cCodes, cFlags, cMost));
      if (points < worst) continue;
      const into = found + (<usize>n << 3);
      store<u32>(into, <u32>row, 8);
      store<u32>(into, <u32>points, 12);
      n++;
    }
  }
  store<u32>(found, block);
  store<u32>(found, n, 4);
}
