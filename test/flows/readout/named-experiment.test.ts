import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { postReadout } from '../../../src/flows/readout/post-readout.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { metricReader } from '../../../src/metrics/metric-reader.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { folderOf } from '../../stage/process/run-soundings.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';
import { silent } from '../../stage/world/silent-log.ts';
import { useDatabase } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const database = useDatabase();

const map = `version: 1
metrics:
  signup_rate:
    title: Sign-up rate
    unit: ratio
    good: up
    source: files/signups
    experiments: { source: platform/results, arms: { control: "0", treatment: "1" } }
objectives:
  - id: O1
    key_results:
      - { id: KR1, metric: signup_rate, from: 5%, to: 6%, by: 2027-12-31 }
follow_up: { after: [7d, 14d] }
`;

const day = 86_400_000;
const sha = 'b'.repeat(40);
const instant = (date: string) => new Date(`${date}T10:00:00Z`);

/** A bet that names `exp_1`; its metric does not change before or after the release. What the platform answers is given, and what it was asked is returned. */
async function play(answer: unknown, experiment = 'platform/exp_1', mayWrite = true) {
  const { world, shop, forge, store, setNow, evaluate } = await openWorld(database, map);
  const asked: string[] = [];
  const server = await startHttpServer(async (request, response) => {
    asked.push(`${request.url} ${await text(request)}`.trim());
    const status = typeof answer === 'number' ? answer : 200;
    return response.writeHead(status).end(JSON.stringify(answer));
  });
  onTestFinished(() => server.stop());
  const rows = Array.from({ length: 120 }, (_, i) => {
    const t = new Date(Date.UTC(2026, 10, 25) - (119 - i) * day).toISOString().slice(0, 10);
    return `${t},${100 + ((i * 7) % 11)},2000`;
  });
  const folder = folderOf({ 'signups.csv': `t,numerator,denominator\n${rows.join('\n')}\n` });
  const parsed = parseSources({
    ...{ file: 'sources.yml', environment: {}, place: { folder } },
    text: JSON.stringify({
      connections: {
        files: { type: 'csv', queries: { signups: 'signups.csv' } },
        platform: { type: 'http', url: server.url, queries: { results: 'experiments/{experiment}/results' } },
      },
    }),
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  world.metrics = metricReader({ sources: parsed.value, log: silent });

  const said = (kind: string) =>
    forge.comments.findLast(({ body }) => body.startsWith(`<!-- soundings:${kind}`))?.body.replaceAll('\u00a0', ' ') ??
    '';
  const body = `Key result: KR1\nExpect: signup_rate +10% within 14 days\nExperiment: ${experiment}`;
  const stated = { body, fromFork: !mayWrite };
  forge.pullRequests.set(12, pullRequest(stated));
  await evaluate(12);
  const forecast = said('forecast');
  const merge = { state: 'closed', merged: true, mergedAt: instant('2026-11-03'), mergeCommitSha: sha } as const;
  forge.pullRequests.set(12, pullRequest({ ...stated, ...merge }));
  await evaluate(12);
  const beforeRelease = [...asked];
  await shipBet(world, shop, 12, { on: 'release', name: 'v1', sha }, instant('2026-11-03'));
  const at = async (date: string) => {
    setNow(instant(date).toISOString());
    return postReadout(world, shop, 12, world.now());
  };
  const check = forge.checks.at(-1)?.output;
  return { forecast, check, at, said, asked, beforeRelease, bet: () => store.betOf(shop.id, 12) };
}

const totals = [
  { arm: '0', numerator: 1300, denominator: 26_000 },
  { arm: '1', numerator: 1430, denominator: 26_000 },
];

test('the groups of the experiment that is named are compared, by totals that know no days', async () => {
  const { forecast, check, at, said, asked, beforeRelease, bet } = await play(totals);
  expect(check?.summary).toContain(
    'The readout compares the groups of the experiment `platform/exp_1`, read after the release.',
  );
  expect(forecast).toContain(
    '**Experiment** the readout compares the groups of `platform/exp_1` over the same days, once we have checked that the split matches the plan. It is read after the release; if there are no groups then, before and after are compared instead.',
  );
  expect(forecast).not.toContain('can show changes of');
  expect((await bet())?.bet.experiment).toEqual({ connection: 'platform', id: 'exp_1' });
  expect(beforeRelease).toEqual([]);

  expect(await at('2026-11-10')).toMatchObject({ status: 'posted', interim: true });
  expect(said('interim')).toContain('95% interval, valid at every look,');
  expect(await at('2026-11-17')).toMatchObject({ status: 'posted', verdict: 'moved' });
  const final = said('final');
  expect(final).toContain('### It moved: Sign-up rate up 10%, 10% was expected');
  expect(final).toContain('**5.5%** with the change, against 5.0% without it. The effect is +10%');
  expect(final).toContain(
    '**Cause** Two groups, all in all as their source adds them up: 26,000 with the change (`1`) and 26,000 without it (`0`).',
  );
  expect(final).toContain('| without the change | with the change |\n|---|---|\n| 5.0% | 5.5% |');
  expect(final).toContain('- These groups can show differences of 11.5% or more.');
  expect(final).not.toContain('7 days from');
  expect(asked).toEqual(['/experiments/exp_1/results', '/experiments/exp_1/results']);
});

test('an experiment without groups: before and after, and why', async () => {
  const { at, said } = await play([]);
  // Nothing moved, which says little of those who got the change: what was expected of them is not ruled out by it.
  expect(await at('2026-11-17')).toMatchObject({ status: 'posted', verdict: 'inconclusive', interim: false });
  const final = said('final');
  expect(final).toContain('### Cannot tell yet: Sign-up rate may have moved, or not at all');
  expect(final).toContain('The effect is');
  expect(final).not.toContain('ruled out');
  expect(final).toContain(
    '**Experiment** `platform/exp_1` has no groups of this metric, so before and after are compared, and the effect is held against zero alone: if only some people got the change, it did more to them than is seen here.',
  );
});

test('an uneven split is said, and nothing is concluded', async () => {
  const [control, treatment] = totals;
  const { at, said } = await play([control, { ...treatment, denominator: 23_000 }]);
  expect(await at('2026-11-17')).toMatchObject({ verdict: 'inconclusive' });
  expect(said('final')).toContain(
    '### Cannot tell: the two groups of the experiment on Sign-up rate do not have the sizes they were meant to',
  );
});

test('a platform that fails is waited for, and then before and after are compared', async () => {
  const { at, said } = await play(500);
  expect(await at('2026-11-17')).toMatchObject({ status: 'delayed' });
  await at('2026-11-25');
  expect(said('final')).toContain(
    '**Experiment** `platform/exp_1` could not be read (the source answered with status 500), so before and after are compared, and the effect is held against zero alone',
  );
});

test('what a fork’s pull request names is read for nobody before the merge, and from no other connection after it', async () => {
  for (const experiment of ['files/exp_1', 'platform/../../admin', `platform/x'; drop`]) {
    const { at, asked, forecast, bet } = await play(totals, experiment, false);
    await at('2026-11-17');
    expect(asked).toEqual([]);
    expect(forecast).not.toContain('**Experiment**');
    expect((await bet())?.bet.experiment).toBeUndefined();
  }
});
