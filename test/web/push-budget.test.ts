import { expect, test } from 'vitest';
import { openBudget } from '../../src/web/push/budget.ts';

const token = (id: string, ownerId = 7) => ({
  id,
  ownerId,
  logins: ['acme'],
  metrics: ['*'],
  live: false,
  read: false,
  repositories: [],
});

function opened() {
  let now = 0;
  const budget = openBudget(() => now);
  return { budget, wait: (seconds: number) => (now += seconds * 1000) };
}

test('a token has its requests of a minute, told with what is left, and then anew', () => {
  const { budget, wait } = opened();
  for (let i = 0; i < 119; i += 1) expect(budget.spend(token('a'), 'requests', 1)).toBe(0);
  wait(18);
  expect(budget.headers(token('a'))).toEqual({
    'ratelimit-policy': '"requests";q=120;w=60, "samples";q=50000;w=60',
    ratelimit: '"requests";r=1;t=42, "samples";r=50000;t=42',
  });
  expect(budget.spend(token('a'), 'requests', 1)).toBe(0);
  expect(budget.spend(token('a'), 'requests', 1)).toBe(42);
  expect(budget.spend(token('b'), 'requests', 1)).toBe(0);
  wait(42);
  expect(budget.spend(token('a'), 'requests', 1)).toBe(0);
});

test('what is refused costs nothing: a smaller request has room', () => {
  const { budget } = opened();
  for (let i = 0; i < 4; i += 1) expect(budget.spend(token('a'), 'samples', 10_000)).toBe(0);
  expect(budget.spend(token('a'), 'samples', 10_001)).toBe(60);
  expect(budget.spend(token('a'), 'samples', 10_000)).toBe(0);
});

test('an owner has one budget for all tokens, apart from other owners', () => {
  const { budget } = opened();
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    for (let i = 0; i < 120; i += 1) expect(budget.spend(token(id), 'requests', 1)).toBe(0);
  expect(budget.spend(token('f'), 'requests', 1)).toBe(60);
  expect(budget.headers(token('f')).ratelimit).toBe('"requests";r=0;t=60, "samples";r=50000;t=60');
  expect(budget.spend(token('g', 8), 'requests', 1)).toBe(0);
});
