import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Log } from '../../src/flows/ports/log.ts';
import { type Probes, readiness } from '../../src/web/probes.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** Three things that are there or not, and how often each was looked at. */
function things() {
  const asked = { database: 0, queue: 0, github: 0 };
  const broken = new Set<keyof Probes>();
  const hanging = new Set<keyof Probes>();
  const lines: { level: string; probe: unknown; error?: unknown }[] = [];
  const probe = (name: keyof Probes) => async () => {
    asked[name] += 1;
    if (hanging.has(name)) await new Promise(() => {});
    if (broken.has(name)) throw new Error(`connect ECONNREFUSED ${name}.internal`);
  };
  const line = (level: string) => (fields: Record<string, unknown>) =>
    lines.push({ level, ...fields } as (typeof lines)[number]);
  const log: Log = { info: line('info'), warn: line('warn'), error: line('error') };
  const look = readiness({ database: probe('database'), queue: probe('queue'), github: probe('github') }, log);
  return { look, asked, broken, hanging, lines };
}

const names = ['database', 'queue', 'github'] as const;
const fine = { database: 'ok', queue: 'ok', github: 'ok' };

test('all is there', async () => {
  expect(await things().look()).toEqual({ ready: true, states: fine });
});

test.each(names)('%s is not there: told, and only GitHub does not take the server out of service', async (name) => {
  const { look, broken } = things();
  broken.add(name);
  expect(await look()).toEqual({ ready: name === 'github', states: { ...fine, [name]: 'unreachable' } });
});

test.each(names)('a hundred ask at once whether %s is there: it is asked once, whatever it answers', async (name) => {
  const { look, asked, broken } = things();
  await Promise.all(Array.from({ length: 100 }, look));
  expect(asked[name]).toBe(1);
  broken.add(name);
  vi.advanceTimersByTime(60_000);
  await Promise.all(Array.from({ length: 100 }, look));
  expect(asked[name]).toBe(2);
});

test.each(names)('a failure of %s is remembered for ten seconds, and has one line in the log', async (name) => {
  const { look, asked, broken, lines } = things();
  broken.add(name);
  for (let seconds = 0; seconds < 30; seconds += 1) {
    await look();
    vi.advanceTimersByTime(1_000);
  }
  expect(asked[name]).toBe(3);
  expect(lines).toEqual([{ level: 'warn', probe: name, error: `Error: connect ECONNREFUSED ${name}.internal` }]);

  broken.delete(name);
  vi.advanceTimersByTime(10_000);
  expect(await look()).toEqual({ ready: true, states: fine });
  await look();
  expect(lines.slice(1)).toEqual([{ level: 'info', probe: name }]);
});

test.each(names)('%s does not answer: that is known after five seconds, and it is asked again later', async (name) => {
  const { look, asked, hanging } = things();
  hanging.add(name);
  const first = look();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await first).states[name]).toBe('unreachable');
  hanging.delete(name);
  vi.advanceTimersByTime(10_000);
  expect(await look()).toEqual({ ready: true, states: fine });
  expect(asked[name]).toBe(2);
});

test('GitHub is asked once a minute while it answers', async () => {
  const { look, asked } = things();
  for (let seconds = 0; seconds < 60; seconds += 1) {
    await look();
    vi.advanceTimersByTime(1_000);
  }
  expect(asked.github).toBe(1);
});
