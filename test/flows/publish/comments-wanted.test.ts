import { beforeEach, describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import { doWhatIsDue } from '../../../src/flows/readout/do-what-is-due.ts';
import { shipBet } from '../../../src/flows/release/ship-bet.ts';
import { betOn } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, people, openWith } = useWorld();
const day = 86_400_000;
const shippedAt = new Date('2026-11-03T10:00:00Z');

const map = (policy: string, latency = 'source: warehouse/p95', signups = 'source: warehouse/signups') => `version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, ${signups} }
  p95_latency: { title: p95 latency, unit: ms, good: down, ${latency} }
  uptime: { title: Uptime, unit: ratio, good: up, source: warehouse/uptime }
objectives:
  - { id: O1, title: Small teams find us, key_results: [ { id: KR1, metric: signups, from: 1000, to: 1300, by: 2027-12-31 } ] }
policy: { mode: enforce, ${policy} }
`;
const noSource: Reading = { kind: 'failed', failure: { reason: 'no-source', text: 'it has no source' } };
/** Sign-ups go on as ever; from the release on pages take half as long again. */
async function openShop(policy: string, latency?: string, signups?: string) {
  await openWith(map(policy, latency, signups));
  const { read } = stage.world.metrics;
  stage.world.metrics.read = async (asked) => {
    if (signups && JSON.stringify(asked).includes('Sign-ups')) return noSource;
    const answer = await read(asked);
    if (answer.kind !== 'samples' || !JSON.stringify(asked).includes('p95')) return answer;
    const samples = answer.series.samples.map(({ t, value }) => ({
      t,
      value: t >= Date.parse('2026-11-03') ? value * 1.5 : value,
    }));
    return { kind: 'samples', series: { bucket: 'day', samples } };
  };
}
async function opened(body = betOn()) {
  stage.forge.pullRequests.set(12, pullRequest({ body }));
  await people.happens({ kind: 'pull-request-changed', number: 12 });
  return people.check(12)?.summary.replaceAll('\u00a0', ' ');
}
async function shipped() {
  const mergeCommitSha = 'b'.repeat(40);
  stage.forge.pullRequests.set(12, pullRequest({ state: 'closed', merged: true, mergedAt: shippedAt, mergeCommitSha }));
  await people.happens({ kind: 'pull-request-changed', number: 12, merged: { title: 'Ask for less', body: betOn() } });
  await shipBet(stage.world, stage.shop, 12, { on: 'release', name: 'v1', sha: mergeCommitSha }, shippedAt);
  await people.workOff();
}
async function later(days: number) {
  const now = new Date(shippedAt.getTime() + days * day + 3_600_000);
  stage.setNow(now.toISOString());
  await doWhatIsDue(stage.world, stage.shop, 12, now);
  await people.workOff();
}
const kinds = () =>
  stage.forge.comments.map(({ body }) => /soundings:(\w+)/.exec(body)?.[1]).filter((kind) => kind !== undefined);

describe('which comments are written', () => {
  test('by default all of them', async () => {
    await openShop('guard: ["p95_latency +5%"]');
    expect(await opened()).toContain(
      'Watched on every bet, and told when they get worse: p95 latency.\n\nNothing to do. The forecast is a comment on this pull request; the readouts follow there after the release.',
    );
    await shipped();
    for (const days of [2, 7, 28, 36]) await later(days);
    expect(kinds()).toEqual(['forecast', 'alarm', 'interim', 'final', 'question']);
    const [, , interim = '', final = ''] = stage.forge.comments.map(({ body }) => body);
    for (const body of [interim, final]) expect(body).toContain('**Guard** p95 latency got worse by');
  });

  test('without any of the others the last readout says it all, and the check what follows', async () => {
    await openShop('guard: ["p95_latency +5%"], comments: { forecast: off, interim: off, alarm: off, question: off }');
    expect(await opened()).toContain(
      'Nothing to do. There is no forecast comment (`policy.comments`), and the last readout follows on this pull request after the release.',
    );
    await shipped();
    for (const days of [2, 7, 28, 36]) await later(days);
    expect(kinds()).toEqual(['final']);
    expect(stage.forge.comments[0]?.body).toContain('**Guard** p95 latency got worse by');
  });

  test('a forecast of what can be measured alone; without a source the check says so', async () => {
    await openShop('comments: { forecast: measurable }', undefined, 'owner: "@ann"');
    expect(await opened()).toContain(
      'There is a forecast comment if the bet can be measured (`policy.comments`), and the readouts follow on this pull request after the release. Sign-ups cannot be measured: the outcome map names no source.',
    );
    expect(kinds()).toEqual([]);
    await openShop('comments: { forecast: measurable }');
    await opened();
    expect(kinds()).toEqual(['forecast']);
  });

  test('one that was worked out and is not written counts against those without write access', async () => {
    await openShop('comments: { forecast: measurable }', undefined, 'owner: "@ann"');
    const asked: unknown[] = [];
    stage.forge.room = async (...given: unknown[]) => void asked.push(given[2]);
    await opened();
    expect(asked).toEqual([undefined]);
    stage.world.isGuest = async () => true;
    await opened(betOn('signups', 20));
    expect(asked).toEqual([undefined, undefined, 'counted']);
  });

  test('a forecast that stands goes on telling what becomes of its bet', async () => {
    await openShop('');
    await opened();
    const { inForce } = stage.world.maps;
    stage.world.maps.inForce = async (repository) => {
      const state = await inForce(repository);
      if (state.kind !== 'valid') return state;
      return { ...state, map: { ...state.map, policy: { ...state.map.policy, comments: { forecast: 'off' } } } };
    };
    await opened(betOn('signups', 20));
    expect(kinds()).toEqual(['forecast']);
    expect(stage.forge.comments[0]?.body).toContain('20');
  });
});

describe('a metric that every bet is watched on', () => {
  beforeEach(() => openShop('', 'role: guardrail, limit: 60%, source: warehouse/p95'));

  test('stands in a fold as long as nothing happens to it', async () => {
    await opened();
    const forecast = stage.forge.comments[0]?.body.replaceAll('\u00a0', ' ') ?? '';
    expect(forecast).toMatch(/<summary>Watched on every bet<\/summary>\s+- p95 latency: at most/);
    expect(forecast).not.toContain('guard: p95 latency');
    await shipped();
    for (const days of [2, 28]) await later(days);
    expect(kinds()).toEqual(['forecast', 'final']);
    const [shown = '', fold = ''] =
      stage.forge.comments[1]?.body.split('<summary>Watched on every bet</summary>') ?? [];
    expect(shown).not.toContain('**Guard**');
    expect(fold).toContain('**Guard** p95 latency');
  });

  test('a limit of its own replaces that of the map', async () => {
    await opened(`${betOn()}\nGuard: p95_latency +5%`);
    expect((await stage.store.betOf(stage.shop.id, 12))?.bet.guardrails).toMatchObject([{ limit: { low: 0.05 } }]);
  });
});
