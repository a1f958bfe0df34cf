import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backpressure } from '../../src/jobs/backpressure.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers that are under way until they are told to end. */
function answering(first: ReturnType<typeof backpressure>, count: number) {
  const ends: (() => void)[] = [];
  for (let n = 0; n < count; n += 1) void first.answer(() => new Promise<void>((resolve) => ends.push(resolve)));
  return ends;
}

const begins = (room: Promise<void>) => {
  const begun = vi.fn();
  void room.then(begun);
  return begun;
};

test('a few answers keep no job from beginning', async () => {
  const first = backpressure();
  answering(first, 3);
  const begun = begins(first.room());
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toHaveBeenCalled();
});

test('a crowd of answers does, until it is none any more', async () => {
  const first = backpressure();
  const [end] = answering(first, 4);
  const begun = begins(first.room());
  await vi.advanceTimersByTimeAsync(900);
  expect(begun).not.toHaveBeenCalled();
  end?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toHaveBeenCalledOnce();
});

test('a crowd that does not end holds a job up for a second', async () => {
  const first = backpressure();
  answering(first, 50);
  const begun = begins(first.room());
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toHaveBeenCalledOnce();
});

test('an answer that fails is over too, and its error is told', async () => {
  const first = backpressure();
  answering(first, 3);
  await expect(first.answer(() => Promise.reject(new Error('the database is gone')))).rejects.toThrow('gone');
  const begun = begins(first.room());
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toHaveBeenCalled();
});
