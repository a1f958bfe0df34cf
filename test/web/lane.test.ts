import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Holder, openLane } from '../../src/web/lane.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

function lane(mostBytes: number) {
  const gone: string[] = [];
  const opened = openLane(mostBytes);
  const holder = (name: string): Holder => ({ giveWay: () => void gone.push(name) });
  return { ...opened, gone, holder };
}

test('what fits is taken at once, and what was released fits again', () => {
  const { take, release, holder, gone } = lane(10);
  const [a, b] = [holder('a'), holder('b')];
  expect([take(a, 6), take(b, 4)]).toEqual([true, true]);
  release(a);
  release(a);
  expect(take(b, 6)).toBe(true);
  expect(gone).toEqual([]);
});

test('a burst waits its turn: nobody who goes on sending gives way', async () => {
  const { take, release, holder, gone } = lane(10);
  const [a, b] = [holder('a'), holder('b')];
  take(a, 10);
  const taken = take(b, 5);
  await vi.advanceTimersByTimeAsync(400);
  release(a);
  expect(await taken).toBe(true);
  expect(gone).toEqual([]);
});

test('who took nothing for half a second gives way, the longest first, and no more than needed', async () => {
  const { take, holder, gone } = lane(10);
  const [a, b, c] = [holder('a'), holder('b'), holder('c')];
  take(a, 3);
  vi.advanceTimersByTime(100);
  take(b, 3);
  vi.advanceTimersByTime(100);
  take(a, 3);
  vi.advanceTimersByTime(1_000);
  expect(await take(c, 4)).toBe(true);
  expect(gone).toEqual(['b']);
});

test('who waits for room gives way to nobody while somebody else holds bytes back', async () => {
  const { take, holder, gone } = lane(10);
  const [a, b] = [holder('a'), holder('b')];
  take(a, 5);
  take(b, 5);
  const more = take(a, 5);
  await vi.advanceTimersByTimeAsync(500);
  expect(await more).toBe(true);
  expect(gone).toEqual(['b']);
});

test('where all wait for room, one gives way', async () => {
  const { take, holder, gone } = lane(10);
  const [a, b] = [holder('a'), holder('b')];
  take(a, 5);
  take(b, 5);
  const [ofA, ofB] = [take(a, 2), take(b, 5)];
  await vi.advanceTimersByTimeAsync(500);
  expect(await Promise.all([ofA, ofB])).toEqual([false, true]);
  expect(gone).toEqual(['a']);
});

test('where all wait for room, who holds most gives way at once, and an ordinary delivery is taken', async () => {
  const { take, holder, gone } = lane(10);
  const [small, large] = [holder('small'), holder('large')];
  take(small, 2);
  take(large, 8);
  const [ofLarge, ofSmall] = [take(large, 2), take(small, 2)];
  expect(await Promise.all([ofLarge, ofSmall])).toEqual([false, true]);
  expect(gone).toEqual(['large']);
});

test('who wants more than the lane holds leaves', async () => {
  const { take, holder, gone } = lane(10);
  expect(await take(holder('a'), 11)).toBe(false);
  expect(gone).toEqual([]);
});

test('of too many that wait, those leave who came first', async () => {
  const { take, release, holder } = lane(100);
  const first = holder('first');
  take(first, 100);
  const waiting = Array.from({ length: 70 }, (_, index) => take(holder(String(index)), 1));
  release(first);
  const outcomes = await Promise.all(waiting);
  expect(outcomes).toEqual([...Array(6).fill(false), ...Array(64).fill(true)]);
});
