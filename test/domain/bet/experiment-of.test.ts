import { expect, test } from 'vitest';
import { experimentOf } from '../../../src/domain/bet/experiment-of.ts';
import { resolveBet } from '../../../src/domain/bet/resolve-bet.ts';
import { parseDeclaration } from '../../../src/domain/declaration/parse-declaration.ts';
import { disclosureOf } from '../../../src/domain/disclosure/disclosure.ts';
import { nameableMap } from '../../../src/domain/disclosure/nameable.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';

const text = `version: 1
metrics:
  signup_rate: { unit: ratio, good: up, public: true, source: w/s, experiments: growthbook/signups }
  p95: { unit: ms, good: down, source: w/p, experiments: { source: growthbook/p95, arms: { control: "0", treatment: "1", split: [90, 10] } } }
  orders: { good: up, source: w/o, experiments: secret/orders }
  exports: { good: up, source: w/e }
objectives:
  - { id: O1, key_results: [{ id: KR1, metric: signup_rate, from: 3%, to: 4%, by: 2027-12-31 }] }
`;

function mapOf(written: string) {
  const read = readOutcomeMap('soundings.yml', written);
  const made = 'problems' in read ? read : outcomeMapOf(read.document);
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  return made.map;
}

const map = mapOf(text);
const home = { owner: 'acme', name: 'shop', number: 12 };
const resolved = (body: string, of = map) => resolveBet(parseDeclaration(body), of, [], home);
const named = 'Key result: KR1\nExpect: signup_rate +3% within 14 days\nExperiment: GrowthBook/exp_123';

test('the author says which experiment, and the map from where', () => {
  const { bet, objections } = resolved(`${named}\nGuard: p95 +5%\nGuard: orders -5%`);
  expect(objections).toEqual([]);
  if (!bet) throw new Error('no bet');
  expect(bet.experiment).toEqual({ connection: 'GrowthBook', id: 'exp_123' });
  const sources = [...bet.movements, ...bet.guardrails].map(({ metric }) => experimentOf(bet, metric)?.source);
  expect(sources).toEqual(['growthbook/signups', 'growthbook/p95', undefined]);
});

const lost = (body: string, of = map) => {
  const { bet, objections } = resolved(body, of);
  expect(bet && 'experiment' in bet).toBe(false);
  return objections.map(({ what }) => what);
};

test('a connection that the map reads other metrics for', () => {
  expect(lost(named.replace('GrowthBook', 'secret'))).toEqual([
    'No metric that this bet says the change of is read for experiments of secret',
  ]);
});

test('the source of the metric itself is none of experiments', () => {
  expect(lost(named.replace('GrowthBook', 'w'))).toHaveLength(1);
});

test('a metric that the map reads for none', () => {
  expect(lost(named.replace('signup_rate', 'exports'))).toHaveLength(1);
});

test('a level is compared with no group', () => {
  expect(lost(named.replace('+3%', 'at least 4%'))).toHaveLength(1);
});

test('who may not read the map names none of its experiments', () => {
  const disclosure = disclosureOf(map, { repository: 'public', readsHome: false });
  expect(lost(named, nameableMap(map, disclosure))).toHaveLength(1);
});

test('a hypothesis passes its experiment on, and the pull request’s own counts before it', () => {
  const issue = {
    ...{ owner: 'acme', repository: 'shop', number: 42, title: 'H', labels: [], state: 'open' as const, author: 'ann' },
    body: 'Key result: KR1\nExpect: signup_rate +3% within 14 days\nExperiment: growthbook/of_issue',
  };
  const of = (body: string) => resolveBet(parseDeclaration(body), map, [issue as never], home).bet?.experiment?.id;
  expect(of('Hypothesis: #42')).toBe('of_issue');
  expect(of('Hypothesis: #42\nExperiment: growthbook/own')).toBe('own');
});

const complaints = (experiments: string) => {
  const read = readOutcomeMap('soundings.yml', text.replace('growthbook/signups', experiments));
  const made = 'problems' in read ? read : outcomeMapOf(read.document);
  return 'problems' in made ? made.problems.map(({ what, expected }) => `${what}, expected ${expected}`) : [];
};

test('what the map has wrong is said', () => {
  expect(complaints('growthbook')).toMatchInlineSnapshot(`
    [
      "\`metrics.signup_rate.experiments\` is \`growthbook\`, expected \`connection/query\`, as named in the operator's file of sources",
    ]
  `);
  expect(complaints('{ source: growthbook/s, arms: { control: a, treatment: a } }')).toMatchInlineSnapshot(`
    [
      "\`metrics.signup_rate.experiments.arms.treatment\` is \`a\`, expected another arm than \`control\`",
    ]
  `);
  expect(complaints('{ query: growthbook/s }')).toMatchInlineSnapshot(`
    [
      "\`metrics.signup_rate.experiments.source\` is missing, expected \`connection/query\`",
      "\`query\` is not a key of \`metrics.signup_rate.experiments\`, expected one of \`source\`, \`arms\`",
    ]
  `);
});
