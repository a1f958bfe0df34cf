import { describe, expect, test } from 'vitest';
import type { Objection } from '../../../src/domain/bet/objection.ts';
import type { Disclosure } from '../../../src/domain/disclosure/disclosure.ts';
import { nameableMap } from '../../../src/domain/disclosure/nameable.ts';
import type { PullRequestFacts } from '../../../src/domain/gate/facts.ts';
import { judge } from '../../../src/domain/gate/judge.ts';
import { type Judgement, mergedAs } from '../../../src/domain/gate/judgement.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import type { Policy } from '../../../src/domain/outcome-map/policy.ts';
import {
  factsOf,
  issue,
  kr1,
  kr2,
  latency,
  projects,
  revenue,
  shopMap,
  signups,
} from '../../stage/samples/outcome-map-of-a-shop.ts';

const under = (policy: Partial<Policy>): Partial<PullRequestFacts> => ({
  mapState: { kind: 'valid', map: shopMap(policy), version: 'v1', home: { name: 'shop' } },
});

function withPullRequest(facts: PullRequestFacts, part: Partial<PullRequestFacts['pullRequest']>): PullRequestFacts {
  return { ...facts, pullRequest: { ...facts.pullRequest, ...part } };
}

const objectionsOf = ({ finding }: Judgement): Objection[] => ('objections' in finding ? finding.objections : []);

function betOf({ finding }: Judgement) {
  if (!('bet' in finding)) throw new Error(`no bet but ${finding.kind}`);
  return finding.bet;
}

describe('a bet', () => {
  test('a key result by itself is judged against zero on its metric', () => {
    expect(judge(factsOf('Key result: kr1'))).toEqual({
      conclusion: 'success',
      finding: {
        kind: 'bet',
        bet: { keyResults: [kr1], hypotheses: [], movements: [{ metric: signups }], guardrails: [], evidence: [] },
        objections: [],
      },
    });
  });

  test('everything that can be staked', () => {
    const body = [
      'Key results: KR1, KR2',
      'Expect: Projects_Completed +1% to +2% within 28 days',
      'Guard: revenue 2%',
      'Guard: p95_latency +12ms',
      'Because: users stop',
      'Evidence: https://example.com',
    ].join('\n');
    expect(betOf(judge(factsOf(body)))).toEqual({
      keyResults: [kr1, kr2],
      hypotheses: [],
      movements: [
        {
          metric: projects,
          change: { kind: 'relative', low: 0.01, high: 0.02 },
          windowDays: 28,
          line: 'Expect: Projects_Completed +1% to +2% within 28 days',
        },
      ],
      guardrails: [
        { metric: revenue, limit: { kind: 'relative', low: -0.02, high: -0.02 }, line: 'Guard: revenue 2%' },
        {
          metric: latency,
          limit: { kind: 'absolute', low: 12, high: 12, unit: 'ms' },
          line: 'Guard: p95_latency +12ms',
        },
      ],
      because: 'users stop',
      evidence: ['https://example.com'],
    });
  });

  test('several key results on one metric are one movement', () => {
    const map = shopMap();
    const twin = { id: 'KR3', metric: 'signup_rate', from: 0.04, to: 0.05, by: '2027-12-31' };
    map.objectives.push({ id: 'O2', title: 'Later', keyResults: [twin] });
    const facts = factsOf('Key results: KR1, KR3', {
      mapState: { kind: 'valid', map, version: 'v1', home: { name: 'shop' } },
    });
    expect(betOf(judge(facts)).movements).toEqual([{ metric: signups }]);
  });

  test.each([
    [
      'Key result: KR9',
      'KR9 is not in the outcome map',
      [
        { name: 'KR1', title: 'Visit to sign-up rate' },
        { name: 'KR2', title: 'Twice the projects' },
      ],
    ],
    ['Key result: ABC-000', 'ABC-000 is not in the outcome map', []],
    [
      'Key result: twice as many projects',
      'twice as many projects is not in the outcome map',
      [{ name: 'KR2', title: 'Twice the projects' }],
    ],
    [
      'Key result: signup_rate',
      'signup_rate is a metric, not a key result',
      [{ name: 'KR1', title: 'Visit to sign-up rate' }],
    ],
    ['Hypothesis: #77', '#77 does not exist, or cannot be read from here', []],
    ['Hypothesis: other/shop#77', 'other/shop#77 does not exist, or cannot be read from here', []],
    ['Hypothesis: #9\nExpect: signup_rate +3%', '#9 is this one itself', []],
    ['Hypothesis: ABC-000', '`Hypothesis:` names no issue', []],
    [
      'Expect: signup_rate +3%',
      'An expectation needs the key result or hypothesis that it serves',
      [{ name: 'KR1', title: 'Visit to sign-up rate' }],
    ],
  ])('no reference: %s', (body, what, suggestions) => {
    const judgement = judge(factsOf(body));
    expect(judgement).toMatchObject({ conclusion: 'failure', finding: { kind: 'no-reference' } });
    expect(objectionsOf(judgement)).toContainEqual(expect.objectContaining({ what, suggestions }));
  });

  test.each([
    [
      'Expect: signup_rat +3%',
      'signup_rat',
      'signup_rat is not a metric of the outcome map',
      [{ name: 'signup_rate', title: 'Visit to sign-up rate' }],
    ],
    [
      'Expect: Visit to sign-up share +3%',
      'Visit to sign-up share',
      'Visit to sign-up share is not a metric of the outcome map',
      [{ name: 'signup_rate', title: 'Visit to sign-up rate' }],
    ],
    [
      'Expect: KR2 +3%',
      'KR2',
      'KR2 is a key result, not a metric',
      [{ name: 'projects_completed', title: 'Completed projects' }],
    ],
    ['Guard: churn +3%', 'churn', 'churn is not a metric of the outcome map', []],
    [
      'Expect: projects_completed +0.5pp',
      'Expect: projects_completed +0.5pp',
      'projects_completed is in count, not a ratio',
      [],
    ],
    [
      'Expect: signup_rate +3',
      'Expect: signup_rate +3',
      'signup_rate is a ratio, and +3 may be points or per cent',
      [],
    ],
    ['Expect: signup_rate from 3.1 to 3.4', 'Expect: signup_rate from 3.1 to 3.4', 'signup_rate is a ratio', []],
    ['Expect: p95_latency -2kb', 'Expect: p95_latency -2kb', 'p95_latency is in ms, not in kb', []],
    ['Expect: signup_rate', 'Expect: signup_rate', 'There is no change', []],
  ])('what is staked and does not count is not green: %s', (line, subject, what, suggestions) => {
    const judgement = judge(factsOf(`Key result: KR1\n${line}`));
    expect(judgement).toMatchObject({ conclusion: 'failure', finding: { kind: 'lost-expectation' } });
    expect(betOf(judgement).guardrails).toEqual([]);
    expect(betOf(judgement).movements.every(({ change }) => change === undefined)).toBe(true);
    expect(objectionsOf(judgement)).toEqual([expect.objectContaining({ subject, what, suggestions })]);
  });

  test.each([
    'revenue +$250',
    'p95_latency -0.2s',
    'Visit to sign-up rate +3%',
    'revenue +250 usd',
    'p95_latency -20MS',
    'projects_completed +250 projects',
    'signup_rate +0.5pp',
    'signup_rate +0.005',
  ])('in the unit of its metric: %s', (change) =>
    expect(objectionsOf(judge(factsOf(`Key result: KR1\nExpect: ${change}`)))).toEqual([]),
  );

  test('an expectation that the metric gets worse is said, and not green', () => {
    const judgement = judge(factsOf('Key result: KR1\nExpect: p95_latency +5%'));
    expect(judgement.conclusion).toBe('failure');
    expect(betOf(judgement).movements).toHaveLength(1);
    expect(objectionsOf(judgement)).toEqual([
      {
        subject: 'Expect: p95_latency +5%',
        what: 'This expects p95_latency to get worse: down is its good direction',
        expected: 'to allow a limited loss, write it as `Guard:`',
        suggestions: [],
        lost: true,
      },
    ]);
  });
});

describe('a hypothesis', () => {
  const hypothesis = issue(
    42,
    [
      'Key result: KR1',
      'Expect: signup_rate +3% within 14 days',
      'Guard: p95_latency +5%',
      'Because: users stop',
      'Evidence: https://example.com/42',
    ].join('\n'),
  );

  test.each(['Hypothesis: #42', 'Hypothesis: ACME/Shop#42', 'Closes #42', 'linked in the sidebar'])(
    '%s: its lines are inherited',
    (body) => {
      expect(betOf(judge(factsOf(body, { linkedIssues: [hypothesis] })))).toMatchObject({
        keyResults: [kr1],
        hypotheses: [hypothesis],
        movements: [{ metric: signups, change: { low: 0.03 } }],
        guardrails: [{ metric: latency }],
        because: 'users stop',
        evidence: ['https://example.com/42'],
      });
    },
  );

  test("the pull request's own expectations and reason win, the rest adds up", () => {
    const body = [
      'Hypothesis: #42',
      'Key result: KR2',
      'Expect: projects_completed +1%',
      'Guard: p95_latency +1%',
      'Because: a test said so',
      'Evidence: https://example.com/9',
    ].join('\n');
    expect(betOf(judge(factsOf(body, { linkedIssues: [hypothesis] })))).toMatchObject({
      keyResults: [kr2, kr1],
      movements: [{ metric: projects }],
      guardrails: [{ metric: latency, limit: { low: 0.01 } }],
      because: 'a test said so',
      evidence: ['https://example.com/9', 'https://example.com/42'],
    });
  });

  test('own expectations on no metric leave the inherited ones, and are not green', () => {
    const facts = factsOf('Hypothesis: #42\nExpect: churn -3%', { linkedIssues: [hypothesis] });
    expect(judge(facts).conclusion).toBe('failure');
    expect(betOf(judge(facts)).movements).toMatchObject([{ metric: signups }]);
  });

  test('without figures it does not count, and the names in it that do not exist are said', () => {
    const bare = issue(42, 'We believe.\nKey result: KR9');
    expect(objectionsOf(judge(factsOf('Hypothesis: #42', { linkedIssues: [bare] })))).toMatchObject([
      { subject: '#42', what: '#42 carries no key result and no expectation' },
      {
        subject: 'KR9',
        what: 'KR9 is not in the outcome map (in #42)',
        suggestions: [{ name: 'KR1' }, { name: 'KR2' }],
      },
    ]);
  });

  test('without figures it counts when the pull request brings one', () => {
    const bare = issue(42, 'We believe.');
    const judgement = judge(factsOf('Hypothesis: #42\nExpect: signup_rate +3%', { linkedIssues: [bare] }));
    expect(betOf(judgement)).toMatchObject({ keyResults: [], hypotheses: [bare], movements: [{ metric: signups }] });
    expect(objectionsOf(judgement)).toEqual([]);
  });

  test('an issue that is merely closed and says nothing is no reference', () => {
    const bug = issue(43, 'The form crashes.');
    const judgement = judge(factsOf('Closes #43\nExpect: signup_rate +3%', { linkedIssues: [bug] }));
    expect(judgement).toMatchObject({ conclusion: 'failure', finding: { kind: 'no-reference' } });
    expect(objectionsOf(judgement).map(({ subject }) => subject)).toEqual(['#43', 'Expect: signup_rate +3%']);
  });

  test('nor is it held against a bet that stands without it', () => {
    const judgement = judge(factsOf('Key result: KR1\nCloses #43', { linkedIssues: [issue(43, 'The form crashes.')] }));
    expect(betOf(judgement).hypotheses).toEqual([]);
    expect(objectionsOf(judgement)).toEqual([]);
  });

  test('an issue of the same number elsewhere is another issue', () => {
    const elsewhere = issue(42, hypothesis.body, { repository: 'docs' });
    const { finding } = judge(factsOf('Hypothesis: docs/shop#42', { linkedIssues: [issue(42, 'Nothing.')] }));
    expect(finding.kind).toBe('no-reference');
    const there = judge(factsOf('Hypothesis: acme/docs#42', { linkedIssues: [elsewhere] }));
    expect(betOf(there).hypotheses).toEqual([elsewhere]);
  });
});

describe('no outcome', () => {
  test('with a reason it passes', () => {
    expect(judge(factsOf('Outcome: none (chore): dependencies'))).toEqual({
      conclusion: 'success',
      finding: { kind: 'non-bet', nonBet: { reason: 'chore', note: 'dependencies' } },
    });
  });

  test('declared beside a bet, the bet counts', () => {
    const judgement = judge(factsOf('Key result: KR1\nOutcome: none (chore): dependencies'));
    expect(judgement).toMatchObject({ conclusion: 'success', finding: { kind: 'bet' } });
    expect(objectionsOf(judgement)).toEqual([
      {
        subject: 'Outcome: none (chore)',
        what: 'A bet is declared as well; the bet counts, this line does not',
        expected: 'one of the two',
        suggestions: [],
      },
    ]);
  });

  test('declared beside a reference that does not exist, it stands', () => {
    expect(judge(factsOf('Key result: KR9\nOutcome: none (bugfix): x')).finding.kind).toBe('non-bet');
  });
});

describe('exemptions', () => {
  const bots = {
    exempt: { authors: ['Dependabot[bot]', 'app/renovate'], labels: ['no-outcome'], paths: ['docs/**', '**/*.md'] },
  };
  const by = (login: string, commitAuthors: PullRequestFacts['commitAuthors']) =>
    withPullRequest(factsOf('', { ...under(bots), ...(commitAuthors ? { commitAuthors } : {}) }), {
      author: { id: 5, login },
    });

  test.each<[string, PullRequestFacts, object]>([
    [
      'by a bot, every commit too',
      by('dependabot[bot]', ['dependabot[bot]', 'Dependabot[bot]']),
      { by: 'author', login: 'dependabot[bot]' },
    ],
    ['by an app', by('renovate[bot]', ['renovate[bot]']), { by: 'author', login: 'renovate[bot]' }],
    [
      'by label, in any case',
      withPullRequest(factsOf('', under(bots)), { labels: ['bug', 'No-Outcome'] }),
      { by: 'label', label: 'No-Outcome' },
    ],
    [
      'by paths',
      factsOf('', { ...under(bots), changedPaths: ['docs/a/.b', 'src/README.md'] }),
      { by: 'path', globs: ['docs/**', '**/*.md'] },
    ],
    [
      'by paths, but for some',
      factsOf('', { ...under({ exempt: { ...bots.exempt, paths: ['**', '!src/**'] } }), changedPaths: ['docs/a.md'] }),
      { by: 'path', globs: ['**', '!src/**'] },
    ],
    [
      'by the name of its branch',
      withPullRequest(factsOf('', under({ exempt: { ...bots.exempt, branches: ['release-please--*'] } })), {
        headRef: 'release-please--main',
      }),
      { by: 'branch', branch: 'release-please--main' },
    ],
    [
      'a back-merge of the default branch',
      withPullRequest(factsOf(''), { headRef: 'main', baseRef: 'develop' }),
      { by: 'back-merge' },
    ],
    [
      'by a person',
      factsOf('', { exemption: { by: 'grace', reason: 'hotfix', at: new Date(0) } }),
      { by: 'person', exemption: { by: 'grace', reason: 'hotfix', at: new Date(0) } },
    ],
  ])('%s', (_, facts, rule) => {
    expect(judge(facts)).toEqual({ conclusion: 'neutral', finding: { kind: 'exempt', rule } });
  });

  test('a bet on exempt paths is a bet: who states one wants it measured', () => {
    const facts = factsOf('Key result: KR1', { ...under(bots), changedPaths: ['docs/pricing.md'] });
    expect(judge(facts)).toMatchObject({ conclusion: 'success', finding: { kind: 'bet' } });
  });

  test.each<[string, PullRequestFacts]>([
    [
      'a path that is taken out again',
      factsOf('', { ...under({ exempt: { ...bots.exempt, paths: ['**', '!src/**'] } }), changedPaths: ['src/pay.ts'] }),
    ],
    [
      'a branch of that name in a fork',
      withPullRequest(factsOf('', under({ exempt: { ...bots.exempt, branches: ['release-please--*'] } })), {
        headRef: 'release-please--main',
        fromFork: true,
      }),
    ],
    [
      'the default branch of a fork',
      withPullRequest(factsOf(''), { headRef: 'main', baseRef: 'develop', fromFork: true }),
    ],
    [
      'a back-merge where those are judged',
      withPullRequest(factsOf('', under({ exempt: { ...bots.exempt, kinds: ['revert'] } })), {
        headRef: 'main',
        baseRef: 'develop',
      }),
    ],
    ["a person's commit rides along", by('dependabot[bot]', ['dependabot[bot]', 'mallory'])],
    ['a commit by nobody GitHub knows', by('dependabot[bot]', ['dependabot[bot]', undefined])],
    ['commits not known', by('dependabot[bot]', undefined)],
    ['no commits', by('dependabot[bot]', [])],
    ['a person named like the bot', by('dependabot', ['dependabot'])],
    ["a person's pull request with a bot's commits", by('mallory', ['dependabot[bot]'])],
    ['one path outside', factsOf('', { ...under(bots), changedPaths: ['docs/a.txt', 'src/form.ts'] })],
    ['paths not known', factsOf('', { ...under(bots), changedPaths: [] })],
    ['another label', withPullRequest(factsOf('', under(bots)), { labels: ['outcome'] })],
  ])('not: %s', (_, facts) => {
    expect(judge(facts)).toMatchObject({ conclusion: 'failure', finding: { kind: 'no-reference' } });
  });
});

describe('how strictly', () => {
  const draft = (facts: PullRequestFacts) => withPullRequest(facts, { draft: true });
  const strict = under({ require: 'expectation' });
  test.each<[string, PullRequestFacts, string, string]>([
    ['nothing, enforce', factsOf(''), 'failure', 'no-reference'],
    ['nothing, advise', factsOf('', under({ mode: 'advise' })), 'neutral', 'no-reference'],
    ['nothing, a draft', draft(factsOf('')), 'neutral', 'no-reference'],
    ['a bet, a draft', draft(factsOf('Key result: KR1')), 'success', 'bet'],
    ['an expectation is required', factsOf('Key result: KR1', strict), 'failure', 'no-expectation'],
    ['required, a draft', draft(factsOf('Key result: KR1', strict)), 'neutral', 'no-expectation'],
    ['required and there', factsOf('Key result: KR1\nExpect: signup_rate +3%', strict), 'success', 'bet'],
    ['required, a change without an outcome', factsOf('Outcome: none (chore)', strict), 'success', 'non-bet'],
    [
      'a map never valid',
      factsOf('Key result: KR1', { mapState: { kind: 'invalid', problems: [], home: { name: 'shop' } } }),
      'neutral',
      'map-invalid',
    ],
  ])('%s', (_, facts, conclusion, kind) => {
    expect(judge(facts)).toMatchObject({ conclusion, finding: { kind } });
  });

  test('the last good map is judged by when the present one is broken', () => {
    const problem = { file: 'f', line: 1, column: 1, what: '', expected: '' };
    const mapState = {
      kind: 'stale' as const,
      map: shopMap(),
      version: 'v1',
      home: { name: 'shop' },
      since: { commit: 'c', problem },
    };
    expect(judge(factsOf('Key result: KR1', { mapState })).conclusion).toBe('success');
  });
});

describe('tracks', () => {
  const hypothesis = issue(42, 'Because: users stop', { labels: ['hypothesis'] });

  test.each([
    ['its line', 'Track: discovery', ['delivery'], {}, 'discovery'],
    ['its label', '', ['Discovery'], {}, 'discovery'],
    ['a label of the policy', '', ['spike'], { tracks: { discovery: ['spike'], delivery: [] } }, 'discovery'],
    ['both labels: the one that asks for more', 'Key result: KR1', ['discovery', 'delivery'], {}, 'delivery'],
    ['nothing', 'Key result: KR1', [], {}, undefined],
  ])('by %s', (_, line, labels, policy, track) => {
    const facts = factsOf(`Hypothesis: #42\n${line}`, { linkedIssues: [hypothesis], ...under(policy) });
    expect(betOf(judge(withPullRequest(facts, { labels }))).track).toBe(track);
  });

  test('on the discovery track only movements of the pull request’s own are measured', () => {
    const stated = issue(42, 'Key result: KR1\nExpect: signup_rate +3%');
    const inherited = judge(factsOf('Track: discovery\nHypothesis: #42', { linkedIssues: [stated] }));
    expect(betOf(inherited)).toMatchObject({ hypotheses: [stated], movements: [] });
    const own = judge(
      factsOf('Track: discovery\nHypothesis: #42\nExpect: signup_rate +1%', { linkedIssues: [stated] }),
    );
    expect(betOf(own).movements).toMatchObject([{ metric: signups }]);
  });

  test('discovery that declares no outcome with a reason is let through', () => {
    expect(judge(factsOf('Track: discovery\nOutcome: none (learning): reading')).finding.kind).toBe('non-bet');
  });
});

describe('a hypothesis that has to test valid', () => {
  const policy = { delivery: { needs: 'validated' as const } };
  const at = new Date('2026-11-02T10:00:00Z');
  const stands = (state: 'testing' | 'validated', part: Partial<ReturnType<typeof issue>> = {}) =>
    issue(42, 'Key result: KR1', { standing: { state, history: [{ state, at, by: 'ada' }] }, ...part });

  test.each([
    ['testing', 'Hypothesis: #42', stands('testing'), 'not-validated'],
    ['valid', 'Hypothesis: #42', stands('validated'), 'bet'],
    ['never kept as one, but named as one', 'Hypothesis: #42', issue(42, 'Key result: KR1'), 'not-validated'],
    ['closed, and kept as one', 'Closes #42', stands('testing'), 'not-validated'],
    ['closed, and no hypothesis', 'Closes #42', issue(42, 'Key result: KR1'), 'bet'],
    [
      'without figures, beside a key result',
      'Key result: KR1\nCloses #42',
      stands('testing', { body: '' }),
      'not-validated',
    ],
    ['on the discovery track', 'Track: discovery\nHypothesis: #42', stands('testing'), 'bet'],
    [
      'transferred since, and found by its old number',
      'Hypothesis: #42',
      stands('validated', { repository: 'ideas', number: 7, movedFrom: 'acme/shop#42' }),
      'bet',
    ],
  ])('%s', (_, body, hypothesis, kind) => {
    const judgement = judge(factsOf(body, { linkedIssues: [hypothesis], ...under(policy) }));
    expect(judgement.finding.kind).toBe(kind);
    expect(judgement.conclusion).toBe(kind === 'bet' ? 'success' : 'failure');
    expect(objectionsOf(judgement)).toEqual([]);
  });

  test('one that was stopped holds up exempt paths, discovery and other key results too; a draft is neutral', () => {
    const stopped = stands('validated');
    stopped.standing = { ...stopped.standing, stopped: { at, by: 'ada', why: 'no', on: 'acme/shop#9' } } as never;
    const facts = (body: string) =>
      factsOf(body, {
        linkedIssues: [stopped],
        changedPaths: ['docs/a.md'],
        ...under({ exempt: { authors: [], labels: [], paths: ['docs/**'] } }),
      });
    for (const body of ['Hypothesis: #42', 'Track: discovery\nHypothesis: #42', 'Key result: KR2\nHypothesis: #42'])
      expect(judge(facts(body))).toMatchObject({ conclusion: 'failure', finding: { kind: 'stopped' } });
    expect(judge(withPullRequest(facts('Hypothesis: #42'), { draft: true })).conclusion).toBe('neutral');
  });
});

describe('dark metrics, where the policy refuses them', () => {
  const source = 'warehouse/signups';
  const [bare, sourced] = [shopMap({ dark: 'error' }), shopMap({ dark: 'error' })];
  sourced.metrics = sourced.metrics.map((one) =>
    one.name === 'signup_rate' ? { ...one, definition: 'sign-ups divided by visits', source } : one,
  );
  const judged = (map: OutcomeMap, part: Partial<PullRequestFacts> = {}, body = 'Key result: KR1') => {
    const facts = factsOf(body, { mapState: { kind: 'valid', map, version: 'v1', home: { name: 'shop' } }, ...part });
    const { conclusion, finding } = judge(facts);
    return [conclusion, finding.kind];
  };
  const advising = { ...bare, policy: { ...bare.policy, mode: 'advise' as const } };
  const draft = { pullRequest: { ...factsOf('Key result: KR1').pullRequest, draft: true } };

  test.each<[string, OutcomeMap, Partial<PullRequestFacts>, [string, string]]>([
    ['a metric that lacks everything', bare, {}, ['failure', 'dark']],
    ['the map only advises', advising, {}, ['neutral', 'dark']],
    ['a draft', bare, draft, ['neutral', 'dark']],
    ['the policy says nothing of it', shopMap(), {}, ['success', 'bet']],
    ['the source was never asked', sourced, {}, ['success', 'bet']],
    ['the source told nothing yet', sourced, { answers: new Map([[source, 'nothing']]) }, ['failure', 'dark']],
    ['the source told values', sourced, { answers: new Map([[source, 'value']]) }, ['success', 'bet']],
  ])('%s', (_, map, part, expected) => {
    expect(judged(map, part)).toEqual(expected);
  });

  test('discovery need not see anything; what is missing in the text comes first', () => {
    const linkedIssues = [issue(42, 'Key result: KR1', { labels: ['hypothesis'] })];
    expect(judged(bare, { linkedIssues }, 'Track: discovery\nHypothesis: #42')).toEqual(['success', 'bet']);
    const asking = { ...bare, policy: { ...bare.policy, require: 'expectation' as const } };
    expect(judged(asking)).toEqual(['failure', 'no-expectation']);
  });

  test('one that may not be named to the author is told of in no way', () => {
    const name = 'signup_rate';
    const disclosure: Disclosure = { public: [{ name, source }], ofPublic: 'name', ofOthers: 'nothing', words: true };
    const body = 'Key results: KR1, KR2';
    expect(judged(sourced, {}, body)).toEqual(['failure', 'dark']);
    expect(judged(nameableMap(sourced, disclosure), { disclosure }, body)).toEqual(['success', 'bet']);
  });

  test('a merge is recorded as the bet that it is', () => {
    const facts = factsOf('Key result: KR1', under({ dark: 'error' }));
    expect(mergedAs(judge(facts).finding)).toEqual({ result: 'bet' });
  });
});
