import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { measured } from '#test/measured.ts';
import { sign } from './sign.ts';
import { standard } from './standard.ts';

const secretOf = (bytes: Uint8Array) => standard.secretFrom(Buffer.from(bytes).toString('base64url'));
const secret = secretOf(Buffer.alloc(32, 1));
const other = secretOf(Buffer.alloc(32, 2));
const now = new Date('2026-07-01T20:00:00.000Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const body = '{"say":"ünïcode 😀"}';

/** Signed by the package of Standard Webhooks, which knows nothing of ours. */
function signed(by: string, when = now, text = body, id = 'msg_1'): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(when.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign(id, when, text),
  };
}
const verdict = (headers: Record<string, string>, text = body, secrets = [secret]) => {
  const opened = standard.open({ headers, body: text }, secrets, now);
  return opened.is === 'refused' ? opened.why : opened.is;
};

describe('Standard Webhooks', () => {
  test('by tables: what is believed and what is not', () => {
    const good = signed(secret);
    const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
    const sig = good['webhook-signature']!;
    const cases: [what: string, headers: Record<string, string>, text: string, secrets: string[], verdict: string][] = [
      ['as it should be', good, body, [secret], 'body'],
      ['the old of two secrets', good, body, [other, secret], 'body'],
      ['signatures of several secrets', { ...good, 'webhook-signature': `v1,AAAA ${sig}` }, body, [secret], 'body'],
      ['a signature of another version beside it', { ...good, 'webhook-signature': `v1a,AAAA ${sig}` }, body, [secret], 'body'],
      ['another version alone', { ...good, 'webhook-signature': sig.replace('v1,', 'v2,') }, body, [secret], 'forged'],
      ['another secret', signed(other), body, [secret], 'forged'],
      ['no secret at all', good, body, [], 'forged'],
      ['another body', good, `${body} `, [secret], 'forged'],
      ['another id', { ...good, 'webhook-id': 'msg_2' }, body, [secret], 'forged'],
      ['another time', { ...good, 'webhook-timestamp': String(now.getTime() / 1000 + 1) }, body, [secret], 'forged'],
      ['an empty signature', { ...good, 'webhook-signature': 'v1,' }, body, [secret], 'forged'],
      ['no id', without('webhook-id'), body, [secret], 'unsigned'],
      ['no time', without('webhook-timestamp'), body, [secret], 'unsigned'],
      ['no signature', without('webhook-signature'), body, [secret], 'unsigned'],
      ['a time in words', { ...good, 'webhook-timestamp': now.toISOString() }, body, [secret], 'unsigned'],
      ['a time beyond all numbers', { ...good, 'webhook-timestamp': '9'.repeat(400) }, body, [secret], 'unsigned'],
      ['five minutes ago', signed(secret, at(-300_000)), body, [secret], 'body'],
      ['a second more', signed(secret, at(-301_000)), body, [secret], 'stale'],
      ['five minutes ahead', signed(secret, at(300_000)), body, [secret], 'body'],
      ['a second more ahead', signed(secret, at(301_000)), body, [secret], 'stale'],
    ];
    for (const [what, headers, text, secrets, wanted] of cases) assert.equal(verdict(headers, text, secrets), wanted, what);
  });

  test('what the package signs is believed, and any bit flipped is not', () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), fc.string({ unit: 'binary' }), fc.nat(), (key, text, n) => {
        const by = secretOf(key);
        const headers = signed(by, now, text);
        assert.equal(verdict(headers, text, [by]), 'body');
        assert.deepEqual(sign(by, 'msg_1', now.getTime() / 1000, text), headers);
        tried++;
        const name = ['webhook-id', 'webhook-timestamp', 'webhook-signature'][n % 3]!;
        const chars = headers[name]!.split('');
        const place = name === 'webhook-signature' ? 3 + (n % 40) : n % chars.length;
        chars[place] = chars[place] === '1' ? '2' : '1';
        assert.notEqual(verdict({ ...headers, [name]: chars.join('') }, text, [by]), 'body');
        const bytes = Buffer.from(`${text}.`);
        bytes[n % bytes.length]! ^= 1 << (n % 8);
        assert.notEqual(verdict(headers, bytes.toString(), [by]), 'body');
      }),
    );
    measured('W1', `${tried} deliveries signed by the package: believed; in each a bit of a header and of the body flipped: refused`);
  });

  test('control: a check that looks at the time alone would let a forged one in', () => {
    const careless = (headers: Record<string, string>) => Math.abs(now.getTime() / 1000 - Number(headers['webhook-timestamp'])) <= 300;
    assert.equal(careless(signed(other)), true);
    assert.equal(verdict(signed(other)), 'forged');
  });

  test('which secrets can be one', () => {
    for (const [text, fits] of [
      [secret, true],
      [secretOf(Buffer.alloc(24)), true],
      [secretOf(Buffer.alloc(23)), false],
      [secretOf(Buffer.alloc(64)), true],
      [secretOf(Buffer.alloc(65)), false],
      [secret.replace('whsec_', ''), false],
      ['whsec_not base64!', false],
      [`${secret}=`, false],
    ] as const)
      assert.equal(standard.fits(text), fits, text);
  });
});
