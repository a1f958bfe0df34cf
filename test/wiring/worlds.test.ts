import { expect, test } from 'vitest';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { unmetered } from '../../src/monitoring/meters.ts';
import { sourceStates } from '../../src/monitoring/source-states.ts';
import { openWorlds } from '../../src/wiring/worlds.ts';
import { metric } from '../stage/samples/outcome-map-of-a-shop.ts';

test('a source that every owner may use is named at the start', () => {
  const warned: unknown[][] = [];
  const log = { warn: (...given: unknown[]) => warned.push(given), info() {}, error() {} };
  const parts = { app: { log }, tenancy: { assertHeld: async () => {}, storeOf: () => ({}) }, meters: unmetered };
  const sources = new Map([
    ['warehouse', { owners: ['acme'] }],
    ['open-data', {}],
  ]);
  openWorlds(parts as never, { appId: 1, pages: {} } as never, sources as never);
  expect(warned).toEqual([
    [{ source: 'open-data' }, 'Source has no `owners`: every owner that installs the App may use it'],
  ]);
});

test('reads of the operator’s queries are noted, for the record; what is pushed is not', async () => {
  const states = sourceStates();
  const log = { warn() {}, info() {}, error() {} };
  const storeOf = () => ({ pushed: async () => undefined });
  const parts = {
    ...{ app: { log }, tenancy: { assertHeld: async () => {}, storeOf } },
    meters: unmetered,
    sourceStates: states,
  };
  const text = 'connections: { files: { type: csv, queries: { q: gone.csv, other: gone.csv } }, ours: { type: push } }';
  const read = parseSources({ file: 'sources.yml', text, environment: {}, place: { folder: '/nowhere' } });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const { metrics } = openWorlds(parts as never, { appId: 1, pages: {} } as never, read.value).of(7, 'a test');
  const [from, to] = [new Date('2026-11-01'), new Date('2026-11-03')];
  for (const source of ['files/q', 'ours/q', 'files/invented'])
    await metrics.read({ owner: 'acme', ownerId: 7, metric: { ...metric('m'), source }, from, to });
  expect(states.anyFails()).toBe(true);
  const asked = { owner: 'acme', ownerId: 7, metric: { ...metric('m'), source: 'files/other' }, from, to };
  await metrics.read({ ...asked, experiment: 'exp_1' });
  const noted: object[] = [];
  await states.save(async (reads) => void noted.push(...reads));
  expect(noted).toEqual([
    {
      ...{ source: 'files', query: 'q', at: expect.any(Date), seconds: expect.any(Number) },
      failure: { reason: 'unreachable', text: 'the file of the source could not be opened' },
    },
  ]);
});
