import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lately } from '../../src/monitoring/lately.ts';
import { silent } from '../stage/world/silent-log.ts';

const limits = { everyMs: 15_000, waitMs: 2_000, oldestMs: 60_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('however many ask, it is read once in its time', async () => {
  const read = vi.fn(async () => read.mock.calls.length);
  const ask = lately(read, 'it', silent, limits);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  vi.advanceTimersByTime(14_999);
  expect(await ask()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await ask()).toBe(2);
});

test('nobody waits long; what arrives later is there for the next', async () => {
  const ask = lately(() => new Promise((resolve) => setTimeout(resolve, 10_000, 'it')), 'it', silent, limits);
  const first = ask();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await first).toBeUndefined();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await ask()).toBe('it');
});

test('what was read too long ago is not told; a failure is a line of the log, once', async () => {
  const warned: unknown[] = [];
  let broken = false;
  const read = async () => {
    if (broken) throw new Error('gone');
    return 'it';
  };
  const ask = lately(read, 'it', { ...silent, warn: (...given) => warned.push(given) }, limits);
  expect(await ask()).toBe('it');
  broken = true;
  vi.advanceTimersByTime(59_000);
  expect(await ask()).toBe('it');
  vi.advanceTimersByTime(15_000);
  expect(await ask()).toBeUndefined();
  expect(warned).toEqual([[{ what: 'it', error: 'Error: gone' }, 'Monitoring: not read; retrying']]);
  broken = false;
  vi.advanceTimersByTime(15_000);
  expect(await ask()).toBe('it');
});
