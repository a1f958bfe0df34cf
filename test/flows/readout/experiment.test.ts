import { expect, test } from 'vitest';
import { postReadout } from '../../../src/flows/readout/post-readout.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { folderOf } from '../../stage/process/run-soundings.ts';
import { silent } from '../../stage/world/silent-log.ts';
import { useDatabase } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const database = useDatabase();

const map = `version: 1
metrics:
  signup_rate:
    { title: Sign-up rate, unit: ratio, good: up, source: files/signups, arms: { control: old, treatment: new } }
objectives:
  - id: O1
    key_results:
      - { id: KR1, metric: signup_rate, from: 5%, to: 6%, by: 2027-12-31 }
follow_up: { after: [7d, 14d] }
`;

const day = 86_400_000;
const sha = 'b'.repeat(40);

/** A bet on an experiment that begins with the release on 3 November: so many people a day in the group with the change, 11 in 200 sign up. */
async function play(people: number) {
  const { world, shop, forge, store, setNow, evaluate } = await openWorld(database, map);
  const rows = Array.from({ length: 14 }, (_, i) => {
    const t = new Date(Date.UTC(2026, 10, 3) + i * day).toISOString().slice(0, 10);
    return `${t},old,100,2000\n${t},new,${Math.round(people * 0.055)},${people}`;
  });
  const folder = folderOf({ 'signups.csv': `t,arm,numerator,denominator\n${rows.join('\n')}\n` });
  const text = 'connections: { files: { type: csv, queries: { signups: signups.csv } } }';
  const parsed = parseSources({ file: 'sources.yml', text, environment: {}, place: { folder } });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  world.metrics = metricReader({ sources: parsed.value, log: silent });

  const said = (kind: string) =>
    forge.comments.find(({ body }) => body.startsWith(`<!-- soundings:${kind}`))?.body.replaceAll('\u00a0', ' ') ?? '';
  const body = 'Key result: KR1\nExpect: signup_rate +10% within 14 days';
  forge.pullRequests.set(12, pullRequest({ body }));
  await evaluate(12);
  const forecast = said('forecast');
  const mergedAt = new Date('2026-11-03T09:30:00Z');
  forge.pullRequests.set(12, pullRequest({ body, state: 'closed', merged: true, mergedAt, mergeCommitSha: sha }));
  await evaluate(12);
  await shipBet(world, shop, 12, { on: 'release', name: 'v1', sha }, new Date('2026-11-03T10:00:00Z'));
  setNow('2026-11-10T12:00:00Z');
  await postReadout(world, shop, 12, world.now());
  setNow('2026-11-17T12:00:00Z');
  await postReadout(world, shop, 12, world.now());
  return { forecast, interim: said('interim'), final: said('final'), bet: await store.betOf(shop.id, 12) };
}

test('an experiment that begins with the release: the groups are compared, with no history at all', async () => {
  const { forecast, interim, final, bet } = await play(2000);
  expect(forecast).toContain('measurable=yes');
  expect(forecast).toContain('**Experiment** `new` gets the change, `old` does not');
  expect(interim).toContain('### Interim, day 7: no clear movement of Sign-up rate so far');
  expect(interim).toContain('95% interval, valid at every look,');
  expect(final).toContain('### It moved: Sign-up rate up 10%, 10% was expected');
  expect(final).toContain(
    'In the 14 days since **v1** (3 Nov): **5.5%** with the change, against 5.0% without it. The effect is +10% (95% interval +2% to +18%).',
  );
  expect(final).toContain('26,000 with the change (`new`) and 26,000 without it (`old`)');
  expect(bet?.verdict).toBe('moved');
});

test('groups of the wrong sizes: that is what the readout says, and nothing moved', async () => {
  const { final, bet } = await play(1800);
  expect(final).toContain(
    '### Cannot tell: the two groups of the experiment on Sign-up rate do not have the sizes they were meant to',
  );
  expect(final).toContain('23,400 with the change (`new`) and 26,000 without it (`old`); halves were meant.');
  expect(final).not.toContain('coincides');
  expect(bet?.verdict).toBe('inconclusive');
});
