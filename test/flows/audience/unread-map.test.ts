import { beforeEach, describe, expect, test } from 'vitest';
import type { MapState } from '../../../src/domain/outcome-map/map-state.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

/* The map is in the owner's private `.github` and holds for a public repository, in which everybody can open pull requests and issues. */

const map = `version: 1
vision: Nobody misses a deadline
metrics:
  revenue: { title: Monthly recurring revenue, unit: usd, good: up, source: warehouse/mrr, owner: "@acme/finance" }
  signups: { title: Sign-ups, unit: count, good: up, drives: [revenue], public: true, source: warehouse/signups }
objectives:
  - id: O1
    title: A secret aim
    key_results:
      - { id: KR1, title: MRR to 250k, metric: revenue, from: 200000, to: 250000, by: 2027-12-31 }
      - { id: KR2, metric: signups, from: 1000, to: 1300, by: 2027-12-31 }
policy: { mode: enforce, issues: advise, redact: false }
`;

const { stage, people } = useWorld(map);

beforeEach(async () => {
  stage.shop.private = false;
  await stage.store.rememberRepository(stage.shop);
  const read = readOutcomeMap('soundings.yml', map);
  const made = 'problems' in read ? read : outcomeMapOf(read.document);
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  const home = { name: '.github' };
  stage.world.maps.inForce = async (): Promise<MapState> => ({ kind: 'valid', map: made.map, version: 'v1', home });
  stage.forge.readers.add('ada in .github');
});

async function says(body: string, by: string) {
  stage.forge.pullRequests.set(12, pullRequest({ body, author: { id: 66, login: by } }));
  await people.happens({ kind: 'pull-request-changed', number: 12 }, by);
  const texts = JSON.stringify([stage.forge.checks, stage.forge.comments, stage.forge.opened]);
  return { conclusion: stage.forge.checks.at(-1)?.conclusion, texts };
}

const hidden = /Monthly|MRR|250|secret|deadline|finance|KR1(?! is)|O1 A/;

describe('somebody who may not read the map', () => {
  test.each([
    '',
    'Key result: KR2\nExpect: signups +3%',
    'Expect: revenu +1%',
    'Key result: KR2\nGuard: revenue -1%',
    'Key result: KR2\nExpect: signups +3%\nExpect: revenue +1000000 usd',
  ])('is told of nothing but what is public: %s', async (body) => {
    expect((await says(body, 'sam')).texts).not.toMatch(hidden);
  });

  test('a name that exists is answered like one that does not', async () => {
    const [real, made] = [await says('Expect: revenue +1%', 'sam'), undefined];
    expect(made).toBeUndefined();
    stage.forge.checks.length = 0;
    const unreal = await says('Expect: revanue +1%', 'sam');
    expect(real.conclusion).toBe(unreal.conclusion);
    expect(stage.forge.checks.at(-1)?.output.summary).toContain('`revanue` is not a metric that can be named here.');
    expect(stage.forge.checks.at(-1)?.output.summary).toContain('ask somebody of `acme` who can read the map');
    expect(real.texts).toContain('`revenue` is not a metric that can be named here.');
  });

  test('with a public key result they have a bet of their own, with its figures', async () => {
    const { conclusion, texts } = await says('Key result: KR2\nExpect: signups +3%', 'sam');
    expect(conclusion).toBe('success');
    expect(texts).toContain('1,000 → ');
  });

  test.each(['stale', 'invalid'] as const)('nor what is wrong with the map: %s', async (kind) => {
    const { home, ...inForce } = (await stage.world.maps.inForce(stage.shop)) as Extract<MapState, { kind: 'valid' }>;
    const at = { file: 'acme/.github:.github/soundings.yml', line: 7, column: 3 };
    const problem = { ...at, what: '`metrics.finance.good` is `MRR`', expected: '`up` or `down`' };
    stage.world.maps.inForce = async () =>
      kind === 'stale'
        ? { ...inForce, home, kind, since: { commit: 'abcdef1234', problem } }
        : { kind, problems: [problem], home };
    const { texts } = await says('Key result: KR2', 'sam');
    expect(texts).not.toMatch(/MRR|finance|abcdef1|line 7/);
    expect(texts).toMatch(/is invalid at present|has not been valid so far/);
    expect((await says('Key result: KR2\n', 'ada')).texts).toMatch(/MRR/);
  });

  test('a challenge of what they may not see finds nothing', async () => {
    await says('Key result: KR2', 'sam');
    expect(await people.comment(12, '/soundings challenge revenue it counts tests', 'sam')).toContain(
      '`revenue` is no metric, key result or hypothesis that can be named here.',
    );
    expect(stage.forge.opened).toEqual([]);
  });

  test('advice on an issue names what is public', async () => {
    people.issue(30, 'Expect: revenue +1%', { author: 'sam' });
    await people.happens({ kind: 'issue-changed', number: 30 }, 'sam');
    const [advice = ''] = people.said(30, 'reference');
    expect(advice).toContain('**KR2**');
    expect(advice).not.toMatch(hidden);
  });
});

test('somebody who may: the map by name, and its figures on the word of the one who wrote `redact: false`', async () => {
  const { conclusion, texts } = await says('Key result: KR1\nExpect: revenue +1%', 'ada');
  expect(conclusion).toBe('success');
  expect(texts).toContain('Monthly recurring revenue');
  expect(texts).toContain('$200,000');
});
