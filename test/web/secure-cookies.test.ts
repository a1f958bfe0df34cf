import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { Sessions } from '../../src/flows/ports/sessions.ts';
import { browserSessions } from '../../src/web/sign-in/browser-sessions.ts';
import { sealer } from '../../src/web/sign-in/seal.ts';

const sessions: Sessions = {
  save: async () => {},
  find: async () => undefined,
  end: async () => {},
  endAll: async () => {},
  forget: async () => {},
};

test('by https cookies are secure, of this very host, and neither read by scripts nor sent along by other sites', async () => {
  const browsers = browserSessions({
    ...{ sessions, sealer: sealer('s'.repeat(32)), publicUrl: 'https://soundings.example.com', now: () => new Date() },
  });
  const app = new Hono();
  app.get('/', async (call) => {
    browsers.putAside(call, { state: 's', verifier: 'v', to: '/' });
    await browsers.begin(call, { token: 't', id: 1, login: 'ann' });
    return call.text('');
  });
  const cookies = (await app.request('https://soundings.example.com/')).headers.getSetCookie();
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-soundings_\w+=[\w-]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test('what is sealed opens for what it was sealed for, with the same secret, and unchanged', () => {
  const [ours, theirs] = [sealer('s'.repeat(32)), sealer('t'.repeat(32))];
  const sealed = ours.seal('a token', 'one');
  expect(ours.open(sealed, 'one')).toBe('a token');
  expect(ours.seal('a token', 'one')).not.toBe(sealed);
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const [sealerOf, text, of] of [
    [ours, sealed, 'other'],
    [theirs, sealed, 'one'],
    [ours, changed, 'one'],
    [ours, sealed.slice(0, 20), 'one'],
    [ours, '', 'one'],
  ] as const)
    expect(sealerOf.open(text, of)).toBeUndefined();
});
