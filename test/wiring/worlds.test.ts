import { expect, test } from 'vitest';
import { unmetered } from '../../src/monitoring/meters.ts';
import { openWorlds } from '../../src/wiring/worlds.ts';

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
