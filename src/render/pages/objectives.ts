import { html } from 'hono/html';
import type { KeyResultRow, ObjectiveRow, Standing } from '../../domain/portfolio/portfolio.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import { dayOf, formatDate } from '../words/dates.ts';
import { formatLevel, formatLevels } from '../words/figures.ts';
import { keyResultPath } from './addresses.ts';
import { lineFromMarkdown } from './from-markdown.ts';
import { type Markup, said } from './layout.ts';
import { chanceInWords } from './metric/metric-facts.ts';
import { metricTree } from './metric-forest.ts';
import { notePill } from './pills.ts';
import { progressSvg } from './progress-svg.ts';
import { sparkSvg } from './spark-svg.ts';

type Section = PortfolioPage['sections'][number];

/** Vision, strategy, objectives and their key results, with the bets on each. */
export function mapSection(section: Section, { owner, sections, asOf }: PortfolioPage): Markup {
  const { map, home, isStale, objectives, figures, isOwners, forest } = section;
  const place = { owner, ...(isOwners ? {} : { home }) };
  const title = sections.length === 1 ? 'Where are we going' : `Where are we going: ${home}`;
  return html`<section aria-label="${title}"><h2>${said(title)}</h2>
${isStale ? html`<p>${notePill('Map is not valid', 'warn')} <span class="dim">The copy on the default branch cannot be read: the last good one is shown.</span></p>` : ''}
${map.vision ? html`<p class="lead">${said(map.vision, 400)}</p>` : ''}
${map.strategy?.length ? html`<ul class="row strategy">${map.strategy.map((line) => html`<li>${said(line.title, 200)}</li>`)}</ul>` : ''}
${objectives.map((row) => objective(row, owner, new Set(figures), asOf))}
<h3>What drives what</h3>
${metricTree(forest, place)}
</section>`;
}

const objective = (
  { objective: { title, why, period }, serves, keyResults }: ObjectiveRow,
  owner: string,
  figures: Set<string>,
  asOf: Date,
): Markup => html`<article class="objective"><header><h3>${said(title, 200)} ${period ? html`<span class="dim small">${said(period, 40)}</span>` : ''}</h3>
${why ? html`<p class="dim small">${said(why, 400)}</p>` : ''}${serves.length > 0 ? html`<p class="dim small">Serves ${said(serves.join('; '), 300)}</p>` : ''}</header>
<div class="table" tabindex="0" role="region" aria-label="${title}"><table class="stack many">
<thead><tr><th scope="col" class="wide">Key result</th><th scope="col" class="half">From, now, to</th><th scope="col">Half a year</th><th scope="col">By</th><th scope="col" class="num">Open</th><th scope="col" class="num">Measuring</th><th scope="col" class="num">Concluded</th></tr></thead>
<tbody>${keyResults.map((row) => keyResult(row, owner, figures, asOf))}</tbody></table></div></article>`;

function keyResult(row: KeyResultRow, owner: string, figures: Set<string>, asOf: Date): Markup {
  const { keyResult: it, metric, name, bets } = row;
  const isOver = dayOf(it.by) < asOf;
  const shown = figures.has(it.metric);
  const [id = '', home] = name.split('/').reverse();
  return html`<tr><th scope="row"><a href="${keyResultPath({ owner, ...(home === undefined ? {} : { home }) }, id)}">${said(name, 60)}</a> ${said(it.title ?? metric?.title ?? it.metric, 160)}${bets.open + bets.measuring + bets.concluded === 0 ? html` ${notePill('No bet yet')}` : ''}</th>
<td data-name="From, now, to">${shown ? levels(row) : html`<span class="dim small">not shown here</span>`}</td>
<td data-name="Half a year" class="nowrap">${shown ? course(row) : ''}</td>
<td data-name="By" class="nowrap">${formatDate(dayOf(it.by))}${isOver ? html` ${notePill('Over')}` : ''}</td>
${counts(bets, shown)}</tr>`;
}

function levels({ keyResult: { from, to }, metric, now, progress }: KeyResultRow): Markup {
  const unit = metric?.unit ?? 'count';
  const [start, end] = formatLevels([from, to], unit, { exact: true });
  const at =
    now === undefined
      ? html`<span class="dim">not read</span>`
      : html`<strong>${lineFromMarkdown(formatLevel(now, unit))}</strong>`;
  return html`<span class="nowrap">${lineFromMarkdown(start ?? '')} → ${at} → ${lineFromMarkdown(end ?? '')}</span>${progress === undefined ? '' : progressSvg(progress)}`;
}

function course({ weeks, chance, metric, keyResult }: KeyResultRow): Markup {
  const drawn = weeks && sparkSvg(weeks, metric?.unit ?? 'count', keyResult.to);
  return html`${drawn ?? ''}${chance === undefined ? '' : html`<span class="dim small">chance ${chanceInWords(chance)}</span>`}`;
}

const counts = ({ open, measuring, concluded, moved }: Standing, tells: boolean): Markup =>
  html`<td class="num" data-name="Open">${open}</td><td class="num" data-name="Measuring">${measuring}</td><td class="num" data-name="Concluded">${concluded}${tells && concluded > 0 ? html` <span class="dim small">(${moved} moved)</span>` : ''}</td>`;
