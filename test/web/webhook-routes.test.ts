import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Probot } from 'probot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SignedDelivery } from '../../src/flows/ports/hook.ts';
import { type RunningServer, startServer } from '../../src/web/server.ts';
import { webhookRoutes } from '../../src/web/webhook-routes.ts';
import { privateKey, webhookSecret } from '../stage/process/server-process.ts';
import { runs } from '../stage/run/property-runs.ts';
import { silent } from '../stage/world/silent-log.ts';

let server: RunningServer;
let accept: (delivery: SignedDelivery) => Promise<void>;
let accepted: SignedDelivery[];

beforeAll(async () => {
  const routes = [webhookRoutes({ secret: webhookSecret, accept: (delivery) => accept(delivery) })];
  server = await startServer({ host: '127.0.0.1', port: 0 }, routes, silent);
});
afterAll(() => server.close());
beforeEach(() => {
  accepted = [];
  accept = async (delivery) => {
    accepted.push(delivery);
  };
});

const body = '{"action":"opened",  "number":1,"title":"ü \\ud800 \\u0000"}';
const sign = (text: string) => `sha256=${createHmac('sha256', webhookSecret).update(text).digest('hex')}`;
const good: Record<string, string> = {
  // Or a pool hands out connections that the server is about to close.
  connection: 'close',
  'content-type': 'application/json',
  'x-github-event': 'pull_request',
  'x-github-delivery': 'guid',
  'x-hub-signature-256': sign(body),
};

async function post(headers: Record<string, string>, text = body, path = '/api/github/webhooks') {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', headers, body: text });
  return { status: answer.status, text: await answer.text() };
}

test.each(['/api/github/webhooks', '/api/github/webhooks?x=1', '/'])(
  'a signed delivery to %s is accepted as it came',
  async (path) => {
    expect(await post(good, body, path)).toEqual({ status: 200, text: 'ok\n' });
    expect(accepted).toEqual([{ id: 'guid', event: 'pull_request', text: body, payload: JSON.parse(body) }]);
  },
);

describe('refused, with what to do, and not accepted', () => {
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  test.each<[string, number, Record<string, string>, string?]>([
    ['signed with another secret', 401, { ...good, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['signed for another body', 401, good, `${body} `],
    ['a signature that is none', 401, { ...good, 'x-hub-signature-256': 'x' }],
    ['an empty body', 401, { ...good, 'x-hub-signature-256': sign('') }, ''],
    ['not signed', 401, without('x-hub-signature-256')],
    ['no event', 400, without('x-github-event')],
    ['no delivery', 400, without('x-github-delivery')],
    ['a form', 415, { ...good, 'content-type': 'application/x-www-form-urlencoded' }],
    ['signed, and no JSON', 400, { ...good, 'x-hub-signature-256': sign('{') }, '{'],
    ['signed, and no object', 400, { ...good, 'x-hub-signature-256': sign('[1]') }, '[1]'],
  ])('%s: %i', async (_, status, headers, text) => {
    const answer = await post(headers, text);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ error: expect.stringMatching(/\w/) });
    expect(accepted).toEqual([]);
  });

  test('larger than GitHub ever sends: 413', async () => {
    const large = `{"x":"${'y'.repeat(27 * 1024 * 1024)}"}`;
    expect((await post({ ...good, 'x-hub-signature-256': sign(large) }, large)).status).toBe(413);
  });

  test('another method or path: 404', async () => {
    expect((await fetch(`http://127.0.0.1:${server.port}/api/github/webhooks`)).status).toBe(404);
    expect((await post(good, body, '/elsewhere')).status).toBe(404);
  });
});

test('what Probot would take for signed is accepted, and nothing else', async () => {
  const probot = await new Probot({ appId: 1, privateKey, secret: webhookSecret, logLevel: 'fatal' }).ready();
  const changes = [
    (signature: string) => signature,
    (signature: string) => signature.toUpperCase(),
    (signature: string) => signature.slice(0, -1),
    (signature: string) => `${signature}0`,
    (signature: string) => signature.replace('sha256=', 'sha1='),
    (signature: string) => signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  ];
  const text = fc.oneof(fc.json(), fc.string({ unit: 'binary' })).map((written) => written.toWellFormed());
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...changes), async (written, change) => {
      const signature = change(sign(written));
      const theirs = await probot.webhooks.verify(written, signature).catch(() => false);
      const { status } = await post({ ...good, 'x-hub-signature-256': signature }, written);
      expect(status === 401).toBe(!theirs);
    }),
    runs(),
  );
});

test('what cannot be written down is answered with 500, without a word of why', async () => {
  accept = async () => {
    throw new Error('connection to db.internal refused');
  };
  expect(await post(good)).toEqual({ status: 500, text: 'something went wrong on our side\n' });
});

test('the answer waits until the delivery is safe', async () => {
  const steps: string[] = [];
  const arrived = Promise.withResolvers<void>();
  const safe = Promise.withResolvers<void>();
  accept = () => {
    arrived.resolve();
    return safe.promise;
  };
  const answer = post(good).then(() => steps.push('answered'));
  await arrived.promise;
  steps.push('safe');
  safe.resolve();
  await answer;
  expect(steps).toEqual(['safe', 'answered']);
});

test('closing waits for a request under way, and refuses new ones', async () => {
  const arrived = Promise.withResolvers<void>();
  const safe = Promise.withResolvers<void>();
  const routes = [
    webhookRoutes({
      secret: webhookSecret,
      accept() {
        arrived.resolve();
        return safe.promise;
      },
    }),
  ];
  const other = await startServer({ host: '127.0.0.1', port: 0 }, routes, silent);
  const url = `http://127.0.0.1:${other.port}/api/github/webhooks`;
  const answer = fetch(url, { method: 'POST', headers: good, body });
  await arrived.promise;
  const closed = other.close();
  await expect(fetch(url)).rejects.toThrow();
  safe.resolve();
  expect((await answer).status).toBe(200);
  await closed;
});

test('a port that is taken is named', async () => {
  await expect(startServer({ host: '127.0.0.1', port: server.port }, [], silent)).rejects.toThrow(
    `Port ${server.port} is in use by another program: choose another PORT`,
  );
});
