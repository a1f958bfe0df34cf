import { html } from 'hono/html';
import type { MetricPage, Target } from '../../../domain/portfolio/metric-page.ts';
import { dayOf, formatDate, formatDays, formatMinute, secondsOf } from '../../words/dates.ts';
import { formatLevel, formatLevels, formatRelative } from '../../words/figures.ts';
import { lineFromMarkdown } from '../from-markdown.ts';
import { type Markup, pathOf, said } from '../layout.ts';
import { dated, notePill } from '../pills.ts';
import { progressSvg } from '../progress-svg.ts';

/** Where it stands, how good the data are, and who answers for it. */
export function metricFacts(page: MetricPage): Markup {
  const { metric, course, target } = page;
  const now =
    course.kind === 'days' && course.now !== undefined
      ? html`<div class="figure">${lineFromMarkdown(formatLevel(course.now, metric.unit))}</div><p class="dim small">mean of the last 28 days</p>`
      : '';
  const rows: [string, Markup | string][] = [
    ...(target && course.kind !== 'hidden' ? targetRows(target, metric.unit) : []),
    ...(target ? [['By', byWhen(target, page.asOf)] as [string, Markup]] : []),
    ['Better is', metric.good === 'up' ? 'up' : 'down'],
    ...(metric.horizon === undefined ? [] : [['Horizon', said(metric.horizon, 40)] as [string, Markup]]),
    ['Owner', ownerOf(target?.keyResult.owner ?? metric.owner, page.owner)],
    ...dataRows(page),
    ...(metric.definition === undefined ? [] : [['Definition', said(metric.definition, 600)] as [string, Markup]]),
  ];
  return html`<aside class="card" aria-label="Where it stands">${now}<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></aside>`;
}

function ownerOf(name: string | undefined, owner: string): Markup {
  if (name === undefined) return html`<span class="dim">no owner</span>`;
  const [at, team] = name.split('/');
  const isTeam = team !== undefined && at?.toLowerCase() === `@${owner}`.toLowerCase();
  return isTeam ? html`<a href="${pathOf('o', owner, 'teams', team)}">${said(name, 80)}</a>` : said(name, 80);
}

const byWhen = ({ keyResult: { by } }: Target, asOf: Date): Markup =>
  html`${formatDate(dayOf(by))}${dayOf(by) < asOf ? html` ${notePill('Over')}` : ''}`;

function targetRows({ keyResult: { from, to }, progress, reached, chance }: Target, unit: string): [string, Markup][] {
  const [start = '', end = ''] = formatLevels([from, to], unit, { exact: true });
  return [
    [
      'From, to',
      html`${lineFromMarkdown(start)} → ${lineFromMarkdown(end)}${reached ? html` ${notePill('Reached', 'blue')}` : ''}`,
    ],
    ...(progress === undefined ? [] : [['Way', progressSvg(progress)] as [string, Markup]]),
    ...(chance === undefined
      ? []
      : [
          ['Chance', html`${chanceInWords(chance)} <span class="dim small">by its history alone</span>`] as [
            string,
            Markup,
          ],
        ]),
  ];
}

/** Nobody can tell one in a hundred from one in two hundred. */
export function chanceInWords(chance: number): string {
  if (chance < 0.01) return 'under 1%';
  if (chance > 0.99) return 'over 99%';
  return formatRelative(Math.round(chance * 100) / 100, { unsigned: true });
}

function dataRows({ course, asOf }: MetricPage): [string, Markup][] {
  if (course.kind !== 'days') return [];
  const { last, lateDays, missing, from, read } = course.health;
  return [
    [
      'Data up to',
      html`${dated(last)}${lateDays > 1 ? html` ${notePill(`${formatDays(lateDays)} late`, 'warn')}` : ''}`,
    ],
    [
      'Missing',
      missing === 0
        ? html`<span class="dim">no day since ${formatDate(from)}</span>`
        : html`${formatDays(missing)} since ${formatDate(from)}`,
    ],
    ...(read
      ? [
          [
            'Last read',
            html`${formatMinute(read.at, asOf)} <span class="dim small">in ${secondsOf(read.seconds)}</span>`,
          ] as [string, Markup],
        ]
      : []),
  ];
}
