import { expect, test, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Repository } from '../../src/domain/repository.ts';
import { mapLoader } from '../../src/github/outcome-map/load-outcome-map.ts';

vi.mock('yaml', async (original) => {
  const yaml = await original<typeof import('yaml')>();
  return { ...yaml, parseAllDocuments: vi.fn(yaml.parseAllDocuments) };
});

const shop: Repository = {
  ...{ id: 1, ownerId: 10, owner: 'acme', name: 'shop', defaultBranch: 'main', private: false, installationId: 5 },
};
const place = { name: 'shop', path: '.github/soundings.yml' };
const proposal = { ref: 'head', mayRead: async () => true };
const parsed = vi.mocked(parseAllDocuments);

const bomb = Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(at === 0 ? 0 : 9)}x]\n`);
const hostile: [what: string, text: string][] = [
  ['aliases that unfold', `version: 1\n${bomb.join('')}`],
  ['a deep nest', `version: 1\nmetrics: ${'['.repeat(10_000)}`],
  ['a giant key', `version: 1\n? ${'k'.repeat(200_000)}\n: x\n`],
  ['quotes', `version: 1\nmetrics: ${'"a" '.repeat(30_000)}`],
  [
    'a large map in order',
    `version: 1\nmetrics:\n${Array.from({ length: 5_000 }, (_, at) => `  metric_${at}: { title: The ${at}th, good: up }\n`).join('')}`,
  ],
];

test.each(hostile)('%s, proposed with a hundred pushes, is parsed once', async (_, text) => {
  const load = mapLoader({ file: async () => undefined });
  parsed.mockClear();
  const found = [];
  for (let push = 0; push < 100; push += 1) found.push(await load(shop, place, { sha: 'blob', text }, proposal));
  expect(parsed.mock.calls.length).toBeLessThanOrEqual(1);
  expect(found.at(-1)).toEqual(found[0]);
});

test('proposals do not push out what is in force, nor do two texts of one name stand in for each other', async () => {
  const load = mapLoader({ file: async () => undefined });
  const map = (name: string) => `version: 1\nmetrics: { ${name}: { good: up } }\n`;
  const nameIn = async (text: string, of?: typeof proposal) => {
    const loaded = await load(shop, place, { sha: 'blob', text }, of);
    return 'map' in loaded ? loaded.map.metrics[0]?.name : undefined;
  };
  expect(await nameIn(map('rate'))).toBe('rate');
  expect(await nameIn(map('time'))).toBe('time');
  const large = Array.from({ length: 5_000 }, (_, at) => `  metric_${at}: { title: The ${at}th, good: up }\n`).join('');
  for (let push = 0; push < 5; push += 1)
    await load(
      shop,
      place,
      { sha: `${push}`, text: `version: 1\nmetrics:\n  m${push}: { good: up }\n${large}` },
      proposal,
    );
  parsed.mockClear();
  expect(await nameIn(map('rate'))).toBe('rate');
  expect(parsed).not.toHaveBeenCalled();
});
