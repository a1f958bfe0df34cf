import { expect, test } from 'vitest';
import { doJob } from '../../src/flows/do-job.ts';
import { evaluatePullRequest } from '../../src/flows/gate/evaluate-pull-request.ts';
import { doWhatIsDue } from '../../src/flows/readout/do-what-is-due.ts';
import { measureNow } from '../../src/flows/readout/measure-now.ts';
import { shipBet } from '../../src/flows/release/ship-bet.ts';
import { mapOf } from '../stage/world/map-of.ts';
import { useDatabase } from '../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../stage/world/world.ts';
import { readerWith } from './lifted-series.ts';

const database = useDatabase();

const map = (name: string) =>
  mapOf({
    metrics: `${name}: { title: Sign-ups, unit: count, good: up, drives: [projects], controls: [sibling], source: warehouse/a }
  sibling: { title: Siblings, unit: count, good: up, source: warehouse/b }
  projects: { title: Projects, unit: count, good: up, drives: [other.${name}], source: warehouse/c }
  other.${name}: { title: Others, unit: usd, good: up, source: warehouse/d }`,
    on: name,
    policy: '',
    more: 'follow_up: { after: [7d, 28d] }',
  });

/** A bet from its pull request to its last readout, and all that was said and kept of it. */
async function livesOf(name: string): Promise<string> {
  const stage = await openWorld(database, map(name));
  const { world, shop, forge, store, setNow } = stage;
  // By the sources' names, or the noise would tell one from the other.
  const series = readerWith([{ metric: 'a', from: '2026-06-01', by: 0.1 }]);
  world.metrics = {
    read: (request) => {
      const { source = '' } = request.metric;
      return series({ ...request, metric: { ...request.metric, name: source.replace('warehouse/', '') } });
    },
  };
  const forecast = () => doJob(world, shop, { kind: 'forecast', repositoryId: shop.id, number: 12 });
  const body = `Key result: KR1\nExpect: ${name} +10% within 14 days\nGuard: other.${name} +5%`;
  setNow('2026-06-01T10:00:00Z');
  forge.pullRequests.set(12, pullRequest({ body }));
  await stage.evaluate(12);
  const at = new Date('2026-06-01T10:00:00Z');
  const mergeCommitSha = 'b'.repeat(40);
  forge.pullRequests.set(12, pullRequest({ body, state: 'closed', merged: true, mergedAt: at, mergeCommitSha }));
  await evaluatePullRequest(world, shop, 12);
  await shipBet(world, shop, 12, { on: 'release', name: 'v1', sha: mergeCommitSha }, at);
  await forecast();
  const outcomes = [];
  for (const day of ['2026-06-09', '2026-06-30', '2026-08-01', '2026-09-10']) {
    setNow(`${day}T12:00:00Z`);
    await measureNow(world, shop, 12);
    outcomes.push(await doWhatIsDue(world, shop, 12, world.now()));
    await forecast();
  }
  const bet = await store.betOf(shop.id, 12);
  const kept = { baseline: bet?.baseline, levels: bet?.levels, verdict: bet?.verdict };
  const trials = await store.edgeTrials(shop.ownerId);
  const record = await store.trackRecords(shop.ownerId, [{ metric: name }], 3);
  const said = JSON.stringify([forge.comments, forge.checks, [...forge.labels], outcomes, kept, trials, record]);
  return (
    said
      .replaceAll('\u2060', '')
      .replaceAll(name, 'NAME')
      // As whole keys or values: the figures have the same digits.
      .replace(/("(?:repositoryId|ownerId)":)\d+/g, '$1N')
      .replace(/("betId":")\d+-/g, '$1N-')
  );
}

test('a metric may be called constructor', async () => {
  const said = await livesOf('constructor');
  expect(said).toContain('moved');
  expect(said).toBe(await livesOf('constructoq'));
});
