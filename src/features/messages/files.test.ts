import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { cleanName, judge, packedObjects } from './rules/files.ts';

const text = (s: string) => Buffer.from(s, 'latin1');
const nothing = () => '';
const of = (b: Uint8Array, unpack: (s: string) => string | undefined = nothing) => judge(b, unpack);

const chunk = (name: string, body: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  return Buffer.concat([size, text(name), body, Buffer.alloc(4)]);
};
const png = (width = 2, height = 2, ...more: Buffer[]) => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([sign, chunk('IHDR', head), ...more, chunk('IDAT', Buffer.alloc(8)), chunk('IEND', Buffer.alloc(0))]);
};
const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
const jpeg = (width = 2, height = 2, scan = Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4])) => {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const parts = [segment(0xe0, text('JFIF\0')), segment(0xc0, frame), segment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])), scan];
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, Buffer.from([0xff, 0xd9])]);
};
const webp = (width = 2, height = 2) => {
  const frame = Buffer.alloc(10);
  frame.writeUInt16LE(width, 6);
  frame.writeUInt16LE(height, 8);
  const head = Buffer.alloc(8);
  head.write('VP8 ', 0, 'latin1');
  head.writeUInt32LE(10, 4);
  const riff = Buffer.alloc(12);
  riff.write('RIFF', 0, 'latin1');
  riff.writeUInt32LE(4 + 18, 4);
  riff.write('WEBP', 8, 'latin1');
  return Buffer.concat([riff, head, frame]);
};
const pdf = (...objects: string[]) => text(`%PDF-1.7\n${objects.join('\n')}\ntrailer << /Root 1 0 R >>\n%%EOF\n`);

test('each sort is known by what is inside', () => {
  assert.equal(of(png()), 'png');
  assert.equal(of(jpeg()), 'jpeg');
  assert.equal(of(webp()), 'webp');
  assert.equal(of(pdf('1 0 obj << /Type /Catalog /OpenAction [2 0 R /Fit] >> endobj')), 'pdf');
  assert.equal(of(Buffer.from('\ufeffPlan für November: täglich 20 Uhr\r\n– 陶芸 <3 & more\t1 < 2')), 'text');
});

test('what a browser or a machine would carry out is none of them', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const bad = [
    svg,
    `  \n${svg}`,
    '<!doctype html><p>',
    '<HTML>',
    'x < script >y',
    '<?xml version="1.0"?>',
    '<?php echo 1;',
    '#!/bin/sh',
    'MZ',
    '%!PS-Adobe',
    '{\\rtf1',
  ];
  for (const one of bad) assert.equal(of(text(one)), 'messages.file_kind', one);
  for (const bytes of [
    [0],
    [0x7f, 0x45, 0x4c, 0x46, 0],
    [0x50, 0x4b, 3, 4],
    [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0],
    [0xff, 0xfe, 0x41, 0],
    [0xe2, 0x80, 0xae, 0x41],
  ])
    assert.equal(of(Buffer.from(bytes)), 'messages.file_kind', String(bytes));
});

test('two sorts at once, and what stands behind the end, are refused', () => {
  const tail = text('<script>alert(1)</script>');
  for (const whole of [png(), jpeg(), webp()]) assert.equal(of(Buffer.concat([whole, tail])), 'messages.file_mixed');
  assert.equal(of(png(2, 2, chunk('tEXt', tail))), 'messages.file_mixed');
  assert.equal(of(jpeg(2, 2, tail)), 'messages.file_mixed');
  const zip = text('PK\u0005\u0006');
  assert.equal(of(png(2, 2, chunk('tEXt', zip))), 'messages.file_mixed');
  assert.equal(of(pdf(`1 0 obj stream\n${zip.toString('latin1')}\nendstream`)), 'messages.file_mixed');
  assert.equal(of(Buffer.concat([pdf(), tail])), 'messages.file_broken');
  assert.equal(of(Buffer.concat([text('junk'), pdf()])), 'text', 'without its sign at the beginning it is text, and given as text');
});

test('pictures that would unfold beyond measure are refused by their heads alone', () => {
  assert.equal(of(png(16_384, 3_000)), 'png');
  assert.equal(of(png(16_385, 1)), 'messages.file_huge');
  assert.equal(of(png(10_000, 10_000)), 'messages.file_huge');
  assert.equal(of(png(0xffffffff, 0xffffffff)), 'messages.file_huge');
  const frames = Buffer.alloc(8);
  frames.writeUInt32BE(60_000, 0);
  assert.equal(of(png(100, 100, chunk('acTL', frames))), 'messages.file_huge');
  assert.equal(of(jpeg(65_535, 65_535)), 'messages.file_huge');
  assert.equal(of(webp(16_383, 16_383)), 'messages.file_huge');
  assert.equal(of(png(0, 5)), 'messages.file_broken');
});

test('pieces that do not fit are refused', () => {
  for (const whole of [png(), jpeg(), webp()])
    for (let n = 12; n < whole.length; n++) assert.match(of(whole.subarray(0, n)), /^messages\./, `the first ${n} bytes`);
  const lying = png();
  lying.writeUInt32BE(0x7fffffff, 33);
  assert.equal(of(lying), 'messages.file_broken');
});

test('a PDF that does more than be read is refused, however its names are written', () => {
  const bad = ['/S /JavaScript /JS (app.alert(1))', '/S /J#61vaScript', '/S /Launch /F (cmd.exe)', '/EmbeddedFiles 3 0 R', '/Type /EmbeddedFile', '/RichMedia', '/S /SubmitForm', '/XFA 4 0 R', '/Encrypt 5 0 R', '/S /#4c#61unch']; // prettier-ignore
  for (const one of bad) assert.equal(of(pdf(`1 0 obj << ${one} >> endobj`)), 'messages.file_active', one);
  assert.equal(of(pdf('1 0 obj << /LaunchDate (x) /JavaScripts 1 >> endobj')), 'pdf');
});

test('packed objects of a PDF are unpacked before it is judged; what cannot be unpacked is refused', () => {
  const packed = (words: string, dict = '/Filter /FlateDecode') => {
    const body = deflateSync(text(words)).toString('latin1');
    return pdf(`7 0 obj << /Type /ObjStm /N 1 ${dict} >>\nstream\n${body}\nendstream endobj`);
  };
  const found = packedObjects(packed('1 0 << /S /Launch >>').toString('latin1'));
  assert.equal(found?.length, 1);
  assert.equal(
    of(packed('x'), () => '<< /S /Launch >>'),
    'messages.file_active',
  );
  assert.equal(
    of(packed('x'), () => undefined),
    'messages.file_active',
  );
  assert.equal(
    of(packed('x'), () => '<< /Type /Page >>'),
    'pdf',
  );
  assert.equal(packedObjects(packed('x', '/Filter [/ASCIIHexDecode /FlateDecode]').toString('latin1')), undefined);
  assert.equal(packedObjects(packed('x', '/Filter /LZWDecode').toString('latin1')), undefined);
  const hiding = packed('x', '/Filter /FlateDecode /X (obj endobj)');
  assert.equal(packedObjects(hiding.toString('latin1')), undefined, 'a word in a string hides nothing');
  assert.equal(packedObjects(packed('x', `/Filter /FlateDecode /X (${'x'.repeat(5000)})`).toString('latin1')), undefined);
  assert.deepEqual(packedObjects(pdf('1 0 obj << /Length 3 >> stream\nabc\nendstream endobj').toString('latin1')), []);
  // A decoy that is almost named so, and a stream begun in a comment, stand in for nothing.
  const real = packed('x').toString('latin1').replace('%PDF-', '');
  const decoy = '<< /Foo /ObjStmX /Filter /FlateDecode >>\nstream\nx\nendstream endobj\n%stream\n';
  assert.notDeepEqual(packedObjects(decoy + real), packedObjects(decoy));
  for (const head of [
    '/Filter [/FlateDecode /ASCIIHexDecode] /X << >>',
    '/Filter /FlateDecode /Filter [/FlateDecode /ASCIIHexDecode]',
    '/Filter /FlateDecode /F (elsewhere)',
    '/Filter /FlateDecode % /Filter',
  ])
    assert.equal(packedObjects(packed('x', head).toString('latin1')), undefined, head);
  assert.equal(packedObjects('1 0 obj << /Type /ObjStm >> stream\nx\nendstream '.repeat(2001)), undefined);
  assert.equal(packedObjects('1 0 obj << /Type /#4fbjStm >> stream\nx\nendstream '), undefined);
});

test('names are cleaned, and end with what the file is', () => {
  const cases: [string, Parameters<typeof cleanName>[1], string][] = [
    ['plan.pdf', 'pdf', 'plan.pdf'],
    ['C:\\Users\\me\\photo.JPEG', 'jpeg', 'photo.jpg'],
    ['../../etc/passwd', 'text', 'passwd.txt'],
    ['invoice.pdf.exe', 'pdf', 'invoice.pdf.pdf'],
    ['a\u202egnp.exe', 'png', 'a_gnp.png'],
    ['x"; filename=evil.html', 'text', 'x__ filename=evil.txt'],
    ['...', 'png', 'file.png'],
    ['con.txt', 'text', '_con.txt'],
    ['陶芸.webp', 'webp', '陶芸.webp'],
    [`${'n'.repeat(199)}`, 'png', `${'n'.repeat(80)}.png`],
  ];
  for (const [given, kind, kept] of cases) assert.equal(cleanName(given, kind), kept, given);
});
