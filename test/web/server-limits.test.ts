import { createHmac, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import type { SignedDelivery } from '../../src/flows/ports/hook.ts';
import { openLane } from '../../src/web/lane.ts';
import { type Body, readSignedBody } from '../../src/web/read-signed-body.ts';
import { type Limits, type Routes, type RunningServer, startServer } from '../../src/web/server.ts';
import { webhookRoutes } from '../../src/web/webhook-routes.ts';
import { webhookSecret } from '../stage/process/server-process.ts';
import { crowding, within } from '../stage/run/crowding.ts';
import { silent } from '../stage/world/silent-log.ts';

let server: RunningServer;
let accepted: SignedDelivery[] = [];
afterEach(() => server.close());

async function start(limits: Partial<Limits> = {}) {
  accepted = [];
  const slow: Routes = new Hono();
  slow.get('/slow', async (call) => {
    await pause(300);
    return call.text('at last');
  });
  const accept = async (delivery: SignedDelivery) => void accepted.push(delivery);
  const routes = [webhookRoutes({ secret: webhookSecret, accept }), slow];
  server = await startServer({ host: '127.0.0.1', port: 0 }, routes, silent, limits);
}

const sign = (body: string | Buffer) => `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`;
const head = (lines: string[], path = '/api/github/webhooks') =>
  [
    `POST ${path} HTTP/1.1`,
    ...['host: soundings', 'content-type: application/json', 'x-github-event: push', 'x-github-delivery: d'],
    ...lines,
    '\r\n',
  ].join('\r\n');
const forged = `x-hub-signature-256: sha256=${'0'.repeat(64)}`;

/** A connection, and all that the server said on it once it was closed, by whichever side. */
function speak(...texts: (string | Buffer)[]) {
  const socket = connect(server.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => (heard += data.toString('latin1')));
  socket.on('error', () => {});
  for (const text of texts) socket.write(text);
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)));
  return { socket, heard: () => heard, closed };
}

async function statusOf(...texts: (string | Buffer)[]): Promise<string> {
  const { socket, heard, closed } = speak(...texts);
  while (!/^HTTP\/1\.1 (?!100)/m.test(heard()) && !socket.destroyed) await pause(10);
  socket.destroy();
  return /^HTTP\/1\.1 (?!100)(\d+)/m.exec(await closed)?.[1] ?? 'closed';
}

async function deliver(body = '{"a":1}'): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-github-event': 'push', connection: 'close' };
  const own = { 'x-github-delivery': randomUUID(), 'x-hub-signature-256': sign(body) };
  const url = `http://127.0.0.1:${server.port}/api/github/webhooks`;
  return (await fetch(url, { method: 'POST', headers: { ...headers, ...own }, body })).status;
}

const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
const huge = 27 * 1024 * 1024;
const million = Buffer.alloc(1024 * 1024, 'x');
const chunk = Buffer.concat([Buffer.from('100000\r\n'), million, Buffer.from('\r\n')]);

test.each<[string, string, () => (string | Buffer)[]]>([
  [
    'a length beyond all that GitHub sends, before a byte of it',
    '413',
    () => [head([forged, `content-length: ${huge}`])],
  ],
  [
    'the same with Expect: 100-continue',
    '413',
    () => [head([forged, `content-length: ${huge}`, 'expect: 100-continue'])],
  ],
  [
    'chunks beyond all that GitHub sends',
    '413',
    () => [head([forged, 'transfer-encoding: chunked']), ...Array(28).fill(chunk)],
  ],
  [
    'chunks of a byte each',
    '401',
    () => [head([forged, 'transfer-encoding: chunked']), '1\r\nx\r\n'.repeat(200_000), '0\r\n\r\n'],
  ],
  [
    'a signature that can be none, before the body',
    '401',
    () => [head(['x-hub-signature-256: sha256=0', 'content-length: 1000000'])],
  ],
  ['two signatures', '401', () => [head([forged, forged, 'content-length: 2']), '{}']],
  ['a length that is a lie', '400', () => [head([forged, 'content-length: 2']), '{}', million]],
  ['two lengths', '400', () => [head([forged, 'content-length: 2', 'content-length: 3'])]],
  ['a length and chunks', '400', () => [head([forged, 'content-length: 2', 'transfer-encoding: chunked'])]],
  ['no length that is a number', '400', () => [head([forged, 'content-length: x'])]],
  ['headers without an end', '431', () => [head([`x-a: ${'x'.repeat(100_000)}`])]],
  [
    'a signed bomb',
    '400',
    () => [
      head([`x-hub-signature-256: ${sign(bomb)}`, 'content-encoding: gzip', `content-length: ${bomb.length}`]),
      bomb,
    ],
  ],
  ['a body nobody asked for', '404', () => [head([forged, `content-length: ${huge}`], '/ping'), million]],
  ['a body where there is none', '404', () => ['GET /ping HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n']],
  ['no host', '400', () => ['GET /ping HTTP/1.1\r\n\r\n']],
  ['no HTTP', '400', () => ['hello\r\n\r\n']],
])('%s: %s, and nothing is accepted', async (_, status, texts) => {
  await start();
  expect(await statusOf(...texts())).toBe(status);
  expect(accepted).toEqual([]);
  expect(await deliver()).toBe(200);
});

test.each<[string, () => (string | Buffer)[]]>([
  ['a body', () => [head([forged, 'content-length: 100'])]],
  ['a large body', () => [head([forged, 'content-length: 20000000']), million]],
  ['chunks', () => [head([forged, 'transfer-encoding: chunked'])]],
  ['headers', () => ['POST / HTTP/1.1\r\nhost: x\r\n']],
  ['nothing', () => []],
  ['a body that was refused', () => [head(['content-length: 1000000'])]],
])('%s that does not come is waited for no longer than a request may take, trickling or not', async (_, texts) => {
  const mostMs = Math.ceil(400 * crowding());
  await start({ requestMs: mostMs, headersMs: mostMs });
  const began = performance.now();
  const silentOne = speak(...texts());
  const trickling = speak(...texts());
  const drip = setInterval(() => trickling.socket.write('x'), 50);
  await Promise.all([silentOne.closed, trickling.closed]);
  clearInterval(drip);
  expect(performance.now() - began).toBeGreaterThan(mostMs - 50);
  expect(await deliver()).toBe(200);
});

test('a thousand idle connections do not keep GitHub out: the one that rested the longest goes', async () => {
  await start({ connections: 20 });
  const idle = Array.from({ length: 60 }, () => speak(head([forged, 'content-length: 100'])));
  for (let time = 0; time < 5; time += 1) expect(await deliver()).toBe(200);
  await Promise.all(idle.slice(0, 30).map(({ closed }) => closed));
  for (const { socket } of idle) socket.destroy();
});

test('a connection that asks without waiting for its answers is closed', async () => {
  await start({ pipelined: 4 });
  const ask = 'GET /slow HTTP/1.1\r\nhost: x\r\n\r\n';
  expect(await speak(ask.repeat(1_000)).closed).toBe('');
  const { socket, heard } = speak(ask.repeat(4));
  await expect.poll(() => heard().match(/at last/g)?.length, within(20)).toBe(4);
  socket.destroy();
});

async function startReading() {
  const lanes = { small: openLane(1024 * 1024), large: openLane(8 * 1024 * 1024) };
  const kinds: Body['kind'][] = [];
  const reading: Routes = new Hono();
  reading.post('/api/github/webhooks', async (call) => {
    const signature = call.req.header('x-hub-signature-256') ?? '';
    const { kind } = await readSignedBody(call.env.incoming, { secret: webhookSecret, signature, lanes });
    kinds.push(kind);
    return call.text(kind);
  });
  server = await startServer({ host: '127.0.0.1', port: 0 }, [reading], silent, { requestMs: 2_000 });
  return { lanes, kinds };
}

test('a body that came while the server stood still is not taken for a silent one', async () => {
  const { kinds } = await startReading();
  const body = Buffer.alloc(1_000_000, 'x');
  const { socket, closed } = speak(
    head([`x-hub-signature-256: ${sign(body)}`, `content-length: ${body.length}`, 'connection: close']),
    body.subarray(1_000),
  );
  await pause(50);
  const other = speak(head([forged, 'content-length: 200000']), Buffer.alloc(199_000, 'x'));
  await pause(50);
  // After a turn, what is due comes before what can be read.
  await turn();
  socket.write(body.subarray(0, 1_000));
  for (const until = performance.now() + 700; performance.now() < until; );
  await closed;
  other.socket.destroy();
  expect(kinds).toEqual(['signed']);
});

test('whatever becomes of a body, its room is free again', async () => {
  const { lanes, kinds } = await startReading();
  const body = Buffer.alloc(3 * 1024 * 1024, 'x');
  const signed = `x-hub-signature-256: ${sign(body)}`;
  const whole = [
    [head([signed, `content-length: ${body.length}`, 'connection: close']), body],
    [head([forged, `content-length: ${body.length}`, 'connection: close']), body],
    [head([forged, 'transfer-encoding: chunked', 'connection: close']), chunk, chunk, '0\r\n\r\n'],
  ];
  for (const texts of whole) await speak(...texts).closed;
  const broken = speak(head([forged, 'content-length: 100']), 'x');
  const late = Array.from({ length: 4 }, () => speak(head([forged, `content-length: ${4 * body.length}`]), body));
  await Promise.all(late.map(({ closed }) => closed));
  broken.socket.destroy();
  await expect.poll(() => kinds.length, within(20)).toBe(8);
  expect(new Set(kinds)).toEqual(new Set(['signed', 'forged', 'broken-off', 'crowded']));
  const nobody = { giveWay() {} };
  expect([lanes.small.take(nobody, 1024 * 1024), lanes.large.take(nobody, 8 * 1024 * 1024)]).toEqual([true, true]);
});
