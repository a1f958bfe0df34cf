import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import type { Repository } from '../../src/domain/repository.ts';
import type { ForgeFile } from '../../src/flows/ports/forge.ts';
import { mapLoader } from '../../src/github/outcome-map/load-outcome-map.ts';
import { fileReader } from '../../src/github/read-file.ts';

let collectGarbage: () => void;
beforeAll(() => {
  setFlagsFromString('--expose-gc');
  collectGarbage = runInNewContext('gc');
});

const shop: Repository = {
  ...{ id: 1, ownerId: 10, owner: 'acme', name: 'shop', defaultBranch: 'main', private: false, installationId: 5 },
};
const path = '.github/soundings.yml';
const place = { name: 'shop', path };

/** About 226 kB, of 1,900 metrics; no two are the same. */
const largeMap = (version: number) =>
  `version: 1\nmetrics:\n${Array.from(
    { length: 1_900 },
    (_, at) =>
      `  metric_${version}_${at}:\n    title: The ${at}th metric of version ${version}\n    good: up\n    unit: usd\n    source: warehouse/m_${at}\n`,
  ).join('')}`;

const blob = (version: number, text = largeMap(version)): ForgeFile => ({ sha: `blob ${version}`, text });

const heldBytes = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

test('of maps that are only proposed nothing is kept, however many are pushed', async () => {
  const load = mapLoader({ file: async () => undefined });
  const proposal = { ref: 'head', mayRead: async () => true };
  const push = (version: number) => load(shop, place, blob(version), proposal);
  await push(0);
  const before = heldBytes();
  // Each takes 4 to 5 MB once it is parsed: a dozen are enough to see whether they pile up.
  for (let version = 1; version <= 12; version += 1) expect(await push(version)).toHaveProperty('map');
  expect(heldBytes() - before).toBeLessThan(20_000_000);
});

test('maps in force are kept up to a bound of bytes, the one used last among them', async () => {
  const load = mapLoader({ file: async () => undefined });
  const inForce = (version: number) => load(shop, place, blob(version));
  const [small, other] = [1, 2].map((version) =>
    blob(-version, `version: 1\nmetrics: { m${version}: { good: up } }\n`),
  );
  if (!small || !other) throw new Error('No maps');
  const mapOf = async (file: ForgeFile) => ((await load(shop, place, file)) as { map: object }).map;
  const kept = await mapOf(small);
  expect(await mapOf(small)).toBe(kept);
  const before = heldBytes();
  for (let version = 1; version <= 16; version += 1) await inForce(version);
  expect(heldBytes() - before).toBeLessThan(40_000_000);
  // What was asked for last is there as the same object, what came before sixteen large ones is not.
  const fresh = await mapOf(other);
  expect(await mapOf(other)).toBe(fresh);
  expect(await mapOf(small)).not.toBe(kept);
});

test('files are kept up to a bound of bytes, and none of a ref that anybody may push', async () => {
  const asked: (string | undefined)[] = [];
  const text = 'x'.repeat(90_000);
  const read = fileReader(
    async () =>
      (async (_: string, { path: of, headers }: { path: string; headers: Record<string, string> }) => {
        asked.push(headers['if-none-match']);
        const content = Buffer.from(`${of} ${text}`).toString('base64');
        return { data: { type: 'file', sha: of, encoding: 'base64', content }, headers: { etag: `"${of}"` } };
      }) as never,
  );
  const before = heldBytes();
  for (let at = 0; at < 1_000; at += 1) await read(shop, `file ${at}`);
  expect(heldBytes() - before).toBeLessThan(40 * 1024 * 1024);
  await read(shop, 'file 999');
  await read(shop, 'file 0');
  for (let twice = 0; twice < 2; twice += 1) await read(shop, path, { ref: 'head' });
  expect(asked.slice(1_000)).toEqual(['"file 999"', undefined, undefined, undefined]);
});
