import { expect, test } from 'vitest';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith } = useWorld();
const day = 86_400_000;
const shippedAt = new Date('2026-11-03T10:00:00Z');

test('harm that begins between two readouts is told before the second', async () => {
  await openWith(`version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, source: warehouse/signups }
  p95_latency: { title: p95 latency, unit: ms, good: down, source: warehouse/p95 }
policy: { guard: ["p95_latency +5%"] }
objectives:
  - { id: O1, title: Small teams find us, key_results: [ { id: KR1, metric: signups, from: 1000, to: 1300, by: 2027-12-31 } ] }
`);
  const { read } = stage.world.metrics;
  stage.world.metrics.read = async (asked) => {
    const answer = await read(asked);
    if (answer.kind !== 'samples' || !JSON.stringify(asked).includes('p95')) return answer;
    const worse = (t: number) => (t >= Date.parse('2026-11-06') ? 1.6 : 1);
    const samples = answer.series.samples.map(({ t, value }) => ({ t, value: value * worse(t) }));
    return { kind: 'samples', series: { bucket: 'day', samples } };
  };
  stage.forge.pullRequests.set(12, pullRequest({ body: betOn() }));
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  const mergeCommitSha = 'b'.repeat(40);
  stage.forge.pullRequests.set(12, pullRequest({ state: 'closed', merged: true, mergedAt: shippedAt, mergeCommitSha }));
  await people.happens({ kind: 'pull-request-changed', number: 12, merged: { title: 'Ask for less', body: betOn() } });
  await shipBet(stage.world, stage.shop, 12, { on: 'release', name: 'v1', sha: mergeCommitSha }, shippedAt);
  await people.workOff();
  const alarmsBy = async (days: number) => {
    const now = new Date(shippedAt.getTime() + days * day + 3_600_000);
    stage.setNow(now.toISOString());
    await doWhatIsDue(stage.world, stage.shop, 12, now);
    return stage.forge.comments.filter(({ body }) => body.includes('soundings:alarm')).length;
  };
  expect(await alarmsBy(2)).toBe(0);
  expect(await alarmsBy(6)).toBe(1);
  expect(await alarmsBy(7)).toBe(1);
});
