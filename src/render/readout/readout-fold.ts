import type { ArmSizes, Effect } from '../../analysis/effect.ts';
import type { Series } from '../../analysis/samples.ts';
import { day } from '../../domain/day.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { MovementView, Precision } from '../../domain/readout/movement-view.ts';
import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { column, type Scale, scaleFor } from '../chart/chart-scale.ts';
import { bridged, byDay, byWeek } from '../chart/days.ts';
import { colors, mostPoints, xychart } from '../chart/xychart.ts';
import type { Fold } from '../comment/fold.ts';
import { list, table } from '../comment/table.ts';
import { formatDate, formatDays } from '../words/dates.ts';
import { inert } from '../words/inert.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';
import { notComparedWith } from '../words/not-compared-with.ts';
import { type Sizes, sizesOf } from '../words/sizes.ts';
import { capital, inWords } from '../words/words.ts';

const mostMetrics = 3;

/** The series before and after with the release marked, and the figures behind the answer. */
export function readoutFold({ movements, disclosure }: ReadoutView): Fold | undefined {
  const parts = movements.slice(0, mostMetrics).flatMap((movement) => movementFigures(movement, disclosure));
  return parts.length === 0 ? undefined : { summary: 'Chart and figures', content: parts.join('\n\n') };
}

function movementFigures(
  { movement, answer, series, before, weeks, precision, window }: MovementView,
  disclosure: Disclosure,
): string[] {
  const effect = answer.kind === 'effect' ? answer : undefined;
  const scale = scaleFor(movement.metric, disclosure, effect?.counterfactualLevel ?? before);
  if (!scale || (series.samples.length === 0 && !effect?.arms?.totals)) return [];
  const index = effect?.arms
    ? 'the level of the group without the change'
    : effect
      ? 'the level expected without the release'
      : 'the mean of the 28 days before the release';
  const chart = releaseChart(movement.metric.title, byDay(series, window.end, mostPoints), effect, scale, window);
  const marks = effect?.arms
    ? ' Blue: the group with the change. Amber: the group without it. Both by week. Grey: the day of the release.'
    : effect
      ? ' Blue: measured, by week (pale blue: each day). Amber: expected without the release (pale amber: the range its weeks usually stay in). Grey: the day of the release.'
      : ' Grey: the day of the release.';
  return [
    `**${titleOf(movement.metric)}**${showsFigures(disclosure, movement.metric) ? '' : `, as an index: 100 is ${index}`}.${chart ? marks : ''}`,
    ...(chart ? [chart] : []),
    levels(effect, before, scale),
    weekTable(weeks, effect, scale, window.from),
    effect && precision
      ? list(notes(effect, precision, series, sizesOf(effect.inUnit, movement.metric, disclosure)))
      : '',
  ].filter((part) => part !== '');
}

function releaseChart(
  title: string,
  daily: (number | undefined)[],
  effect: Effect | undefined,
  scale: Scale,
  { from, end }: { from: number; end: number },
): string | undefined {
  const start = end - daily.length * day;
  const at = (t: number) => Math.floor((t - start) / day);
  const measured = bridged(daily);
  const first = measured.findIndex((value) => value !== undefined);
  const known = scale.plotAll(measured.filter((value) => value !== undefined));
  if (first < 0) return undefined;
  const release = at(from) - first;
  /** The weeks up to the release, and those since it. */
  const weekly = (line: (number | undefined)[]): number[] => {
    const parts = [byWeek(line, 0, release + 1), byWeek(line, Math.max(0, release + 1), line.length)];
    return line.map((value, slot) => parts[0]?.[slot] ?? parts[1]?.[slot] ?? value ?? 0);
  };
  /** Up to the release what was measured, from there on what would have been. */
  const without = (end: 'expected' | 'low' | 'high') => {
    const line = [...known];
    for (const point of effect?.counterfactual ?? []) {
      const slot = at(point.t) - first;
      if (slot >= 0 && slot < line.length) line[slot] = scale.plot(point[end]);
    }
    return weekly(line);
  };
  return xychart({
    title,
    unit: scale.unit,
    x: { title: 'days since the release', from: -release, to: known.length - 1 - release },
    lines: [
      ...(effect
        ? [
            ...(effect.arms
              ? []
              : [
                  { name: 'low', color: colors.band, values: without('low') },
                  { name: 'high', color: colors.band, values: without('high') },
                ]),
            {
              name: effect.arms ? 'without' : 'expected',
              color: colors.without,
              values: without('expected'),
            },
          ]
        : []),
      { name: 'day', color: colors.days, values: known },
      { name: effect?.arms ? 'with' : 'measured', color: colors.measured, values: weekly(known) },
    ],
    ...(release >= 0 && release < known.length ? { mark: { at: release, name: 'release' } } : {}),
  });
}

function levels(effect: Effect | undefined, before: number | undefined, scale: Scale): string {
  if (!effect) return '';
  if (effect.arms)
    return table(
      ['without the change', 'with the change'],
      [column([effect.counterfactualLevel, effect.actualLevel], scale.format, 'no data')],
    );
  const row = column([before, effect.counterfactualLevel, effect.actualLevel], scale.format, 'no data');
  return table(['28 days before', 'expected without the release', 'measured since'], [row]);
}

function weekTable(weeks: MovementView['weeks'], effect: Effect | undefined, scale: Scale, release: number): string {
  const cells = column(
    [...weeks.map(({ level }) => level), ...weeks.map(({ without }) => without)],
    scale.formatAll,
    '',
  );
  const head = effect?.arms
    ? ['7 days from', 'with the change', 'without it']
    : ['7 days from', 'measured', 'expected without the release'];
  if (weeks.length === 0) return '';
  const rows = weeks.map(({ from }, at) => [
    formatDate(new Date(from), new Date(release)),
    cells[at] || 'no data',
    cells[weeks.length + at] ?? '',
  ]);
  return effect
    ? table(head, rows)
    : table(
        head.slice(0, 2),
        rows.map((row) => row.slice(0, 2)),
      );
}

function notes(effect: Effect, { days, shows }: Precision, series: Series, sizes: Sizes): string[] {
  const after = formatDays(days.after);
  if (effect.arms) return experimentNotes(effect, effect.arms, after, sizes);
  // The day of the release belongs to neither side; of hours it is but one.
  const since = series.bucket === 'day' ? 'after the day of the release' : 'since the release';
  const compared = `${after} ${since}, compared with ${days.before} before it`;
  return [
    shows === undefined
      ? `${compared}: they leave more open than their ups and downs alone would.`
      : `${compared}, can show changes of ${sizes.one(shows, { unsigned: true })} or more.`,
    ...(effect.controls.length > 0 && !effect.alone
      ? [`Compared with ${named(effect.controls)}, which this change does not touch.`]
      : []),
    ...(effect.alone
      ? [
          `Compared with ${named(effect.controls) || 'metrics that are not named here'}, which moved together with it before the release and did not move at the release.`,
          `Without other metrics beside it the effect would be ${sizes.one(effect.alone.relative)} (interval ${sizes.span(effect.alone)}).`,
        ]
      : []),
    ...notComparedWith(effect.unusedControls),
    ...(effect.lastYear ? ['What the same weeks did a year ago is taken into account.'] : []),
    ...effect.warnings.slice(0, 8).map(({ text }) => inert(text, { maxLength: 300 })),
  ];
}

const named = (names: string[]) => inWords(names.slice(0, 5).map((name) => inert(name, { maxLength: 80 })));

function experimentNotes({ detectable }: Effect, { anytime, totals }: ArmSizes, days: string, sizes: Sizes): string[] {
  return [
    `${totals ? 'These groups' : `${capital(days)} with both groups`} can show differences of ${sizes.one(detectable, { unsigned: true })} or more.`,
    ...(anytime
      ? ['The interval holds for any number of looks, and is therefore wider than that of the last readout.']
      : []),
  ];
}
