import { scaleLinear, scaleUtc } from 'd3-scale';
import { html, raw } from 'hono/html';
import type { Sample } from '../../analysis/samples.ts';
import { day } from '../../domain/day.ts';
import { formatDate } from '../words/dates.ts';
import { formatLevels } from '../words/figures.ts';
import { plain } from '../words/plain.ts';
import { counted } from '../words/words.ts';
import { byDay, byWeek } from './days.ts';
import { clusters, type Mark, markOf, ownMark } from './timeline-marks.ts';
import { colors } from './xychart.ts';

/** A metric over time, with what was released and where it is to go. Levels are in its unit. */
export interface Timeline {
  title: string;
  unit: string;
  /** A value a day; days without one are missing. */
  days: Sample[];
  marks: Mark[];
  target?: { level: number; path?: { at: number; level: number }[] };
  /** What the key calls releases, own ones and the others. */
  names?: { own: string; others: string };
  /** What it is drawn for: letters stay of one size. */
  width?: number;
}

type Markup = ReturnType<typeof html>;

const [usualWidth, height] = [760, 320];
const [right, top, bottom] = [16, 44, 58];
/** What is drawn ahead of the last day at most, so that the days that were measured keep most of the room. */
const mostAhead = 0.5;

/**
 * The picture as it stands in a page, or by itself: colours are attributes, which a page's style sheet overrules, because a style inside would be refused there.
 * Told apart by form as well as by colour, and named in a key; a screen reader gets the description. Empty without a value.
 */
export function timelineSvg({
  title,
  unit,
  days,
  marks,
  target,
  names = usualNames,
  width = usualWidth,
}: Timeline): Markup | '' {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return '';
  const end = last.t + day;
  const path = target?.path ?? [];
  const until = Math.min(Math.max(end, ...path.map(({ at }) => at)), end + mostAhead * (end - first.t));
  const way = cutAt(path, first.t, until);
  const levels = [
    ...days.map(({ value }) => value),
    ...(target ? [target.level] : []),
    ...way.map(({ level }) => level),
  ];
  const y = scaleLinear()
    .domain(extent(levels))
    .nice(5)
    .range([height - bottom, top]);
  const ticks = y.ticks(5);
  const labels = formatLevels(ticks, ofAxis(unit));
  const left = 14 + 8 * Math.max(...labels.map((label) => Array.from(label).length));
  const x = scaleUtc()
    .domain([first.t, until])
    .range([left, width - right]);
  const point = ({ at, level }: { at: number; level: number }) => `${round(x(at))},${round(y(level))}`;
  const shown = marks.filter(({ at }) => at >= first.t && at <= until);
  const weeks = weekly(days);
  const has = {
    weekly: weeks.length > 0,
    way: way.length > 1,
    target: target !== undefined,
    own: shown.some(({ isOwn }) => isOwn),
    others: shown.some(({ isOwn }) => !isOwn),
  };
  const key = keyOf(has, names, width);
  const whole = height + (key.rows - 1) * rowHeight;

  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img" aria-label="${described({ title, unit, days, marks: shown, ...(target && { target }) })}" font-family="system-ui,sans-serif" font-size="12">
<rect class="ground" width="${width}" height="${whole}" fill="#fff"/>
<g class="grid" stroke="#d5dae1">${ticks.map((tick) => html`<line x1="${left}" x2="${width - right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>`)}</g>
<g fill="#59636e">${ticks.map((tick, at) => html`<text x="${left - 8}" y="${round(y(tick)) + 4}" text-anchor="end">${labels[at] ?? ''}</text>`)}
${ofAxis(unit) === unit ? '' : html`<text x="14" y="18">${plain(unit, 20)}</text>`}
${dates(x, width < usualWidth / 1.5 ? 4 : 6).map(({ at, name }) => html`<text x="${round(x(at))}" y="${height - bottom + 20}" text-anchor="${x(at) > width - 40 ? 'end' : 'middle'}">${name}</text>`)}</g>
${until > end ? html`<line class="today" x1="${round(x(end))}" x2="${round(x(end))}" y1="${top}" y2="${height - bottom}" stroke="#d5dae1"/>` : ''}
${target ? html`<line class="target" x1="${left}" x2="${width - right}" y1="${round(y(target.level))}" y2="${round(y(target.level))}" stroke="${targetColour}" stroke-width="1.5" stroke-dasharray="8 4"/>` : ''}
${way.length > 1 ? html`<polyline class="way" points="${raw(way.map(point).join(' '))}" fill="none" stroke="${targetColour}" stroke-width="1.75" stroke-dasharray="2 4" stroke-linecap="round"/>` : ''}
${lines('days', days, point, { colour: colors.days, thick: 1, bridged: 1 })}${weeks.length > 0 ? lines('measured', weeks, point, { colour: colors.measured, thick: 2, bridged: 3 }) : ''}
${clusters(shown, (at) => round(x(at))).map((cluster) => markOf(cluster, { y: top - 14, foot: height - bottom }))}
${key.drawn}
</svg>`;
}

/** A word stands once above the axis, not beside every figure. */
const ofAxis = (unit: string) => (/^(ratio|usd|count|[$€£¥])$/.test(unit) ? unit : 'count');

const usualNames = { own: 'release', others: 'other release' };
const targetColour = '#1a7f37';

function extent(levels: number[]): [number, number] {
  const [low, high] = levels.reduce(([a, b], level) => [Math.min(a, level), Math.max(b, level)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const room = high > low ? 0 : Math.abs(high) / 10 || 1;
  return [low - room, high + room];
}

/** A straight way within the picture. */
function cutAt(path: { at: number; level: number }[], from: number, until: number) {
  const [start, goal] = path;
  if (!start || !goal || goal.at <= start.at || goal.at <= from || start.at >= until) return [];
  const slope = (goal.level - start.level) / (goal.at - start.at);
  const at = (t: number) => ({ at: t, level: start.level + slope * (t - start.at) });
  return [at(Math.max(start.at, from)), at(Math.min(goal.at, until))];
}

/** Each day as the mean of the week around it; nothing of fewer than two weeks. */
function weekly(days: Sample[]): Sample[] {
  const [first, last] = [days[0]?.t ?? 0, days.at(-1)?.t ?? 0];
  const count = Math.round((last - first) / day) + 1;
  if (count < 14) return [];
  const means = byWeek(byDay({ bucket: 'day', samples: days }, first + count * day, count), 0, count);
  return means.flatMap((value, at) => (value === undefined ? [] : [{ t: first + at * day, value }]));
}

/** Where values are missing there is no line, unless it is for so few days that what is drawn has them in it; what stands alone is a point. */
function lines(
  name: string,
  samples: Sample[],
  point: (of: { at: number; level: number }) => string,
  { colour, thick, bridged }: { colour: string; thick: number; bridged: number },
): Markup {
  const parts: string[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { t, value } of samples) {
    const spot = point({ at: t, level: value });
    if (t - before < (bridged + 0.5) * day) parts.at(-1)?.push(spot);
    else parts.push([spot]);
    before = t;
  }
  const whole = parts.map((part) => (part.length === 1 ? [...part, ...part] : part));
  return html`<g class="${name}" fill="none" stroke="${colour}" stroke-width="${thick}" stroke-linecap="round" stroke-linejoin="round">${whole.map((part) => html`<polyline points="${raw(part.join(' '))}"/>`)}</g>`;
}

/** Months where there are enough of them, with the year where one begins. */
function dates(x: ReturnType<typeof scaleUtc>, most: number): { at: number; name: string }[] {
  return x.ticks(most).map((date) => {
    const [name = '', month = '', year = ''] = formatDate(date).split(' ');
    const isMonth = date.getUTCDate() === 1;
    return { at: date.getTime(), name: isMonth ? (month === 'Jan' ? `Jan ${year}` : month) : `${name} ${month}` };
  });
}

function described({ title, unit, days, marks, target }: Timeline): string {
  const values = days.map(({ value }) => value);
  const [low, high] = extent(values);
  const [from, to] = [days[0]?.t ?? 0, days.at(-1)?.t ?? 0].map((t) => formatDate(new Date(t)));
  const word = ofAxis(unit) === unit ? '' : ` ${plain(unit, 20)}`;
  const levels = formatLevels([low, high, ...(target ? [target.level] : [])], ofAxis(unit));
  return [
    `${plain(title, 80)}, a value a day from ${from} to ${to}, between ${levels[0]} and ${levels[1]}${word}.`,
    ...(target ? [`The target is ${levels[2]}${word}.`] : []),
    ...(marks.length > 0 ? [`${counted(marks.length, 'release')} ${marks.length === 1 ? 'is' : 'are'} marked.`] : []),
  ].join(' ');
}

interface Has {
  weekly: boolean;
  way: boolean;
  target: boolean;
  own: boolean;
  others: boolean;
}

const rowHeight = 20;

/** What the forms mean, under the picture, in as many rows as it takes. */
function keyOf(has: Has, names: NonNullable<Timeline['names']>, width: number): { rows: number; drawn: Markup } {
  const stroke = (colour: string, more: string, name: string) => (at: number, y: number) =>
    html`<line class="${name}" x1="${at}" x2="${at + 22}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2" stroke-dasharray="${more}"/>`;
  const dot = (filled: boolean) => (at: number, y: number) =>
    html`<circle class="${filled ? 'mark own' : 'mark'}" cx="${at + 11}" cy="${y}" r="4.5" fill="${filled ? ownMark : '#fff'}" stroke="${colors.mark}" stroke-width="1.5"/>`;
  type Item = [draw: (at: number, y: number) => Markup, name: string];
  const items: Item[] = [
    has.weekly ? [stroke(colors.measured, '', 'measured'), 'by week'] : [stroke(colors.days, '', 'days'), 'by day'],
    ...(has.target ? [[stroke(targetColour, '8 4', 'target'), 'target'] satisfies Item] : []),
    ...(has.way ? [[stroke(targetColour, '2 4', 'way'), 'way to it'] satisfies Item] : []),
    ...(has.own ? [[dot(true), names.own] satisfies Item] : []),
    ...(has.others ? [[dot(false), names.others] satisfies Item] : []),
  ];
  let [at, row] = [keyLeft, 0];
  const drawn = items.map(([draw, name]) => {
    const room = 44 + 8 * name.length;
    if (at > keyLeft && at + room > width) [at, row] = [keyLeft, row + 1];
    const [place, y] = [at, height - 14 + row * rowHeight];
    at += room;
    return html`${draw(place, y)}<text x="${place + 28}" y="${y + 4}">${name}</text>`;
  });
  return { rows: row + 1, drawn: html`<g fill="#59636e">${drawn}</g>` };
}

const keyLeft = 14;
const round = (value: number) => Math.round(value * 10) / 10;
