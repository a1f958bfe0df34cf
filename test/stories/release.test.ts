import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import {
  bet,
  checked,
  commented,
  daysAfter,
  mapFile,
  marked,
  outcomeMap,
  settled,
  useStory,
  verdictLabels,
} from '../stage/story/story.ts';

/** What counts as shipped, what takes it back, and what a silent or failing source makes of the readout. */
describe('release and readout', () => {
  const stage = useStory('postgres');
  let number = 0;

  beforeAll(() => stage.start());

  const repository = (release: string, policy?: string): Promise<RepositoryOnGitHub> => {
    number += 1;
    return stage.github.createRepository(`acme/repo-${number}`, {
      files: { [mapFile]: outcomeMap(policy, `release: ${release}\nfollow_up: { after: [7d, 14d] }\n`) },
    });
  };
  const merged = async (shop: RepositoryOnGitHub, body = bet): Promise<PullRequestOnGitHub> => {
    number += 1;
    const pull = await shop.openPullRequest({
      title: `Change ${number}`,
      author: 'ben',
      branch: `change-${number}`,
      files: { [`src/${number}.ts`]: 'export {};\n' },
      body,
    });
    await checked(pull, 'success');
    await commented(pull, 'forecast');
    await pull.merge();
    await eventually('frozen', async () => (await marked(pull, 'forecast', 'state=open')).length === 0);
    return pull;
  };
  const shipped = (pull: PullRequestOnGitHub) => commented(pull, 'forecast', 'state=shipped');

  test('release: on merge ships at the merge', async () => {
    const shop = await repository('{ on: merge }');
    await shipped(await merged(shop));
  });

  test('a tag pattern keeps the families of a monorepo apart', async () => {
    const shop = await repository('{ on: release, tags: "api-v*" }');
    const pull = await merged(shop);
    await shop.release({ tag: 'web-v2.0.0' });
    await settled(stage.github);
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
    await shop.release({ tag: 'api-v2.0.0' });
    await shipped(pull);
  });

  test('a release of an older commit does not hold the merge', async () => {
    const shop = await repository('{ on: release }');
    const before = await shop.tip();
    const pull = await merged(shop);
    await shop.release({ tag: 'v0.9.1', target: before });
    await settled(stage.github);
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
  });

  test('a release heard of before the merge that it holds still ships it', async () => {
    const shop = await repository('{ on: release }');
    number += 1;
    const pull = await shop.openPullRequest({
      title: 'Out of order',
      author: 'ben',
      branch: 'order',
      files: { 'src/order.ts': 'export {};\n' },
      body: bet,
    });
    await checked(pull, 'success');
    stage.github.relay.hold();
    await pull.merge();
    await shop.release({ tag: 'v1.0.0' });
    stage.github.relay.release('reversed');
    await shipped(pull);
  });

  test('deployments: staging does not count, production does; an older commit rolls back, the next one brings back', async () => {
    const shop = await repository('{ on: deployment, environment: production }');
    const before = await shop.tip();
    await shop.deploy({ sha: before });
    await settled(stage.github);
    const pull = await merged(shop);
    await shop.deploy({ environment: 'staging' });
    await settled(stage.github);
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
    await shop.deploy({ states: ['in_progress', 'success', 'success'] });
    await shipped(pull);
    await shop.deploy({ sha: before });
    const undone = await commented(pull, 'forecast', 'state=reverted');
    expect(undone.body).toMatch(/rolled back/i);
    await eventually('the label', async () => (await verdictLabels(pull)).includes('soundings:reverted'));
    await shop.deploy({});
    await shipped(pull);
    await eventually('no label', async () => (await verdictLabels(pull)).length === 0);
  });

  test('a revert takes the bet out of measuring; a re-apply brings it back with a new window', async () => {
    const shop = await repository('{ on: release }');
    const pull = await merged(shop);
    await shop.release({ tag: 'v1.0.0' });
    await shipped(pull);
    const revert = await pull.revert();
    await revert.merge();
    const undone = await commented(pull, 'forecast', 'state=reverted');
    expect(undone.body).toContain(`#${revert.number}`);
    await eventually('the label', async () => (await verdictLabels(pull)).includes('soundings:reverted'));
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 30).toISOString());
    expect(await marked(pull, 'final')).toEqual([]);

    const again = await revert.revert();
    await again.merge();
    await commented(pull, 'forecast', 'state=merged');
    await shop.release({ tag: 'v1.0.1' });
    const back = await shipped(pull);
    expect(back.body).toContain('v1.0.1');
    await eventually('no label', async () => (await verdictLabels(pull)).length === 0);
  });

  test('a bet whose metric answers with nothing: no data at once, the owner named, retried, and a new final when data comes', async () => {
    const shop = await repository('{ on: merge }');
    const csv = join(stage.folder, 'checkout.csv');
    const from = Date.now();
    const rows = (until: number) =>
      [
        't,value',
        ...Array.from(
          { length: until + 120 },
          (_, i) =>
            `${daysAfter(new Date(from), i - 120)
              .toISOString()
              .slice(0, 10)},${1000 + ((i * 37) % 41)}`,
        ),
      ].join('\n');
    await writeFile(csv, rows(0));
    const pull = await merged(shop, 'Key result: KR1\nExpect: checkout_started +5% within 14 days');
    const forecast = await shipped(pull);
    expect(forecast.body).not.toContain('cannot be measured');

    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 14.5).toISOString());
    const [silent] = await marked(pull, 'final', 'verdict=no-data');
    expect(silent?.body).toContain('acme/data');
    expect(silent?.body).not.toContain('@acme/data ');
    expect(await verdictLabels(pull)).toEqual(['soundings:no-data']);
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 15.6).toISOString());
    expect(await marked(pull, 'final')).toHaveLength(1);

    await writeFile(csv, rows(16));
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 16.7).toISOString());
    const finals = await marked(pull, 'final');
    expect(finals).toHaveLength(2);
    expect(finals[0]?.body.length).toBeLessThan(400);
    expect(await verdictLabels(pull)).toHaveLength(1);
    expect(await verdictLabels(pull)).not.toEqual(['soundings:no-data']);
  });

  test('a source that fails delays the readout and says so; the command exits 1, and does it once the source is back', async () => {
    const shop = await repository('{ on: merge }');
    const csv = join(stage.folder, 'checkout.csv');
    await writeFile(csv, 't,value\n');
    const pull = await merged(shop, 'Key result: KR1\nExpect: checkout_started +5% within 14 days');
    await shipped(pull);
    await writeFile(csv, 'nonsense\nmore nonsense\n');
    const now = daysAfter(new Date(), 14.5).toISOString();
    await expect(stage.app.run('readouts', '--ahead', '--now', now)).rejects.toThrow(/delayed/);
    const forecast = await eventually('a line', async () =>
      (await marked(pull, 'forecast')).find(({ body }) => /delayed/i.test(body)),
    );
    expect(forecast.body).toContain('state=shipped');
    expect(await marked(pull, 'final')).toEqual([]);
    const from = Date.now();
    await writeFile(
      csv,
      [
        't,value',
        ...Array.from(
          { length: 136 },
          (_, i) =>
            `${daysAfter(new Date(from), i - 120)
              .toISOString()
              .slice(0, 10)},${1000 + ((i * 37) % 41)}`,
        ),
      ].join('\n'),
    );
    await stage.app.run('readouts', '--ahead', '--now', now);
    expect(await marked(pull, 'final')).toHaveLength(1);
    expect((await marked(pull, 'forecast'))[0]?.body).not.toMatch(/delayed/i);
  });

  test('the command ends when the forecast says what has concluded, also when GitHub fails over it', async () => {
    const shop = await repository('{ on: merge }');
    const pull = await merged(shop, 'Key result: KR1\nExpect: signup_rate +10% within 7 days');
    await shipped(pull);
    stage.github.faults.next({ match: /PATCH .*\/issues\/comments\//, times: 2, status: 500 });
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 29).toISOString());
    expect(await marked(pull, 'final')).toHaveLength(1);
    expect((await marked(pull, 'forecast'))[0]?.body).toContain('state=concluded');
  });

  test('a guardrail that breaks raises one alarm, before any readout is due', async () => {
    const shop = await repository('{ on: merge }');
    await stage.writeFigures();
    const csv = join(stage.folder, 'checkout.csv');
    const from = Date.now();
    await writeFile(
      csv,
      [
        't,value',
        ...Array.from(
          { length: 140 },
          (_, i) =>
            `${daysAfter(new Date(from), i - 120)
              .toISOString()
              .slice(0, 10)},${(i > 120 ? 400 : 1000) + ((i * 37) % 41)}`,
        ),
      ].join('\n'),
    );
    const pull = await merged(shop, `${bet}Guard: checkout_started -5%\n`);
    await shipped(pull);
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 3.5).toISOString());
    const alarms = await marked(pull, 'alarm');
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.body).toContain('Started checkouts');
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 8).toISOString());
    expect(await marked(pull, 'alarm')).toHaveLength(1);
    expect(await marked(pull, 'interim')).toHaveLength(1);
  });

  test('redacted: no absolute figure anywhere', async () => {
    const shop = await repository('{ on: merge }', 'mode: enforce, redact: true');
    await stage.writeFigures({ shippedAt: new Date() });
    const pull = await merged(shop);
    await shipped(pull);
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(new Date(), 14.5).toISOString());
    const texts = [...(await pull.comments()).map(({ body }) => body), (await pull.check())?.summary ?? ''];
    expect(texts).toHaveLength(3);
    // A relative change has its sign; a level has none.
    for (const text of texts) expect(text).not.toMatch(/(?<![+\-\d.])3\.[0-5]\d?\s?%|\d\s?ms\b/);
  });
});
