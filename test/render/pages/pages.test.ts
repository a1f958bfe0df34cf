import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everything } from '../../../src/domain/disclosure/disclosure.ts';
import type { Calibration } from '../../../src/domain/ledger/calibration.ts';
import { type Rhythm, rhythms } from '../../../src/domain/outcome-map/digest/plan.ts';
import type { BetPage } from '../../../src/domain/portfolio/bet-page.ts';
import type { DigestPage } from '../../../src/domain/portfolio/digest-page.ts';
import type { HypothesesPage } from '../../../src/domain/portfolio/hypotheses-page.ts';
import type { LedgerPage } from '../../../src/domain/portfolio/ledger-page.ts';
import type { MetricPage } from '../../../src/domain/portfolio/metric-page.ts';
import type { PortfolioPage } from '../../../src/domain/portfolio/portfolio-page.ts';
import type { TeamPage } from '../../../src/domain/portfolio/team-page.ts';
import { betJson, portfolioJson } from '../../../src/render/pages/as-json.ts';
import { betCsv } from '../../../src/render/pages/bet-csv.ts';
import { betPage } from '../../../src/render/pages/bet-page.ts';
import { digestPage, digestsPage } from '../../../src/render/pages/digest-page.ts';
import { hypothesesPage } from '../../../src/render/pages/hypotheses-page.ts';
import { ledgerPage } from '../../../src/render/pages/ledger-page.ts';
import { courseSvg } from '../../../src/render/pages/metric/metric-chart.ts';
import { metricCsv } from '../../../src/render/pages/metric/metric-csv.ts';
import { metricPage } from '../../../src/render/pages/metric/metric-page.ts';
import { ownersPage, portfolioPage } from '../../../src/render/pages/portfolio-page.ts';
import { signOutPage } from '../../../src/render/pages/sign-in-pages.ts';
import { silentPage } from '../../../src/render/pages/silent-page.ts';
import { teamPage } from '../../../src/render/pages/team-page.ts';
import { inert } from '../../../src/render/words/inert.ts';
import { runs } from '../../stage/run/property-runs.ts';
import { hostileText } from '../../stage/samples/hostile-text.ts';
import { shopMap } from '../../stage/samples/outcome-map-of-a-shop.ts';
import { series } from '../../stage/samples/sample-bets.ts';
import { sampleDigest } from '../../stage/samples/sample-digests.ts';

const at = new Date('2026-11-03T10:00:00Z');
const github = 'https://github.com';

/** A page with somebody's text in every place where there can be one. */
function betWith(text: string): BetPage {
  const metric = { name: text, title: text, unit: text, good: 'up' as const, drives: [] };
  const keyResult = { id: text, title: text, metric: text, from: 1, to: 2, by: '2026-12-31' };
  return {
    ...{ owner: text, repository: text, number: 12, disclosure: everything },
    check: {
      conclusion: 'failure',
      headSha: text,
      isOpen: true,
      words: { title: text, summary: `One.\n\n${inert(text)}` },
    },
    bet: {
      ...{ title: text, author: text, state: 'concluded', verdict: { verdict: 'moved' } },
      declared: {
        keyResults: [{ objective: { id: text, title: text, keyResults: [keyResult] }, keyResult }],
        hypotheses: [{ owner: text, repository: text, number: 4, title: text, body: text, labels: [], state: 'open' }],
        ...{
          movements: [],
          guardrails: [],
          because: text,
          evidence: [text],
          experiment: { connection: text, id: text },
        },
      },
      frozen: { at, body: text },
      stakes: [
        {
          ...{ metric, role: 'moves', change: { kind: 'absolute', low: 5, high: 6 }, windowDays: 14 },
          baseline: { kind: 'level', level: 12.5, history: series(12.5, { before: 3 }) },
          outcome: {
            verdict: 'moved',
            expected: { low: 0.1, high: 0.2 },
            effect: { relative: 0.1, low: 0, high: 0.2 },
          },
        },
      ],
      events: [
        { kind: 'shipped', at, signal: { on: 'release', name: text, sha: text }, readoutsDue: [] },
        { kind: 'decided', what: 'keep', by: text, at, learned: text, before: [] },
        { kind: 'learned', by: text, at, text },
      ],
      due: [{ kind: 'readout', dueAt: at, final: true, status: 'pending' }],
    },
    challenges: [
      { ...{ owner: text, repository: text, number: 1, at, why: text }, subject: { kind: 'metric', name: text } },
    ],
  };
}

const edgeOf = (text: string) => ({
  ...{ lower: text, upper: text, trials: 4, moved: 3, followed: 0, doubtful: true },
});

function portfolioWith(text: string): PortfolioPage {
  const place = { owner: text, repository: text, number: 12 };
  const bets = { open: 1, measuring: 2, concluded: 3, moved: 1 };
  const keyResult = { id: text, title: text, metric: text, from: 1, to: 2, by: '2026-12-31' };
  const metric = { name: text, title: text, unit: text, good: 'up' as const, drives: [] };
  const objective = { id: text, title: text, why: text, period: text, keyResults: [keyResult] };
  return {
    ...{ owner: text, standing: bets, isCut: true, asOf: at, moreEntries: true },
    sections: [
      {
        ...{ home: text, isStale: true, figures: [text], isOwners: false },
        forest: {
          tops: [
            {
              ...{ metric, keyResults: [text] },
              drivers: [
                { metric, keyResults: [], record: edgeOf(text), drivers: [] },
                { metric, keyResults: [], drivers: [], again: true },
              ],
            },
          ],
          ...{ alone: [metric], more: 3 },
        },
        map: { ...shopMap(), vision: text, strategy: [{ id: text, title: text }], metrics: [metric] },
        objectives: [
          {
            objective,
            serves: [text],
            keyResults: [
              { name: text, keyResult, metric, now: 1.5, progress: 0.5, bets, weeks: [1, undefined, 1.5], chance: 0.4 },
            ],
          },
        ],
      },
    ],
    attention: {
      decisions: [{ ...place, title: text, verdict: 'moved', since: at }],
      silent: [{ ...place, silence: 'unreleased', since: at, metric: text }],
      challenges: [{ ...place, subject: { kind: 'metric', name: text }, why: text, at }],
      alarms: [{ ...place, lower: text, upper: text, at }],
      more: true,
    },
    filter: { metric: text, keyResult: text },
    entries: [
      {
        ...{
          ...place,
          at,
          state: 'concluded',
          title: text,
          keyResults: [text],
          metric: text,
          primary: true,
          counted: true,
        },
        ...{ verdict: 'moved', decision: 'keep', learned: text, amended: false, sharedWith: [] },
      },
    ],
  };
}

function metricWith(text: string): MetricPage {
  const place = { owner: text, repository: text, number: 12 };
  const metric = {
    ...{ name: text, title: text, unit: text, good: 'up' as const, drives: [text], role: 'business' as const },
    ...{ owner: text, definition: text, horizon: text },
  };
  const keyResult = { id: text, title: text, metric: text, from: 1, to: 20, by: '2026-12-31', owner: text };
  const record = { lower: text, upper: text, trials: 2, moved: 2, followed: 1, doubtful: true };
  const release = { ...place, title: text, at, state: 'shipped' as const, metrics: [text], keyResults: [text] };
  return {
    ...{
      owner: text,
      home: text,
      metric,
      keyResults: [text],
      open: [{ ...place, title: text }],
      moreEntries: true,
      asOf: at,
    },
    course: {
      kind: 'days',
      days: Array.from({ length: 30 }, (_, n) => ({ t: at.getTime() + (n - 30) * 86_400_000, value: 12 + (n % 5) })),
      now: 14,
      health: { from: at, last: at, lateDays: 3, missing: 2 },
    },
    target: {
      ...{ objective: { id: text, title: text, keyResults: [keyResult] }, keyResult, progress: 0.6, chance: 0.3 },
      path: [
        { at: at.getTime(), level: 14 },
        { at: at.getTime() + 20 * 86_400_000, level: 20 },
      ],
    },
    releases: [
      { ...release, isOwn: true },
      { ...release, at: new Date(at.getTime() - 43_200_000), isOwn: false },
      { ...release, at: new Date(at.getTime() - 20 * 86_400_000), isOwn: false },
    ],
    entries: [
      {
        ...{ ...place, at, state: 'concluded', title: text, keyResults: [text], metric: `${text}2`, primary: true },
        ...{ counted: true, verdict: 'moved', decision: 'keep', learned: text, amended: false, sharedWith: [] },
        ...{ effect: { relative: 0.1, low: 0, high: 0.2 }, closed: { share: 0.2, low: 0.1, high: 0.3 } },
      },
    ],
    below: [{ metric, record }],
    above: [{ metric }],
  };
}

/** Each kind of edition, with somebody's text in every place that people fill. */
function digestWith(rhythm: Rhythm, text: string): DigestPage {
  const digest = sampleDigest(rhythm);
  const metric = { name: text, title: text, unit: text, good: 'up' as const, drives: [text] };
  const bet = { title: text, keyResults: [text] };
  const concluded = { ...bet, metric, decision: 'keep' as const, learned: text };
  const all = <Row, More>({ rows, count }: { rows: Row[]; count: number }, more: More) => ({
    ...{ rows: rows.map((row) => ({ ...row, ...more })), count },
  });
  return {
    home: text,
    earlier: '2026-W01',
    later: '2026-W03',
    digest: {
      ...digest,
      silent: all(digest.silent, { metric: text }),
      opened: all(digest.opened, bet),
      shipped: all(digest.shipped, bet),
      concluded: all(digest.concluded, concluded),
      metrics: digest.metrics.map((row) => ({ ...row, metric })),
      edges: digest.edges.map((edge) => ({ ...edge, lower: text, upper: text })),
      objectives: digest.objectives.map((one) => ({
        ...{ id: text, title: text, bets: all(one.bets, concluded) },
        keyResults: one.keyResults.map((row) => ({
          ...row,
          ...{ metric, keyResult: { ...row.keyResult, id: text, title: text, metric: text } },
        })),
      })),
    },
  };
}

const calibration: Calibration = {
  ...{ group: 'all', concluded: 5, asExpected: 2, withoutData: 1, compared: 4 },
  ...{ bias: { mean: -0.1, median: -0.1, interval: { low: -0.2, high: 0 } }, ratio: { median: 0.5, low: 0, high: 1 } },
};

function teamWith(text: string): TeamPage {
  const { entries, filter: _, ...page } = portfolioWith(text);
  const metric = { name: text, title: text, unit: text, good: 'up' as const, drives: [] };
  return {
    ...{ owner: page.owner, name: text, entries, more: true, calibration },
    team: { name: text, title: text, purpose: text },
    metrics: [{ metric, home: text, above: [metric] }],
    open: [{ owner: text, repository: text, number: 3, title: text, keyResults: [text] }],
    pace: [{ measure: 'merge-to-ship', count: 4, value: 2, low: 1, high: 3 }],
  };
}

function ledgerWith(text: string): LedgerPage {
  const names = [text];
  return {
    ...{ owner: text, entries: portfolioWith(text).entries, moreOpen: true },
    open: teamWith(text).open,
    next: { at: '2026-11-03T10:00:00.000000Z', id: '7' },
    asked: {
      ...{ keyResult: text, objective: text, team: text, metric: text, repository: text, oldestFirst: false },
      unknown: [{ field: 'period', text }],
    },
    choices: { keyResults: names, objectives: names, teams: names, metrics: names, repositories: names },
  };
}

function hypothesesWith(text: string): HypothesesPage {
  const place = { owner: text, repository: text, number: 4 };
  return {
    ...{ owner: text, more: true, counts: [{ word: 'validated', count: 1 }] },
    loop: { measure: 'hypothesis-to-readout', count: 4, value: 30, low: 20, high: 40 },
    rows: [
      {
        ...{ ...place, word: 'validated', since: at, evidence: text },
        bets: (['discovery', 'delivery'] as const).map((track) => ({ ...place, title: text, track })),
      },
    ],
  };
}

const withoutTarget = ({ target: _, ...page }: MetricPage): MetricPage => page;

const every: [string, (text: string) => unknown][] = [
  ['a bet', (text) => betPage(betWith(text), { login: text, github })],
  ['a portfolio', (text) => portfolioPage(portfolioWith(text), { login: text, github })],
  [
    'what is asked for and is no verdict',
    (text) => portfolioPage({ ...portfolioWith(text), filter: { unknown: text } }, { login: text, github }),
  ],
  ['a key result', (text) => metricPage(metricWith(text), { login: text, github })],
  ['a metric', (text) => metricPage(withoutTarget(metricWith(text)), { login: text, github })],
  [
    'a metric that cannot be read',
    (text) =>
      metricPage(
        { ...metricWith(text), course: { kind: 'failed', failure: { reason: 'timeout', text: 'too long' } } },
        { login: text, github },
      ),
  ],
  ...rhythms.map((rhythm): [string, (text: string) => unknown] => [
    `a ${rhythm} digest`,
    (text) => digestPage(digestWith(rhythm, text), { login: text, github }),
  ]),
  [
    'the digests',
    (text) =>
      digestsPage(
        {
          owner: text,
          maps: [{ home: text, writtenIn: text, editions: { weekly: ['2026-W48'], monthly: [], quarterly: [] } }],
        },
        { login: text, github },
      ),
  ],
  ['a team', (text) => teamPage(teamWith(text), { login: text, github })],
  ['the ledger', (text) => ledgerPage(ledgerWith(text), { login: text, github })],
  ['hypotheses', (text) => hypothesesPage(hypothesesWith(text), { login: text, github })],
  [
    'silence',
    (text) =>
      silentPage(
        {
          ...{ owner: text, more: true },
          bets: [{ owner: text, repository: text, number: 3, silence: 'no-data', since: at, metric: text, days: 20 }],
        },
        { login: text, github },
      ),
  ],
  ['the owners', (text) => ownersPage([text], { login: text, github })],
  ['the sign-out', (text) => signOutPage({ login: text })],
];

/** Tags with the names of their attributes: what a browser makes of a page, without the texts. Web addresses in people's text stand as code. */
const skeleton = (page: unknown) =>
  (String(page).match(/<[/!a-z][^>]*>/gi) ?? [])
    .map((tag) => tag.replace(/"[^"]*"/g, '""'))
    .filter((tag) => !/^<\/?code>$/.test(tag));

describe.each(every)('%s', (_, render) => {
  const plain = skeleton(render('text'));

  test('is built of the same tags whatever people write', () => {
    expect(plain.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(text.trim() !== '');
        expect(skeleton(render(`a${text}z`))).toEqual(plain);
      }),
      runs(0.5),
    );
  });

  test('has no script, no style and no handler of its own, and leads nowhere but to pages and to GitHub', () => {
    const page = String(render('javascript:alert(1)'));
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/i);
    for (const [, href = ''] of page.matchAll(/\s(?:href|action|src)="([^"]*)"/g))
      expect(href).toMatch(/^(\/(?![/\\])|#|https:\/\/github\.com\/)/);
  });

  test('has one heading of the first order, and every table and picture says what it is', () => {
    const page = String(render('text'));
    expect(page.match(/<h1/g)).toHaveLength(1);
    for (const [svg] of page.matchAll(/<svg[^>]*>/g))
      expect(svg).toMatch(/aria-hidden="true"|role="img" aria-label="[^"]+"/);
    for (const [region] of page.matchAll(/<div class="table"[^>]*>/g)) expect(region).toMatch(/aria-label="[^"]+"/);
    expect(page).toMatch(/<html lang="en">[\s\S]*<header[\s\S]*<main id="main"/);
  });
});

test('what people write is no formula in a spreadsheet', () => {
  expect(betCsv(betWith('=HYPERLINK("x")'))).toContain('"\'=HYPERLINK(""x"")"');
  expect(metricCsv(metricWith('=1+1'))).toContain('"\'=1+1#12"');
});

test('the experiment that a bet names is among what was declared', () => {
  const [, value] =
    /<dt>Experiment<\/dt>\s*<dd>(.*?)<\/dd>/.exec(String(betPage(betWith('a'), { login: 'a', github }))) ?? [];
  expect(value?.replace(/<[^>]*>/g, '')).toBe('a/a');
});

test('as JSON it is the same, and as it is written', () => {
  expect(betJson(betWith('<b>'))).toMatchObject({
    check: { conclusion: 'failure', title: '<b>' },
    bet: {
      title: '<b>',
      verdict: 'moved',
      decision: { what: 'keep' },
      experiment: '<b>/<b>',
      metrics: [{ name: '<b>', level_at_merge: 12.5 }],
    },
  });
  expect(portfolioJson(portfolioWith('<b>'))).toMatchObject({
    bets: { open: 1, measuring: 2, concluded: 3, latest_only: true },
    maps: [{ objectives: [{ key_results: [{ from: 1, now: 1.5, to: 2, bets: { moved: 1 } }] }] }],
    attention: { decisions: [{ verdict: 'moved' }], more: true },
    ledger: { entries: [{ title: '<b>', verdict: 'moved', decision: 'keep' }], more: true },
  });
});

describe('the picture of a course', () => {
  test('is XML by itself, with nothing that a page would refuse', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const svg = String(courseSvg(metricWith(`a${text}z`)));
        expect(skeleton(svg)).toEqual(skeleton(courseSvg(metricWith('text'))));
        expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      }),
      runs(0.5),
    );
  });

  test('has round figures at its side, and dates below', () => {
    const svg = String(courseSvg({ ...metricWith('text'), metric: { ...metricWith('text').metric, unit: 'count' } }));
    const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, word]) => word);
    expect(words.slice(0, 5)).toEqual(['12', '14', '16', '18', '20']);
    expect(words).toContainEqual(expect.stringMatching(/^\d+ Oct$/));
  });

  test('is hollow for releases of others, and has one circle for those that would lie on each other', () => {
    const svg = String(courseSvg(metricWith('text')));
    const marks = svg.match(/<circle class="mark[^"]*"[^>]*><title>/g) ?? [];
    expect(marks.map((mark) => /class="([^"]*)"/.exec(mark)?.[1])).toEqual(['mark', 'mark own']);
    expect(svg).toMatch(/<text class="count own"[^>]*>2</);
  });

  test.each([
    ['one day', [{ t: at.getTime(), value: 3 }]],
    ['one value all along', Array.from({ length: 20 }, (_, n) => ({ t: at.getTime() + n * 86_400_000, value: 0 }))],
    ['values far apart', [-1e300, 1e300].map((value, n) => ({ t: at.getTime() + n * 86_400_000, value }))],
    ['a day a year', [0, 365, 730].map((n) => ({ t: at.getTime() + n * 86_400_000, value: n }))],
  ])('of %s can be drawn', (_, days) => {
    const { now: __, ...course } = { ...metricWith('text').course, days } as Extract<
      MetricPage['course'],
      { kind: 'days' }
    >;
    expect(String(courseSvg({ ...metricWith('text'), course }))).not.toMatch(/NaN|Infinity/);
  });
});

test('where a level is hidden, neither the page nor the JSON of it says it or how far it is', () => {
  const page = portfolioWith('text');
  const hidden = { ...page, sections: page.sections.map((section) => ({ ...section, figures: [] })) };
  expect(String(portfolioPage(hidden, { login: 'ann', github }))).not.toMatch(/1\.5|% of the way|moved\)/);
  expect(portfolioJson(hidden)).toMatchObject({
    maps: [{ objectives: [{ key_results: [{ from: null, now: null, to: null, bets: { moved: null } }] }] }],
  });
});
