import { expect, test } from 'vitest';
import type { Bet } from '../../../src/domain/bet/bet.ts';
import type { Change } from '../../../src/domain/declaration/declaration.ts';
import { darkOf } from '../../../src/domain/gate/dark.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { SourceAnswer } from '../../../src/domain/metric/source-answer.ts';
import { metric } from '../../stage/samples/outcome-map-of-a-shop.ts';

const whole: Partial<Metric> = { definition: 'accounts made a day', source: 'warehouse/signups' };
const relative: Change = { kind: 'relative', low: 0.1, high: 0.1 };
const level: Change = { kind: 'level', value: 50, percent: false };
const told = (answer?: SourceAnswer) => new Map(answer ? [['warehouse/signups', answer]] : []);

const betOn = (part: Partial<Bet>): Bet => ({
  ...{ keyResults: [], hypotheses: [], movements: [], guardrails: [], evidence: [] },
  ...part,
});

test.each<[string, Partial<Metric>, Change | undefined, SourceAnswer | undefined, string[]]>([
  ['a definition and a source that tells values', whole, relative, 'value', []],
  ['a source that was never asked is not known yet', whole, relative, undefined, []],
  ['no definition', { source: 'warehouse/signups' }, relative, 'value', ['no-definition']],
  ['no source', { definition: 'accounts made' }, relative, undefined, ['no-source']],
  ['neither', {}, undefined, undefined, ['no-definition', 'no-source']],
  ['a source that has no value yet', whole, relative, 'nothing', ['never-answered']],
  ['no size is staked', whole, undefined, 'nothing', ['never-answered']],
  ['a source that could not be read', whole, relative, 'failed', ['never-answered']],
  ['a level of what has no value yet', whole, level, 'nothing', []],
  ['a level of what could not be read', whole, level, 'failed', ['never-answered']],
  ['a level of what nobody defined', { source: 'warehouse/signups' }, level, 'nothing', ['no-definition']],
  ['a level without a source', { definition: 'accounts made' }, level, undefined, ['no-source']],
])('%s', (_, part, change, answer, lacks) => {
  const signups = metric('signups', part);
  const bet = betOn({ movements: [{ metric: signups, ...(change ? { change } : {}) }] });
  expect(darkOf(bet, told(answer))).toEqual(lacks.length > 0 ? [{ metric: signups, lacks }] : []);
});

test('a guardrail of the description counts, one of the map does not; each metric is told once', () => {
  const [signups, errors, latency] = [metric('signups', whole), metric('errors'), metric('latency')];
  const guard = (of: Metric) => ({ metric: of, limit: relative, line: '' });
  const bet = betOn({
    movements: [{ metric: signups, change: level }],
    guardrails: [guard(signups), guard(errors), { ...guard(latency), byMap: true }],
  });
  expect(darkOf(bet, told('nothing'))).toEqual([
    { metric: signups, lacks: ['never-answered'] },
    { metric: errors, lacks: ['no-definition', 'no-source'] },
  ]);
});
