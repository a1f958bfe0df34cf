import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/domain/declaration/declaration.ts';
import { parseChange } from '../../../src/domain/declaration/parse-change.ts';
import { runs } from '../../stage/run/property-runs.ts';

const relative = (low: number, high = low): Change => ({ kind: 'relative', low, high });
const points = (low: number, high = low): Change => ({ kind: 'points', low, high });
const absolute = (low: number, high = low, unit?: string): Change => ({
  kind: 'absolute',
  low,
  high,
  ...(unit ? { unit } : {}),
});

/** The forms in which a power of ten is written behind a figure, most often in the plural. */
const powersOfTen: [number, string][] = [
  [2, 'hundreds|Hunderte|centaines|centenas|honderd|сотни|сотен|百|백'],
  [
    3,
    'k|Tausende|milliers|migliaia|milhares|millares|duizenden|tusinder|tysiąc|tysiące|tysięcy|tisíc|tisíce|ezer|tuhatta|mii|χιλιάδες|хиляди|тысячи|тисяч|אלף|آلاف|الف|千|천',
  ],
  [
    6,
    'millioner|miljoner|miljoenen|milionů|miliony|milioane|millió|miljoonaa|εκατομμύρια|миллионов|מיליון|ملايين|百万|百萬|백만',
  ],
  [5, '十万|십만|lakh'],
  [7, '千万|천만|crore'],
  [8, '億|亿|억'],
  [10, '百億|백억'],
  [9, 'Mld|mld.|miljarder|milliarder|Milliarden|miliardów'],
];

test.each(
  powersOfTen.flatMap(([exponent, words]) => words.split('|').map((word) => [word, 2 * 10 ** exponent] as const)),
)('a figure in %s is not taken for one in ones', (word, figure) =>
  expect(parseChange(`+2 ${word}`)).toEqual({ change: absolute(figure) }),
);

test.each(['+2百万件', '+2백만 건'])('%s, with what is counted behind it', (written) =>
  expect(parseChange(written)).toMatchObject({ change: { low: 2e6 } }),
);

test.each<[string, Change]>([
  ['+3%', relative(0.03)],
  ['-3 %', relative(-0.03)],
  ['−3%', relative(-0.03)],
  ['–3%', relative(-0.03)],
  ['＋３％', relative(0.03)],
  ['+ 3 %', relative(0.03)],
  ['up 3%', relative(0.03)],
  ['down by 3 percent', relative(-0.03)],
  ['**+3%**', relative(0.03)],
  ['+1.1%', relative(0.011)],
  ['+3,5 %', relative(0.035)],
  ['+0,125%', relative(0.00125)],
  ['+.5%', relative(0.005)],
  ['-100%', relative(-1)],
  ['+0.5pp', points(0.005)],
  ['-0.5 p.p.', points(-0.005)],
  ['+2 percentage points', points(0.02)],
  ['+2%-points', points(0.02)],
  ['-120ms', absolute(-120, -120, 'ms')],
  ['-120 ms', absolute(-120, -120, 'ms')],
  ['+250', absolute(250)],
  ['+1,200', absolute(1200)],
  ['+1,234,567.5', absolute(1234567.5)],
  ['+1.234.567,5', absolute(1234567.5)],
  ['+1 200', absolute(1200)],
  ['+1\u202f200', absolute(1200)],
  ["+1'200", absolute(1200)],
  ['+12,34,567', absolute(1234567)],
  ['+1k', absolute(1000)],
  ['+1.5M', absolute(1_500_000)],
  ['+$1.2M', absolute(1_200_000, 1_200_000, 'usd')],
  ['+2 million', absolute(2_000_000)],
  ['+3万', absolute(30_000)],
  ['+100 milliseconds', absolute(100, 100, 'milliseconds')],
  ['at least +3%', relative(0.03)],
  ['increases by 3%', relative(0.03)],
  ['drop by 120ms', absolute(-120, -120, 'ms')],
  ['drops 40 to 200ms', absolute(-200, -40, 'ms')],
  ['drops by 40ms to 200ms', absolute(-200, -40, 'ms')],
  ['a drop of 40ms to 200ms', absolute(-200, -40, 'ms')],
  ['40ms to 200ms less', absolute(-200, -40, 'ms')],
  ['rises 1% to 2%', relative(0.01, 0.02)],
  ['+0.5% absolute', points(0.005)],
  ['doubles', relative(1)],
  ['at least 50', { kind: 'level', bound: 'at-least', value: 50, percent: false }],
  ['at least 50 a day', { kind: 'level', bound: 'at-least', value: 50, percent: false }],
  ['50 or more', { kind: 'level', bound: 'at-least', value: 50, percent: false }],
  ['< 1%', { kind: 'level', bound: 'at-most', value: 0.01, percent: true }],
  ['stays below 250ms', { kind: 'level', bound: 'at-most', value: 250, percent: false, unit: 'ms' }],
  ['reaches 50', { kind: 'level', value: 50, percent: false }],
  ['drops to 200ms', { kind: 'level', bound: 'at-most', value: 200, percent: false, unit: 'ms' }],
  ['+$250', absolute(250, 250, 'usd')],
  ['+250 €', absolute(250, 250, 'eur')],
  ['+5 points', absolute(5, 5, 'points')],
  ['from 3.1% to 3.4%', { kind: 'levels', from: 0.031, to: 0.034, percent: true }],
  ['from 3.1 to 3.4%', { kind: 'levels', from: 0.031, to: 0.034, percent: true }],
  ['3.1% -> 3.4%', { kind: 'levels', from: 0.031, to: 0.034, percent: true }],
  ['3.1% → 3.4%', { kind: 'levels', from: 0.031, to: 0.034, percent: true }],
  ['from 240ms to 200ms', { kind: 'levels', from: 240, to: 200, percent: false, unit: 'ms' }],
  ['from 1,200 to 1,500', { kind: 'levels', from: 1200, to: 1500, percent: false }],
  ['+1% to +2%', relative(0.01, 0.02)],
  ['+1 to 2%', relative(0.01, 0.02)],
  ['+1-2%', relative(0.01, 0.02)],
  ['+1–2 %', relative(0.01, 0.02)],
  ['+1% - +2%', relative(0.01, 0.02)],
  ['+1..+2%', relative(0.01, 0.02)],
  ['between +1% and +2%', relative(0.01, 0.02)],
  ['-3% to -5%', relative(-0.05, -0.03)],
  ['-1-2%', relative(-0.02, -0.01)],
  ['+100 to +200ms', absolute(100, 200, 'ms')],
])('%s', (text, change) => expect(parseChange(text)).toEqual({ change }));

describe('limits of guardrails need no sign for a percentage, and may be zero', () => {
  test.each<[string, Change]>([
    ['5%', relative(0.05)],
    ['+5%', relative(0.05)],
    ['-2%', relative(-0.02)],
    ['0.5pp', points(0.005)],
    ['+0%', relative(0)],
    ['-0%', relative(0)],
    ['+12ms', absolute(12, 12, 'ms')],
  ])('%s', (text, change) => expect(parseChange(text, { limit: true })).toEqual({ change }));

  test.each([
    ['250ms', 'The limit has no sign'],
    ['+1% to +2%', 'A limit is one change, not a range'],
    ['from 1% to 2%', 'A limit is one change, not two levels'],
  ])('not %s', (text, what) => expect(parseChange(text, { limit: true })).toEqual({ problem: what }));
});

test.each([
  ['3%', 'The change has no sign'],
  ['+0%', 'A change of zero is no change'],
  ['-1% to +1%', 'A range lies on one side of zero'],
  ['+1% to +2pp', 'The two ends of the range have different units'],
  ['from 3% to 3%', 'The two levels are the same'],
  ['from 240ms to 3kg', 'The two levels have different units'],
  ['from 1pp to 2pp', 'Levels are written with %, not pp'],
  ['-101%', 'Nothing falls by more than 100%'],
  ['+1.000', '"1.000" may be 1000 or 1.0; write the one that is meant'],
  ['+3,125%', '"3,125" may be 3125 or 3.1250; write the one that is meant'],
  [
    'drops 40ms to 200ms',
    '"40ms to 200ms" may be by how much, or by how much and to where; write -40ms to -200ms, or to 200ms',
  ],
  ['rises 100 to 200', '"100 to 200" may be by how much, or by how much and to where; write +100 to +200, or to 200'],
  ['50 per week', 'Figures are by day, not by week'],
  ['+1e9%', '"+1e9%" is not a change'],
  ['+Infinity', '"+Infinity" is not a change'],
  ['+', '"+" is not a change'],
  ['a lot', '"a lot" is not a change'],
  ['+12345678901234567890', '"+12345678901234567890" is not a change'],
])('not %s', (text, what) => expect(parseChange(text)).toEqual({ problem: what }));

test('any text is a change or a reason why not', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+0-9.,% a-z]{0,30}$/)), (text) => {
      const read = parseChange(text);
      if ('problem' in read) expect(read.problem).not.toBe('');
      else if (read.change.kind !== 'levels' && read.change.kind !== 'level') {
        const { low, high } = read.change;
        expect(Number.isFinite(low) && Number.isFinite(high) && low <= high && low * high > 0).toBe(true);
      }
    }),
    runs(),
  );
});

test('a percentage reads as it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom('+', '-'), (hundredths, sign) => {
      fc.pre(sign === '+' || hundredths <= 10_000);
      const value = Number(`${sign}${hundredths}e-4`);
      expect(parseChange(`${sign}${hundredths / 100}%`)).toEqual({ change: relative(value) });
    }),
    runs(),
  );
});
