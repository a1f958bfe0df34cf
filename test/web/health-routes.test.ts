import { afterEach, expect, test, vi } from 'vitest';
import { overdueSteps, step } from '../../src/deadlines/steps.ts';
import { healthRoutes } from '../../src/web/health-routes.ts';
import type { Readiness } from '../../src/web/probes.ts';
import { type RunningServer, startServer } from '../../src/web/server.ts';
import { silent } from '../stage/world/silent-log.ts';

let server: RunningServer | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await server?.close();
});

async function ask(path: string, readiness: () => Promise<Readiness>, sourceFails?: () => boolean) {
  server = await startServer({ host: '127.0.0.1', port: 0 }, [healthRoutes(readiness, sourceFails)], silent);
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
  await server.close();
  return { status: answer.status, text: await answer.text() };
}

/** /ping and /healthz ask nobody. */
const unasked = () => Promise.reject(new Error('this was not to be asked'));

test.each([
  ['/ping', 'PONG'],
  ['/healthz', '{"process":"ok"}'],
])('%s answers whatever is down', async (path, text) => {
  expect(await ask(path, unasked)).toEqual({ status: 200, text });
});

test.each([
  [true, 200, 'ok'],
  [false, 503, 'unreachable'],
] as const)('/readyz: ready is %s', async (ready, status, database) => {
  const states = { database, queue: 'ok', github: 'unreachable' } as const;
  expect(await ask('/readyz', async () => ({ ready, states }))).toEqual({ status, text: JSON.stringify(states) });
});

test('/readyz says that a source fails, by no name, and is ready all the same', async () => {
  const states = { database: 'ok', queue: 'ok', github: 'ok' } as const;
  expect(
    await ask(
      '/readyz',
      async () => ({ ready: true, states }),
      () => true,
    ),
  ).toEqual({
    status: 200,
    text: JSON.stringify({ ...states, sources: 'failing' }),
  });
});

test.each([
  ['a query', 12_000, 60],
  ['a read of a source', 600_000, 615],
])('/healthz: %s that hangs beyond its limit of %i ms is told after %i s, until it ends', async (what, limit, due) => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let end = () => {};
  const hanging = step(what, limit, () => new Promise<void>((resolve) => (end = resolve)));
  const given = step('another', 12_000, () => Promise.reject(new Error('given up')));
  await expect(given).rejects.toThrow('given up');
  vi.advanceTimersByTime(due * 1000 - 1);
  expect(overdueSteps()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(await ask('/healthz', unasked)).toEqual({
    status: 503,
    text: JSON.stringify({ process: 'hangs', on: [{ what, seconds: due }] }),
  });
  end();
  await hanging;
  expect((await ask('/healthz', unasked)).status).toBe(200);
});
