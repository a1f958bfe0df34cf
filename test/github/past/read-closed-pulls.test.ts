import { expect, test } from 'vitest';
import { type ClosedPulls, readClosedPulls } from '../../../src/github/past/read-closed-pulls.ts';
import type { Requests } from '../../../src/github/requests/requests.ts';
import { shop as repository } from '../payloads.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString().replace('.000', '');

/** A list of GitHub: numbers by when they changed last. */
class Listed {
  readonly changed = new Map<number, number>();
  readonly pages: number[] = [];
  failsAt: number | undefined;

  readonly requests = (async () =>
    async (_: string, { page }: { page: number }) => {
      if (page === this.failsAt) throw new Error('the connection broke');
      this.pages.push(page);
      const sorted = [...this.changed].sort(([, one], [, other]) => other - one);
      const shown = sorted.slice((page - 1) * 100, page * 100).map(([number, second]) => ({
        ...{ number, title: `Change ${number}`, body: null, user: null, labels: [{ name: 'ui' }] },
        ...{ merged_at: number % 2 === 0 ? at(number) : null, updated_at: at(second) },
        ...{ head: { ref: 'form', repo: null }, base: { ref: 'main', repo: { id: 1 } } },
      }));
      return { data: shown, headers: sorted.length > page * 100 ? { link: '<x>; rel="next"' } : {} };
    }) as unknown as Requests;

  async read(known: ClosedPulls, since: number): Promise<number[]> {
    this.pages.length = 0;
    await readClosedPulls(this.requests, repository, new Date(at(since)), known, () => {});
    return this.pages;
  }
}

const listed = (count: number) => {
  const list = new Listed();
  for (let number = 1; number <= count; number++) list.changed.set(number, number);
  return list;
};

test('pages are read back to the date, and no further', async () => {
  const [list, known]: [Listed, ClosedPulls] = [listed(450), { pulls: new Map() }];
  expect(await list.read(known, 300)).toEqual([1, 2]);
  expect(known.pulls.size).toBe(200);
  expect(known.pulls.get(450)).toEqual({
    ...{ number: 450, title: 'Change 450', body: '', author: 'ghost', labels: ['ui'] },
    ...{ mergedAt: at(450), updatedAt: at(450), headRef: 'form', baseRef: 'main', fromFork: true },
  });
});

test('a later run asks for what is new, and goes on where an earlier date asks for more', async () => {
  const [list, known]: [Listed, ClosedPulls] = [listed(450), { pulls: new Map() }];
  await list.read(known, 300);
  expect(await list.read(known, 300)).toEqual([1]);
  for (let number = 451; number <= 600; number++) list.changed.set(number, number);
  list.changed.set(7, 601);
  expect(await list.read(known, 300)).toEqual([1, 2]);
  expect(known.pulls.size).toBe(351);
  expect(await list.read(known, 0)).toEqual([1, 4, 5, 6]);
  expect(known.pulls.size).toBe(600);
  expect(await list.read(known, 0)).toEqual([1]);
});

test('a run that broke goes on, and misses nothing that changed meanwhile', async () => {
  const [list, known]: [Listed, ClosedPulls] = [listed(450), { pulls: new Map() }];
  list.failsAt = 3;
  await expect(list.read(known, 0)).rejects.toThrow('the connection broke');
  for (let number = 1; number <= 120; number++) list.changed.set(number, 1_000 + number);
  list.failsAt = 2;
  await expect(list.read(known, 0)).rejects.toThrow('the connection broke');
  list.failsAt = undefined;
  await list.read(known, 0);
  expect([...known.pulls.keys()].sort((one, other) => one - other)).toEqual(
    Array.from({ length: 450 }, (_, i) => i + 1),
  );
});
