import { describe, expect, test } from 'vitest';
import { bridged, byDay, byWeek, weeklyMeans } from '../../../src/render/chart/days.ts';
import { courseInBars, sparkline } from '../../../src/render/chart/sparkline.ts';
import { xychart } from '../../../src/render/chart/xychart.ts';

const day = 86_400_000;
const measured = (values: number[]) => ({ name: 'measured', color: '#2f81f7', values });

describe('sparkline', () => {
  test.each([
    ['from least to greatest', [1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
    ['all the same', [3, 3, 3], '▆▆▆'],
    ['what hardly moves looks like that', [1000, 1004, 1010], '▆▆▆'],
    ['a tenth is seen, and no more than a tenth', [100, 110, 120], '▄▅▇'],
    ['from nothing', [0, 4, 8], '▁▄█'],
    ['with gaps', [1, undefined, 8], '▁·█'],
    ['negative', [-8, -1], '▂█'],
    ['nothing', [], ''],
    ['nothing but gaps', [undefined, undefined], '··'],
  ])('%s', (_, values, expected) => expect(sparkline(values)).toBe(expected));
});

test.each([
  [[3, 3, 3], 'steady'],
  [[1000, 1004, 1010], 'steady'],
  [[0, 0, 0], 'steady'],
  [[100, 110, 120], '`▄▅▇`'],
  [[undefined, undefined], '`··`'],
])('%j is told as %s: equal bars look like something blacked out', (values, told) =>
  expect(courseInBars(values)).toBe(told),
);

describe('days', () => {
  test('hours become days, what lies outside is left out, a day without a value stays empty', () => {
    const samples = [-1, 0, 12, 36, 72, 96].map((hour, at) => ({ t: hour * 3_600_000, value: at }));
    expect(byDay({ bucket: 'hour', samples }, 4 * day, 4)).toEqual([1.5, 3, undefined, 4]);
  });

  test('means of whole weeks take the rhythm out', () => {
    const rhythm = Array.from({ length: 21 }, (_, at) => (at % 7 === 0 ? 8 : 1));
    expect(weeklyMeans(rhythm, 7)).toEqual([2, 2, 2]);
    expect(weeklyMeans([...rhythm, 15], 1).at(-1)).toBe(3);
    expect(weeklyMeans([undefined, 1, 1, 1, 1, 1, 1], 1)).toEqual([1]);
    expect(weeklyMeans(new Array(7).fill(undefined), 1)).toEqual([undefined]);
  });

  test('each day as the mean of its week: no rhythm, and nothing from beyond a release', () => {
    const rhythm = Array.from({ length: 21 }, (_, at) => (at % 7 === 0 ? 8 : 1) + (at >= 14 ? 5 : 0));
    expect(byWeek(rhythm, 0, 14).slice(0, 14)).toEqual(new Array(14).fill(2));
    expect(byWeek(rhythm, 14, 21).slice(14)).toEqual(new Array(7).fill(7));
    expect(byWeek(rhythm, 0, 14).slice(14)).toEqual(new Array(7).fill(undefined));
    expect(byWeek([1, undefined, 4], 0, 3)).toEqual([2.5, undefined, 2.5]);
  });

  test('gaps are bridged, not what lies outside', () => {
    expect(bridged([undefined, 1, undefined, undefined, 4, undefined])).toEqual([undefined, 1, 2, 3, 4, undefined]);
  });
});

describe('xychart', () => {
  test('a line, the line without the release, and the release', () => {
    expect(
      xychart({
        title: 'Visit to "sign-up" rate: 100%',
        unit: 'percent',
        x: { title: 'days since the release', from: -2, to: 1 },
        lines: [{ name: 'expected', color: '#d97706', values: [3, 3.2, 3.1, 3] }, measured([3, 3.2, 3.3, 3.46789])],
        mark: { at: 2, name: 'release' },
      }),
    ).toBe(`\`\`\`mermaid
%%{init: {"xyChart":{"width":760,"height":320,"yAxis":{"labelPadding":14}},"themeVariables":{"xyChart":{"backgroundColor":"transparent","plotColorPalette":"#8b949e, #d97706, #2f81f7"}}}}%%
xychart-beta
  title "Visit to sign-up rate: 100, percent"
  x-axis "days since the release" ["-2", "-1", "0", "1"]
  y-axis 2.963 --> 3.505
  bar "release" [2.963, 2.963, 3.505, 2.963]
  line "expected" [3, 3.2, 3.1, 3]
  line "measured" [3, 3.2, 3.3, 3.468]
\`\`\``);
  });

  const axis = (values: number[]) =>
    (xychart({ title: 't', unit: 'u', x: { title: 'x', from: 0, to: 1 }, lines: [measured(values)] }) ?? '')
      .split('\n')
      .slice(5, 7)
      .map((line) => line.trim());

  test.each([
    ['negative', [-5, 3], ['y-axis -5.64 --> 3.64', 'line "measured" [-5, 3]']],
    ['tiny', [2e-7, 9e-7], ['y-axis 0.000000144 --> 0.000000956', 'line "measured" [0.0000002, 0.0000009]']],
    ['constant', [3, 3], ['y-axis 2.7 --> 3.3', 'line "measured" [3, 3]']],
    ['zero', [0, 0], ['y-axis 0 --> 1', 'line "measured" [0, 0]']],
    ['close together', [99.951, 99.953], ['y-axis 99.95084 --> 99.95316', 'line "measured" [99.951, 99.953]']],
    [
      'huge',
      [1e21, 2e21],
      ['y-axis 920000000000000 --> 2080000000000000', 'line "measured" [1000000000000000, 2000000000000000]'],
    ],
    ['longer than a phone shows', [1_238_000, 1_264_000], ['y-axis 1235.9 --> 1266.1', 'line "measured" [1238, 1264]']],
    [
      'of more digits than a number has',
      [1e27, 2e27],
      [
        'y-axis 920000000000000000000 --> 2080000000000000000000',
        'line "measured" [1000000000000000000000, 2000000000000000000000]',
      ],
    ],
    ['never below zero by the room alone', [1, 100], ['y-axis 0 --> 107.9', 'line "measured" [1, 100]']],
  ])('%s', (_, values, expected) => expect(axis(values)).toEqual(expected));

  test.each([
    ['one point', [3]],
    ['no point', []],
    ['not a number', [1, Number.NaN]],
  ])('%s is not drawn', (_, values) =>
    expect(xychart({ title: 't', unit: 'u', x: { title: 'x', from: 0, to: 1 }, lines: [measured(values)] })).toBe(
      undefined,
    ),
  );

  test('the unit is in the title, and what its figures are shortened by', () => {
    const chart = (unit: string, values: number[]) =>
      xychart({ title: 'Revenue', unit, x: { title: 'x', from: 0, to: 1 }, lines: [measured(values)] });
    expect(chart('US dollars', [1_238_000, 1_264_000])).toContain('title "Revenue, thousand US dollars"');
    expect(chart('count', [1_238_000, 1_264_000])).toContain('title "Revenue, thousand"');
    expect(chart('count', [1e8, 2e8])).toContain('title "Revenue, million"');
    expect(chart('count', [12, 13])).toContain('title "Revenue"');
  });

  test('titles are ASCII that Mermaid takes', () => {
    const chart = xychart({
      title: '訪問者 "x"; %% {a} #35; Café\u202e',
      unit: '€',
      x: { title: 'x', from: -1, to: 0 },
      lines: [measured([1, 2])],
    });
    expect(chart).toContain('title "x a 35 Cafe"\n  x-axis "x" ["-1", "0"]\n  y-axis 0.92 -->');
  });
});
