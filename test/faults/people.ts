// People of a real server, over HTTP alone: sign-up by e-mail, then a key of their own.
import assert from 'node:assert/strict';

export interface Answered {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests look into answers freely
  body: any;
  headers: Headers;
}
export interface Remote {
  name: string;
  key: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
}

/** Somebody with a key; the address may change when the server was started again. */
export function remote(name: string, key: string, url: () => string): Remote {
  return {
    name,
    key,
    async send(method, path, body, headers = {}) {
      const all = { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
      const answer = await fetch(`${url()}${path}`, { method, headers: all, ...(body !== undefined && { body: JSON.stringify(body) }) });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
    },
  };
}

export async function signUp(name: string, url: () => string): Promise<Remote> {
  const email = `${name.toLowerCase().replace(/[^a-z0-9]/g, '')}@people.invalid`;
  const headers = { 'content-type': 'application/json', origin: url() };
  const body = JSON.stringify({ name, email, password: 'a long enough password' });
  const made = await fetch(`${url()}/auth/sign-up/email`, { method: 'POST', headers, body });
  assert.equal(made.status, 200, await made.text());
  const cookie = made.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  const keyed = await fetch(`${url()}/v1/me/keys`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'test', scopes: ['read', 'write'] }),
  });
  assert.equal(keyed.status, 200);
  return remote(name, ((await keyed.json()) as { key: string }).key, url);
}
export const ok = (answer: Answered): Answered => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer;
};
