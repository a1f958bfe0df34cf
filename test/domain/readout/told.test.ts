import { describe, expect, test } from 'vitest';
import { verdicts } from '../../../src/analysis/verdict.ts';
import type { Change } from '../../../src/domain/declaration/declaration.ts';
import { type Disclosure, disclosureOf, everything } from '../../../src/domain/disclosure/disclosure.ts';
import { forecastAsTold, readoutAsTold, recommendedAsTold, verdictAsTold } from '../../../src/domain/readout/told.ts';
import { inPublic } from '../../stage/samples/disclosures.ts';
import { renderForecast, renderReadout } from '../../stage/samples/rendered.ts';
import { forecast, readout } from '../../stage/samples/sample-bets.ts';

const points: Change = { kind: 'points', low: 0.003, high: 0.003 };
const relative: Change = { kind: 'relative', low: 0.1, high: 0.1 };

function toldAs(change: Change, verdict: (typeof readout)['verdict'], disclosure: Disclosure = inPublic) {
  const [first, ...others] = readout.movements;
  if (!first) throw new Error('the sample has a movement');
  const movements = [{ ...first, movement: { ...first.movement, change }, verdict }, ...others];
  return readoutAsTold({ ...readout, movements, verdict, disclosure });
}

describe('an expectation that may not be held against the level', () => {
  test.each([
    ['moved', 'moved'],
    ['moved-less', 'moved'],
    ['flat', 'inconclusive'],
    ['inconclusive', 'inconclusive'],
    ['backfired', 'backfired'],
    ['no-data', 'no-data'],
  ] as const)('%s is told as %s', (measured, told) => {
    expect(toldAs(points, measured)).toMatchObject({ verdict: told, movements: [{ verdict: told, unheld: true }] });
    expect(toldAs(points, measured).movements[0]).not.toHaveProperty('expected');
    expect(toldAs(relative, measured).verdict).toBe(measured);
  });

  test('the comment and the label of what concluded before the repository became public', () => {
    const [first] = readout.movements;
    const movements = first ? [{ ...first.movement, change: points }] : [];
    expect(verdictAsTold('moved-less', { movements }, inPublic)).toEqual({ verdict: 'moved', unheld: true });
  });
});

describe('what was recommended before the repository became public', () => {
  const [movement] = readout.movements;
  const [guard] = readout.guards;
  if (!movement || !guard) throw new Error('the sample has both');
  const movements = (change: Change) => [{ ...movement.movement, change }];
  const guards = (limit: Change) => [{ ...guard.guarded, limit }];

  test.each<[string, Change, Change, 'revert' | undefined]>([
    ['of relative sizes alone', relative, relative, 'revert'],
    ['of points', points, relative, undefined],
    ['of an absolute limit', relative, { kind: 'absolute', low: 500, high: 500 }, undefined],
  ])('%s', (_, change, limit, told) => {
    const bet = { movements: movements(change), guardrails: guards(limit) };
    expect(recommendedAsTold('revert', bet, inPublic)).toBe(told);
    expect(recommendedAsTold('revert', bet, everything)).toBe('revert');
  });
});

test('a guardrail with an absolute limit is judged by whether it got worse at all', () => {
  const [guard] = readout.guards;
  if (guard?.answer.kind !== 'effect') throw new Error('the sample has a guardrail');
  const limit: Change = { kind: 'absolute', low: 500, high: 500 };
  const worse = { ...guard.answer, relative: 0.02, low: 0.01, high: 0.03 };
  const guards = [{ ...guard, guarded: { ...guard.guarded, limit }, answer: worse, state: 'held' as const }];
  const told = readoutAsTold({ ...readout, guards, disclosure: inPublic });
  expect(told.guards).toMatchObject([{ state: 'breached', unheld: true }]);
  expect(told.guards[0]).not.toHaveProperty('limit');
  expect(renderReadout(told)).toContain('whether by more than its limit is not said here');
});

describe('to an author who may not read the map', () => {
  const outsider = disclosureOf({ metrics: [], policy: { redact: false } }, { repository: 'public', readsHome: false });
  const names = /sign-up rate|signup_rate|p95|latency|revenue|projects|KR1|Small teams|Nobody misses/i;

  test('a forecast names no metric, key result or line of the strategy', () => {
    const said = renderForecast(forecastAsTold({ ...forecast, disclosure: outsider }));
    expect(said).toContain('### What is measured cannot be named here');
    expect(said.replace(/\*\*(Because|Hypothesis|Why now|What problem).*/g, '')).not.toMatch(names);
  });
  test('how bets on it went before is not told as if it were of the metric that may be named', () => {
    const [first] = forecast.rows;
    if (!first) throw new Error('the sample has a row');
    const visits = { ...first.movement.metric, name: 'visits', title: 'Visits', source: 'warehouse/visits' };
    const rows = [first, { ...first, movement: { ...first.movement, metric: visits } }];
    const record = { concluded: 7, asExpected: 2, measured: 7, moved: 5, withoutData: 0 };
    const before = { ...forecast, rows, soFar: { of: 'metric' as const, onMetric: 7, record } };
    const disclosure = {
      ...outsider,
      public: [{ name: 'visits', source: 'warehouse/visits' }],
      ofPublic: 'figures' as const,
    };
    expect(renderForecast(forecastAsTold({ ...before, disclosure }))).not.toContain('So far');
    expect(renderForecast(forecastAsTold({ ...before, disclosure: inPublic }))).toContain('So far');
  });

  test('other bets are named by what is public of them, or not at all', () => {
    const other = (number: number, metrics: string[]) => ({
      ...{ betId: `${number}`, number, metrics, relation: 'above' as const, state: 'shipped' as const, windowDays: 14 },
      ...{ repositoryId: 1, shippedAt: new Date('2026-11-01T10:00:00Z') },
    });
    const others = [other(801, ['revenue']), other(802, ['revenue', 'visits']), other(803, ['visits'])];
    const disclosure = { ...outsider, public: [{ name: 'visits' }], ofPublic: 'figures' as const };
    const said = [
      renderForecast(forecastAsTold({ ...forecast, others, disclosure })),
      renderReadout(readoutAsTold({ ...readout, others, disclosure })),
    ];
    for (const text of said) expect(text).not.toMatch(/revenue|801/i);
    expect(forecastAsTold({ ...forecast, others, disclosure }).others.map(({ number }) => number)).toEqual([802, 803]);
    expect(forecastAsTold({ ...forecast, others, disclosure: inPublic }).others).toEqual(others);
  });

  test('the verdict is that of what may be named, where anything may', () => {
    const [first] = readout.movements;
    if (!first) throw new Error('the sample has a movement');
    const metric = { ...first.movement.metric, name: 'visits', title: 'Visits', source: 'warehouse/visits' };
    const visits = { ...first, movement: { ...first.movement, metric }, verdict: 'moved' as const };
    const hidden = { ...first, verdict: 'backfired' as const };
    const disclosure = {
      ...outsider,
      public: [{ name: 'visits', source: 'warehouse/visits' }],
      ofPublic: 'figures' as const,
    };
    const told = readoutAsTold({ ...readout, movements: [hidden, visits], verdict: 'backfired', disclosure });
    expect(told).toMatchObject({ verdict: 'moved', movements: [{ movement: { metric: { name: 'visits' } } }] });
    expect(renderReadout(told)).not.toMatch(names);
  });

  test.each([
    ['the first', ['hidden', 'visits']],
    ['the second', ['visits', 'hidden']],
  ])('what concluded tells nothing of %s, whichever it came of', (_, names) => {
    const [first] = readout.movements;
    if (!first) throw new Error('the sample has a movement');
    const movements = names.map((name) => ({
      ...first.movement,
      metric: { ...first.movement.metric, name, source: `warehouse/${name}` },
    }));
    const visits = [{ name: 'visits', source: 'warehouse/visits' }];
    const inPart = { ...outsider, public: visits, ofPublic: 'figures' as const };
    for (const verdict of verdicts) expect(verdictAsTold(verdict, { movements }, inPart)).toBeUndefined();
    for (const verdict of verdicts) expect(verdictAsTold(verdict, { movements }, inPublic)).toMatchObject({ verdict });
  });

  test('a level that may not be held against the metric, beside what may', () => {
    const [first] = readout.movements;
    if (!first) throw new Error('the sample has a movement');
    const level = { ...first.movement, change: { kind: 'level' as const, value: 50, percent: false } };
    const movements = [first.movement, level];
    for (const verdict of verdicts) expect(verdictAsTold(verdict, { movements }, inPublic)).toBeUndefined();
    expect(verdictAsTold('backfired', { movements: [level] }, inPublic)).toMatchObject({ verdict: 'inconclusive' });
  });

  test('nor does a readout', () => {
    const said = renderReadout(readoutAsTold({ ...readout, disclosure: outsider }));
    expect(said).not.toMatch(names);
  });
});
