import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/cli/digest/digest-of.ts';
import { connect } from '../../src/db/connect.ts';
import { createStore } from '../../src/db/stores/store.ts';
import type { Rhythm } from '../../src/domain/outcome-map/digest/plan.ts';
import { outcomeMapOf, readOutcomeMap } from '../../src/domain/outcome-map/read-outcome-map.ts';
import type { MetricReader } from '../../src/flows/ports/metric-reader.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';
import { saveSampleRecord } from '../stage/samples/sample-record.ts';

const metrics = `metrics:
  signup_rate: { unit: ratio, good: up, drives: [revenue], source: files/signup_rate }
  revenue: { unit: usd, good: up, horizon: lagging, source: files/revenue }
`;

const dayAt = (at: number) => new Date(Date.UTC(2026, 7, 1) + at * 86_400_000).toISOString().slice(0, 10);

const mapOf = (digest = '') => {
  const read = readOutcomeMap('map.yml', `version: 1\n${metrics}${digest}`);
  const made = 'document' in read ? outcomeMapOf(read.document) : read;
  if ('problems' in made) throw new Error(JSON.stringify(made));
  return { map: made.map, version: 'v1', home: { name: '.github' } };
};

test('prints the digest of an owner, with the figures that its repository may show', async () => {
  const cwd = folderOf({
    '.env': 'DATA_DIR=here\n',
    'sources.yml': 'connections:\n  files: { type: csv, owners: [acme], queries: { signup_rate: rate.csv } }\n',
    'rate.csv': ['t,value', ...Array.from({ length: 120 }, (_, at) => `${dayAt(at)},0.0${3 + (at % 2)}`), ''].join(
      '\n',
    ),
  });
  await makeDataFolder(join(cwd, 'here'), 'started');
  const { database, close } = await connect({ dataDir: join(cwd, 'here') });
  const store = createStore(database, async () => {});
  await saveSampleRecord(store);
  await store.saveMapState(11, { lastGood: mapOf() });
  const reading: MetricReader = { read: async () => ({ kind: 'empty' }) };
  const told = (rhythm: Rhythm, at: string) =>
    digestOf({ store, metrics: reading }, { ownerId: 1, home: '.github' }, rhythm, new Date(at));
  expect(await told('monthly', '2026-11-02')).toMatch(
    /^## Monthly digest: 2026-10\n\n\*\*October 2026\*\*, 1 Oct to 1 Nov 2026\./,
  );
  expect(await told('quarterly', '2027-01-02')).toContain('### Bets and non-bets');
  // Nobody knows whether acme/goals is private: it counts as public, and so does what may be told there.
  await store.saveMapState(11, {
    lastGood: mapOf('digest: { repository: goals, weekly: "mon 09:00", repositories: [shop] }\n'),
  });
  const open = await told('weekly', '2026-10-27');
  expect(open).toContain('acme/shop#12');
  expect(open).not.toMatch(/A shorter form|signup_rate|同じ/);
  await store.saveMapState(11, { lastGood: mapOf() });
  await close();

  const run = (...args: string[]) => runSoundings(['digest', ...args], { cwd });
  const weekly = await run('--owner', 'ACME', '--weekly', '--at', '2026-10-26');
  expect(weekly).toMatchObject({ status: 0, stderr: '' });
  await expect(weekly.stdout.replaceAll('\u00a0', ' ')).toMatchFileSnapshot('../fixtures/digests/printed-weekly.txt');
  expect(await run('--owner', 'acme')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('say which: --weekly, --monthly or --quarterly'),
  });
});
