import { beforeEach, expect, test } from 'vitest';
import { mapPath } from '../../../src/domain/outcome-map/map-path.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import type { MetricReader } from '../../../src/flows/ports/metric-reader.ts';
import { mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const { stage, openWith } = useWorld();

const inForce = mapOf({
  metrics: `revenue: { definition: paid, unit: usd, good: up, owner: cfo, source: warehouse/mrr }
  signups: { title: Sign-ups, definition: accounts, good: up, drives: revenue, owner: growth, source: warehouse/signups }`,
});

let read: string[];

/** A map in force, and one that pull request 12 proposes. */
async function proposing(map: string, base = inForce, by = 'ben', isPrivate = true) {
  await openWith(base);
  const { world, forge } = stage;
  const shop = { ...stage.shop, private: isPrivate };
  forge.pullRequests.set(12, pullRequest({ body: 'Key result: KR1', author: { id: 3, login: by } }));
  forge.paths.set(12, [mapPath]);
  const document = readOutcomeMap(mapPath, map);
  if ('problems' in document) throw new Error(JSON.stringify(document.problems));
  world.maps.proposedAt = async () => outcomeMapOf(document.document);
  const reader: MetricReader = world.metrics;
  world.metrics = {
    read(request) {
      if (request.from < new Date('2026-01-01')) read.push(request.metric.source ?? '');
      return reader.read(request);
    },
  };
  await evaluatePullRequest(world, shop, 12);
  const check = forge.checks.at(-1);
  if (!check) throw new Error('there is no check');
  return check;
}

beforeEach(() => {
  read = [];
});

test('a map that is in order is only said to be valid', async () => {
  const { conclusion, output } = await proposing(inForce);
  expect(conclusion).toBe('success');
  expect(output.annotations).toEqual([]);
  expect(output.summary).toContain('its copy is valid');
  expect(output.summary).not.toContain('more useful');
});

test('a key result that is a task and far away: warnings at their lines, and nothing is held up', async () => {
  const far = inForce
    .replace(
      '{ id: KR1, metric: signups, from: 1000, to: 1300',
      '{ id: KR1, title: Launch the app, metric: signups, from: 1000, to: 9000',
    )
    .replace('2027', '2026');
  const { conclusion, output } = await proposing(far);
  expect(conclusion).toBe('success');
  expect(output.title).toBe('KR1: Sign-ups');
  expect(output.annotations).toEqual([
    {
      path: mapPath,
      line: 9,
      column: 27,
      level: 'warning',
      title: 'Outcome map: reads-like-a-roadmap',
      message:
        '`KR1` reads like a roadmap: `Launch the app` names work (`Launch`), not what that should change. Work can be finished without changing anything. Better: `title: Sign-ups rises from 1000 to 9000`.',
    },
    {
      path: mapPath,
      line: 9,
      column: 76,
      level: 'warning',
      title: 'Outcome map: out-of-reach',
      message:
        "`signups` has a chance of less than 1% to reach `9000` by 31 Dec 2026, even with what a team can change until then (it stands at `1065`). A target that nobody believes in guides nobody. Better: `to: 1220`, which has one chance in five; or a later day, or in the objective's `why` what will be different this time.",
    },
  ]);
  expect(output.summary).toContain(
    'The map could be more useful in 2 places, marked on the lines of the file. Nothing is held up by it: `policy.lint` in the map says what should be.',
  );
  expect(output.summary).toContain('- line 9: `KR1` reads like a roadmap: `Launch the app` names work (`Launch`)');
});

test('an error of the map in force holds it up, whatever the proposed one makes of it', async () => {
  const strict = inForce.replace('mode: enforce', 'mode: enforce, lint: { no-owner: error, no-definition: off }');
  const lax = inForce
    .replace('owner: growth, ', '')
    .replace('definition: accounts, ', '')
    .replace('mode: enforce', 'mode: enforce, lint: off');
  const { conclusion, output } = await proposing(lax, strict);
  expect(conclusion).toBe('failure');
  expect(output.title).toBe('1 problem in the outcome map');
  expect(output.annotations.map(({ level, line, title }) => [level, line, title])).toEqual([
    ['failure', 4, 'Outcome map: no-owner'],
  ]);
  expect(output.summary).toContain('It has to be mended first: `policy.lint` in the map says so.');
  expect((await proposing(lax, strict.replace('mode: enforce', 'mode: advise'))).conclusion).toBe('neutral');
});

test('a source that is only proposed is not read', async () => {
  const other = inForce
    .replace('warehouse/signups', 'finance/salaries')
    .replace('objectives:', '  spy: { good: up, source: finance/payroll, drives: revenue }\nobjectives:')
    .replace('key_results:\n', 'key_results:\n      - { id: KR2, metric: spy, from: 1, to: 2, by: 2027-12-31 }\n');
  await proposing(other);
  expect(read).toEqual([]);
  await proposing(inForce.replace('to: 1300', 'to: 1301'));
  expect(read).toEqual(['warehouse/signups']);
});

test('where figures are not to be seen nobody can feel for them: anyone who sees the check would see what it says', async () => {
  const probing = inForce.replace('to: 1300, by: 2027', 'to: 9000, by: 2026');
  const hidden = inForce.replace('mode: enforce', 'mode: enforce, redact: true');
  for (const by of ['ben', 'maintainer']) {
    expect((await proposing(probing, hidden, by)).output.annotations).toEqual([]);
    // What the proposed map says of itself is not in force.
    const open = probing
      .replace('mode: enforce', 'mode: enforce, redact: false')
      .replaceAll('good: up', 'good: up, public: true');
    expect((await proposing(open, hidden, by)).output.annotations).toEqual([]);
  }
  expect(read).toEqual([]);
});

test('in a public repository targets are held against public metrics alone', async () => {
  const probing = inForce.replace('to: 1300, by: 2027', 'to: 9000, by: 2026');
  const aboutTargets = async (base: string) =>
    (await proposing(probing, base, 'ben', false)).output.annotations.map(({ title }) => title);
  expect(await aboutTargets(inForce)).toEqual([]);
  expect(read).toEqual([]);
  expect(await aboutTargets(inForce.replace('owner: growth', 'owner: growth, public: true'))).toEqual([
    'Outcome map: out-of-reach',
  ]);
  expect(read).toEqual(['warehouse/signups']);
});

test('a key result in force that nobody bets on', async () => {
  const both = inForce.replace(
    'key_results:\n',
    'key_results:\n      - { id: KR2, metric: revenue, from: 1, to: 9, by: 2028-12-31 }\n',
  );
  const { output } = await proposing(both, both);
  expect(output.annotations.map(({ line, title }) => `${line} ${title}`)).toEqual(['9 Outcome map: no-open-bet']);
});
