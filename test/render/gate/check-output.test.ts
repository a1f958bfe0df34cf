import { describe, expect, test } from 'vitest';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../../src/domain/gate/facts.ts';
import { judge } from '../../../src/domain/gate/judge.ts';
import { groupConclusion } from '../../../src/domain/gate/judgement.ts';
import type { MapProblem } from '../../../src/domain/outcome-map/map-problem.ts';
import type { MapState } from '../../../src/domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import { renderCheck } from '../../../src/render/gate/check-output.ts';
import { type MergeGroupMember, renderMergeGroupCheck } from '../../../src/render/gate/merge-group-check.ts';
import { redacted } from '../../stage/samples/disclosures.ts';
import { factsOf, issue, shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';

const check = (body: string, part: Partial<PullRequestFacts> = {}) => {
  const facts = factsOf(body, part);
  return renderCheck(facts, judge(facts));
};
const under = (policy: Partial<OutcomeMap['policy']>, part: Partial<OutcomeMap> = {}): Partial<PullRequestFacts> => ({
  mapState: { kind: 'valid', map: { ...shopMap(policy), ...part }, version: 'v1', home: { name: 'shop' } },
});
const draft = (): Partial<PullRequestFacts> => ({ pullRequest: { ...factsOf('').pullRequest, draft: true } });
/** No-break spaces as spaces, to be read here. */
const read = (text: string) => text.replaceAll('\u00a0', ' ');
const summary = (body: string, part: Partial<PullRequestFacts> = {}) => read(check(body, part).output.summary);

const problem: MapProblem = {
  file: '.github/soundings.yml',
  line: 12,
  column: 5,
  what: '`metrics.signup_rate.good` is `upp`',
  expected: '`up` or `down`',
};
const stale: MapState = {
  kind: 'stale',
  map: shopMap(),
  version: 'v1',
  home: { name: 'shop' },
  since: { commit: 'abcdef1234567890abcdef1234567890abcdef12', problem },
};

describe('the title says why, in fewer than 60 characters', () => {
  const long = 'Share of invited people who come back on the seventh day after the first visit';
  const longMap = shopMap();
  longMap.metrics = longMap.metrics.map((metric) => ({ ...metric, title: long }));
  const withLong: Partial<PullRequestFacts> = {
    mapState: { kind: 'valid', map: longMap, version: 'v1', home: { name: 'shop' } },
  };

  test.each<[string, Partial<PullRequestFacts>, string]>([
    ['', {}, 'No key result or hypothesis named'],
    ['Key result: KR9', {}, 'KR9 is not in the outcome map'],
    ['Key result: signup_rate', {}, 'signup_rate is a metric, not a key result'],
    ['Hypothesis: #77', {}, '#77 does not exist, or cannot be read from here'],
    ['Hypothesis: #42', { linkedIssues: [issue(42, '')] }, '#42 carries no key result and no expectation'],
    ['Expect: signup_rate +3%', {}, 'An expectation, but no key result or hypothesis'],
    ['Expect: signup_rate', {}, 'The line "Expect" does not count'],
    ['Key result: KR1', {}, 'KR1: Visit to sign-up rate'],
    ['Key result: KR1\nExpect: signup_rate +10% within 14 days', {}, 'KR1: Visit to sign-up rate +10% within 14 days'],
    [
      'Key result: KR1\nExpect: signup_rate +10%\nExpect: revenue +1%',
      {},
      'KR1: Visit to sign-up rate +10% within 14 days, 1 more',
    ],
    [
      'Key result: KR1, KR2\nExpect: signup_rate +1% to +2%',
      {},
      'KR1, KR2: Visit to sign-up rate +1% to +2% within 14 days',
    ],
    [
      'Hypothesis: #42',
      { linkedIssues: [issue(42, 'Expect: p95_latency -120ms within 7 days')] },
      '#42: p95 latency -120 ms within 7 days',
    ],
    [
      'Key result: KR1\nExpect: signup_rate from 3.1% to 3.4% within 14 days',
      withLong,
      'KR1: Share of invited people w… 3.1% to 3.4% within 14 days',
    ],
    ['Key result: KR1', withLong, 'KR1: Share of invited people who come back on the seventh…'],
    ['Key result: KR1', under({ require: 'expectation' }), 'KR1 named, no expected movement'],
    ['Outcome: none (chore): dependency update', {}, 'No outcome expected: chore'],
    ['', { exemption: { by: 'lin', reason: 'x', at: new Date() } }, 'Exempt: by lin'],
    [
      '',
      { ...under({ exempt: { authors: ['ada'], labels: [], paths: [] } }), commitAuthors: ['ada'] },
      'Exempt: author ada',
    ],
    ['', { ...under({ exempt: { authors: [], labels: [], paths: ['src/**'] } }) }, 'Exempt: only src/** changed'],
    [
      '',
      { ...under({ exempt: { authors: [], labels: [], paths: ['src/**', '*.md'] } }) },
      'Exempt: only exempt paths changed',
    ],
    [
      '',
      { mapState: { kind: 'invalid', problems: [problem], home: { name: 'shop' } } },
      'The outcome map has not been valid so far',
    ],
    ['Key result: KR1', { proposedMapProblems: [problem, problem] }, '2 problems in the outcome map'],
    ['', { proposedMapProblems: [problem] }, 'No key result or hypothesis named'],
  ])('%s', (body, part, title) => {
    const shown = read(check(body, part).output.title);
    expect(shown).toBe(title);
    expect(shown.length).toBeLessThan(60);
  });
});

describe('the summary', () => {
  test('nothing is named: what to write, and the names that there are', () => {
    expect(summary('')).toBe(`This pull request does not say what it should move. Add to its description, for example:

\`\`\`
Key result: KR1
Expect: signup_rate +3% within 28 days
\`\`\`

The second line is optional: it gives the readout a figure to compare with.

Open key results:

- **KR1** Visit to sign-up rate 3.1% to 4.0% by 31 Dec
- **KR2** Twice the projects: Completed projects 100 to 200 by 31 Dec

Not meant to move anything? Write \`Outcome: none (chore): why\` instead. Valid reasons: chore, bugfix, compliance, enabler and learning.

This check runs again by itself when the description changes.

<details><summary>All recognized lines</summary>

\`\`\`
Key result: KR1
Hypothesis: #42
Expect: signup_rate +3% within 28 days
Guard: p95_latency +5%
Because: why this should move it
Evidence: https://example.com/interviews

Outcome: none (chore): why, instead of all of these
\`\`\`

</details>`);
  });

  describe('others changed the same files', () => {
    const facts = factsOf('');
    const one = { keyResults: ['KR2'], paths: facts.changedPaths };
    const shows = { metric: 'projects_completed', days: 14, relative: 0.0413 };

    test('what they named comes first, in a block that the metric can show', () => {
      expect(summary('', { earlierBets: [{ ...one, merged: true, shows }] })).toMatch(`for example:

\`\`\`
Key result: KR2
Expect: projects_completed +4.5% within 14 days
\`\`\`

The second line is optional: it gives the readout a figure to compare with. 14 days can show changes of 4.1% or more.

Merged pull requests that changed the same files or folders named:

- **KR2** Twice the projects: Completed projects 100 to 200 by 31 Dec

Other open key results:

- **KR1** Visit to sign-up rate 3.1% to 4.0% by 31 Dec

Not meant`);
    });

    test('where figures are hidden it tells none', () => {
      const told = summary('', { earlierBets: [{ ...one, merged: true, shows }], disclosure: redacted });
      expect(told).toMatch('Key result: KR2\nExpect: projects_completed +4.5% within 14 days');
      expect(told).toMatch('named:\n\n- **KR2** Completed projects by 31 Dec\n\nOther');
      expect(told).not.toMatch(/\b(100|200)\b/);
    });

    test('a name that was probably meant goes before them', () => {
      expect(summary('Key result: signup_rate', { earlierBets: [{ ...one, merged: true }] })).toMatch(
        'example:\n\n```\nKey result: KR1\nExpect: signup_rate +3% within 28 days',
      );
    });

    test.each([
      [0.004, '+3%'],
      [0.0301, '+3.5%'],
      [0.095, '+9.5%'],
      [0.101, '+11%'],
      [0.49, '+49%'],
    ])('a window that shows %f: %s', (relative, change) => {
      const bets = [{ ...one, merged: false, shows: { ...shows, relative } }];
      const lacking = summary('Key result: KR2', { ...under({ require: 'expectation' }), earlierBets: bets });
      expect(lacking).toMatch(
        `Expect: projects_completed ${change} within 14 days\n\`\`\`\n\n14 days can show changes of`,
      );
    });
  });

  test('what is named does not count: each line, why, and what was probably meant', () => {
    const body = 'Key result: KR9\nExpect: signup_rat +3%\nExpect: signup_rate +3\nHypothesis: #77';
    expect(summary(body)).toMatch(
      `This pull request names no key result or hypothesis that counts:

- \`KR9\` is not in the outcome map. Did you mean \`KR1\` (Visit to sign-up rate) or \`KR2\` (Twice the projects)?
- \`signup_rat\` is not a metric of the outcome map. Did you mean \`signup_rate\` (Visit to sign-up rate)?
- \`Expect: signup_rate +3\`: signup\\_rate is a ratio, and +3 may be points or per cent. Write \`+3pp\` for percentage points, or \`+3%\`.
- \`#77\` does not exist, or cannot be read from here.

Write in its description, for example:`,
    );
  });

  test('the example is about what was probably meant', () => {
    expect(summary('Key result: KR22')).toContain('Key result: KR2\nExpect: projects_completed +3% within 28 days\n');
  });

  test('a bet: what it stakes, and nothing to do', () => {
    const body = 'Key result: KR1\nExpect: signup_rate +10% within 14 days\nGuard: p95_latency +5%';
    expect(summary(body)).toBe(`This pull request says what it should move:

- Visit to sign-up rate should rise 10% within 14 days of the release
- p95 latency must not get worse by more than 5%

Nothing to do. The forecast is a comment on this pull request; the readouts follow there after the release.`);
  });

  test('a bet with a line that does not count', () => {
    expect(summary('Key results: KR1, ABC-000\nExpect: signup_rate +1%')).toContain(`One line was ignored:

- \`ABC-000\` is not in the outcome map.

The bet counts as listed. The forecast is`);
  });

  test('what is staked and does not count: nothing is judged in its place', () => {
    const body = 'Key result: KR1\nExpect: signup_rate +1%\nGuard: churn +1%';
    expect(summary(body)).toBe(
      `This pull request expects something that does not count as it is written, and nothing else is judged in its place.

One line was ignored:

- \`churn\` is not a metric of the outcome map.

For example, this line counts:

\`\`\`
Expect: signup_rate +3% within 28 days
\`\`\`

This check runs again by itself when the description changes.`,
    );
  });

  test('a bet without a figure', () => {
    expect(summary('Key result: KR1')).toContain(`- Visit to sign-up rate should rise

No figure is expected, so the readout can only say whether it moved at all. To compare it with a figure, add for example:

\`\`\`
Expect: signup_rate +3% within 28 days
\`\`\``);
  });

  test('an expectation is required', () => {
    expect(
      summary('Key result: KR1', under({ require: 'expectation' })),
    ).toBe(`This pull request names what it serves, but not how far it should move it. Add to its description, for example:

\`\`\`
Expect: signup_rate +3% within 28 days
\`\`\`

Changes can be relative (\`+3%\`), in percentage points (\`+0.5pp\`), in the unit of the metric (\`-120ms\`) or a range (\`+1% to +2%\`).

This check runs again by itself when the description changes.`);
    expect(summary('', under({ require: 'expectation' }))).not.toContain('optional');
  });

  test('nothing is meant to move', () => {
    expect(summary('Outcome: none (chore): dependency update')).toBe(
      'This pull request declares that it moves no metric (chore): dependency update.\n\nNothing will be measured. Nothing to do.',
    );
  });

  test.each<[Partial<PullRequestFacts>, string]>([
    [
      { exemption: { by: 'lin', reason: 'outage <b>@acme</b>', at: new Date('2026-11-02') } },
      'Exempted by `lin` on 2 Nov: outage &lt;b&gt;@\u2060acme&lt;/b&gt;',
    ],
    [
      { ...under({ exempt: { authors: [], labels: [], paths: ['src/**', '*.md'] } }) },
      'Only paths changed that need no outcome: `src/**` and `*.md`.',
    ],
  ])('exempt', (part, why) => expect(summary('', part)).toBe(`${why}\n\nNothing will be measured. Nothing to do.`));

  test.each<[string, Partial<PullRequestFacts>, string]>([
    ['advising', under({ mode: 'advise' }), 'Nothing is blocked: here Soundings only advises.'],
    ['a draft', draft(), 'Nothing is blocked while this is a draft.'],
  ])('%s', (_, part, note) => expect(summary('', part)).toContain(`${note} This check runs again by itself`));

  test('many key results: five at once, the rest folded', () => {
    const keyResults = Array.from({ length: 130 }, (_, at) => ({
      id: `KR${at + 1}`,
      metric: 'signup_rate',
      from: 0.031,
      to: 0.04,
      by: at === 0 ? '2026-06-30' : '2027-12-31',
    }));
    const objectives = [{ id: 'O1', title: 'Growth', keyResults }];
    const shown = summary('', under({}, { objectives }));
    expect(shown).toContain(`Open key results:

- **KR2** Visit to sign-up rate 3.1% to 4.0% by 31 Dec 2027`);
    expect(shown).toContain(`- **KR6** Visit to sign-up rate 3.1% to 4.0% by 31 Dec 2027

<details><summary>124 more key results</summary>

- **KR7**`);
    expect(shown).toContain(
      '- **KR101** Visit to sign-up rate 3.1% to 4.0% by 31 Dec 2027\n- 29 more in the outcome map',
    );
  });

  test('a map without key results', () => {
    const shown = summary('', under({}, { objectives: [] }));
    expect(shown).toContain('```\nHypothesis: #42\nExpect: revenue +3% within 28 days\n```');
    expect(shown).toContain('The outcome map has no key result yet: name the issue that holds the hypothesis.');
  });
});

describe('the outcome map itself', () => {
  test('an invalid copy on the default branch: since when, where, and what holds', () => {
    expect(
      summary('Outcome: none (chore): x', { mapState: stale }),
    ).toBe(`This pull request declares that it moves no metric (chore): x.

Nothing will be measured. Nothing to do.

The outcome map on \`main\` is invalid since [\`abcdef1\`](https://github.com/acme/shop/commit/abcdef1234567890abcdef1234567890abcdef12): \`.github/soundings.yml\` line 12: \`metrics.signup_rate.good\` is \`upp\`; expected \`up\` or \`down\`. The last valid copy stays in force until that is mended.`);
  });

  test('never valid so far', () => {
    expect(
      summary('', { mapState: { kind: 'invalid', problems: [problem], home: { name: 'shop' } } }),
    ).toBe(`The outcome map on \`main\` has 1 problem and has not been valid so far. Until it is fixed, pull requests are neither checked nor blocked.

- \`.github/soundings.yml\` line 12: \`metrics.signup_rate.good\` is \`upp\`; expected \`up\` or \`down\`.`);
  });

  test('mended by this pull request', () => {
    expect(
      summary('', {
        mapState: { kind: 'invalid', problems: [problem], home: { name: 'shop' } },
        proposedMapProblems: [],
      }),
    ).toContain(
      'This pull request changes the outcome map, and its copy is valid. It comes into force when this is merged.',
    );
  });

  test('changed for the better', () => {
    expect(summary('Key result: KR1', { proposedMapProblems: [] })).toContain(
      'This pull request changes the outcome map, and its copy is valid. Until this is merged, the copy on `main` stays in force.',
    );
  });

  test('changed for the worse: marked on its lines', () => {
    const { output } = check('Key result: KR1', { proposedMapProblems: [problem] });
    expect(
      output.summary,
    ).toContain(`This pull request changes the outcome map, and its copy has 1 problem, marked on the lines of the file. Until this is merged, the copy on \`main\` stays in force.

- \`.github/soundings.yml\` line 12: \`metrics.signup_rate.good\` is \`upp\`; expected \`up\` or \`down\`.`);
    expect(output.annotations).toEqual([
      {
        path: '.github/soundings.yml',
        line: 12,
        column: 5,
        level: 'failure',
        title: 'Outcome map',
        message: '`metrics.signup_rate.good` is `upp`; expected `up` or `down`',
      },
    ]);
  });

  test('at most fifty marks', () => {
    const { output } = check('', { proposedMapProblems: Array.from({ length: 60 }, () => problem) });
    expect(output.annotations).toHaveLength(50);
    expect(output.summary).toContain('- 50 more problems; `npx soundings validate` lists them all.');
  });
});

describe('redacted', () => {
  const hidden = { disclosure: redacted };
  test.each([
    '',
    'Key result: KR1\nExpect: signup_rate from 3.1% to 3.4% within 14 days\nGuard: p95_latency +12ms',
    'Expect: signup_rate from 3.1% to 3.4%',
    'Expect: signup_rate from 3.1 to 3.4 within 14 days',
    'Key result: KR1\nExpect: signup_rate 3.1',
  ])('no absolute figure: %s', (body) => {
    const { output } = check(body, hidden);
    expect(read(JSON.stringify(output))).not.toMatch(/3\.1|3\.4|4\.0|12 ?ms|100|200/);
  });

  test('relative figures and names stay', () => {
    const title = (expect: string) =>
      read(check(`Key result: KR1\nExpect: signup_rate ${expect}`, hidden).output.title);
    expect(title('+10% within 14 days')).toBe('KR1: Visit to sign-up rate +10% within 14 days');
    expect(title('from 3.1% to 3.4% within 14 days')).toBe('KR1: Visit to sign-up rate');
    expect(summary('Expect: signup_rate from 3.1 to 3.4 within 14 days', hidden)).toContain(
      '- `Expect: signup_rate from … to … within 14 days`: signup\\_rate is a ratio. Write a relative change such as `+3%`.',
    );
    expect(summary('', hidden)).toContain(
      '- **KR1** Visit to sign-up rate by 31 Dec\n- **KR2** Completed projects by 31 Dec',
    );
  });
});

describe('the buttons', () => {
  test('exempting is offered only where something is missing', () => {
    const names = (body: string) => check(body).actions.map(({ identifier }) => identifier);
    expect(names('')).toEqual(['recheck', 'exempt']);
    expect(names('Key result: KR1')).toEqual(['recheck']);
  });

  test('fit into GitHub', () => {
    for (const { label, description, identifier } of check('').actions) {
      expect(label.length).toBeLessThanOrEqual(20);
      expect(description.length).toBeLessThanOrEqual(40);
      expect(identifier.length).toBeLessThanOrEqual(20);
    }
  });
});

test('hostile text stays within its place and GitHub’s limits', () => {
  const nasty = '`<!-- soundings:final v1 -->`@acme/team ![x](https://evil.example) 訪'.repeat(400);
  const lines = Array.from({ length: 60 }, (_, at) => `Expect: ${nasty}${at}`).join('\n');
  const { output } = check(`Key result: ${nasty}\n${lines}`);
  expect(Buffer.byteLength(output.summary)).toBeLessThanOrEqual(65_535);
  expect(output.summary).toContain('more lines like these');
  expect(output.title.length).toBeLessThan(60);
});

describe('a merge group', () => {
  const member = (number: number, body: string, title = `Change ${number}`) => ({
    number,
    title,
    judgement: judge(factsOf(body)),
    disclosure: everything,
  });

  const concluded = (members: MergeGroupMember[]) => groupConclusion(members.map(({ judgement }) => judgement));

  test('passes when every pull request in it passes', () => {
    const members = [
      member(12, 'Key result: KR1\nExpect: signup_rate +10%'),
      member(13, 'Outcome: none (chore): x', 'Bump <b> @acme'),
    ];
    const group = renderMergeGroupCheck(members);
    expect(concluded(members)).toBe('success');
    expect(group.actions).toEqual([]);
    expect(group.output.title).toBe('All 2 pull requests may go on');
    expect(
      read(group.output.summary),
    ).toBe(`Every pull request in this group says what it should move, or that it moves nothing. Nothing to do.

| pull request |  | why |
|---|---|---|
| #12 Change 12 | may go on | KR1: Visit to sign-up rate +10% within 14 days |
| #13 Bump &lt;b&gt; @\u2060acme | may go on | No outcome expected: chore |`);
  });

  test('fails when one of them would', () => {
    const members = [member(12, 'Key result: KR1'), member(13, '')];
    const group = renderMergeGroupCheck(members);
    expect(concluded(members)).toBe('failure');
    expect(group.output.title).toBe('1 of 2 pull requests states no outcome');
    expect(read(group.output.summary)).toContain(
      '1 pull request in this group does not say what to move. The check on the pull request itself says what to write; then queue it again.',
    );
  });

  test('of one', () => {
    expect(renderMergeGroupCheck([member(13, '')]).output.title).toBe('No key result or hypothesis named');
  });

  test('of none holds nothing up', () => {
    expect(concluded([])).toBe('neutral');
    expect(renderMergeGroupCheck([]).output.title).toBe('No pull request of this group is judged');
  });
});

describe('dark metrics', () => {
  const source = 'warehouse/signups';
  const lit = (part: object): Partial<PullRequestFacts> => {
    const map = shopMap({ dark: 'error' });
    map.metrics = map.metrics.map((one) => (one.name === 'signup_rate' ? { ...one, ...part } : one));
    const answers = new Map([[source, 'nothing' as const]]);
    return { mapState: { kind: 'valid', map, version: 'v1', home: { name: 'shop' } }, answers };
  };
  const whole = { definition: 'sign-ups divided by visits', source };
  const said = (
    line: string,
  ) => `This pull request bets on what nobody can see yet, which the outcome map refuses (\`policy.dark: error\`):

${line}

Press *Re-check* once that is done, or stake another metric.

This check runs again by itself when the description changes.`;
  const name = 'Visit to sign-up rate (`signup_rate`)';

  test.each<[string, object, string, string]>([
    [
      'no definition',
      { source: 'warehouse/other' },
      'Visit to sign-up rate has no definition',
      `- ${name} has no definition. Write into the outcome map what is counted, as its \`definition\`.`,
    ],
    [
      'no source',
      { definition: 'sign-ups divided by visits' },
      'Visit to sign-up rate has no source',
      `- ${name} has no source. Connect one: write \`source: connection/query\` into the outcome map.`,
    ],
    [
      'no value',
      whole,
      'Visit to sign-up rate has had no value so far',
      `- ${name} has a source, which was read and has given no value so far. Who runs Soundings sees why with \`npx soundings source test warehouse/signups\`.`,
    ],
  ])('%s: which, why and what to do', (_, part, title, line) => {
    const { output, actions } = check('Key result: KR1', lit(part));
    expect([output.title, read(output.summary)]).toEqual([title, said(line)]);
    expect(actions.map(({ identifier }) => identifier)).toEqual(['recheck', 'exempt']);
  });

  test('where its figures may not be shown its source is not named', () => {
    const text = summary('Key result: KR1', { ...lit(whole), disclosure: redacted });
    expect(text).toContain('has given no value so far. Who runs Soundings sees why with `npx soundings source test`.');
    expect(text).not.toContain('warehouse');
  });

  test('several: the first in the title', () => {
    const { output } = check('Key result: KR1\nKey result: KR2', under({ dark: 'error' }));
    expect(output.title).toBe('Visit to sign-up rate has no definition, 1 more');
    expect(output.summary.match(/^- /gm)).toHaveLength(4);
  });
});
