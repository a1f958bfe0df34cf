import { afterEach, expect, test } from 'vitest';
import type { Log } from '../../src/flows/ports.ts';
import { healthRoutes, type Probes } from '../../src/web/health-routes.ts';
import { type RunningServer, startServer } from '../../src/web/server.ts';
import { silent } from '../fakes/silent-log.ts';

const fine = async () => {};
const broken = async () => {
  throw new Error('connect ECONNREFUSED db.internal:5432');
};
let server: RunningServer | undefined;
afterEach(() => server?.close());

async function ask(path: string, probes: Partial<Probes> = {}, log: Log = silent, times = 1) {
  const routes = healthRoutes({ database: fine, queue: fine, github: fine, ...probes }, log);
  server = await startServer({ host: '127.0.0.1', port: 0 }, routes, log);
  let answer: Response | undefined;
  for (let time = 0; time < times; time += 1) answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return { status: answer?.status, text: await answer?.text() };
}

test('/ping and /healthz answer while everything else is down', async () => {
  const probes = { database: broken, queue: broken, github: broken };
  expect(await ask('/ping', probes)).toEqual({ status: 200, text: 'PONG' });
  await server?.close();
  expect(await ask('/healthz', probes)).toEqual({ status: 200, text: '{"process":"ok"}' });
});

test('/readyz: all is reachable', async () => {
  expect(await ask('/readyz')).toEqual({ status: 200, text: '{"database":"ok","queue":"ok","github":"ok"}' });
});

test.each(['database', 'queue', 'github'])('/readyz: %s is not; why stays in the log', async (name) => {
  const logged: unknown[] = [];
  const log = { ...silent, warn: (fields: unknown) => logged.push(fields) };
  const { status, text } = await ask('/readyz', { [name]: broken }, log);
  expect(status).toBe(503);
  expect(JSON.parse(text ?? '')).toEqual({ database: 'ok', queue: 'ok', github: 'ok', [name]: 'unreachable' });
  expect(logged).toEqual([{ probe: name, error: 'Error: connect ECONNREFUSED db.internal:5432' }]);
});

test('GitHub is not asked anew at every probe while it answers, and is when it did not', async () => {
  let asked = 0;
  const answering = async () => {
    asked += 1;
  };
  await ask('/readyz', { github: answering }, silent, 3);
  expect(asked).toBe(1);
  await server?.close();
  asked = 0;
  const failing = async () => {
    asked += 1;
    return broken();
  };
  await ask('/readyz', { github: failing }, silent, 3);
  expect(asked).toBe(3);
});
