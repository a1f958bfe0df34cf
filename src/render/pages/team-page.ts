import { html } from 'hono/html';
import type { PaceFigure } from '../../domain/ledger/pace.ts';
import type { OwnedMetric, TeamPage } from '../../domain/portfolio/team-page.ts';
import { formatFigures, formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { counted } from '../words/words.ts';
import { metricPath } from './addresses.ts';
import { entryJson } from './as-json.ts';
import { betLink } from './attention-list.ts';
import { type Around, inAddress, layout, type Markup, pathOf, said } from './layout.ts';
import { entryRow, ledgerHead, noBetYet } from './ledger-table.ts';
import { ownerNav } from './owner-nav.ts';
import { notePill } from './pills.ts';

/** A team's box and the whole field on one page: what it measures, what that is for, its bets, how fast and how well foreseen. */
export function teamPage(page: TeamPage, around: Around): Markup {
  const { owner, name, team, metrics, open, pace } = page;
  const short = name.split('/').at(-1) ?? name;
  return layout({
    title: `${team?.title ?? name} (team)`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name, href: pathOf('o', owner, 'teams', short) },
    ],
    body: html`${ownerNav(owner)}
<h1>${said(team?.title ?? name, 200)}</h1>
<p class="row"><code>${said(name, 120)}</code></p>
${team?.purpose === undefined ? html`<p class="dim">The map does not state its purpose: <code>teams: { ${said(short, 40)}: { purpose: More visitors sign up } }</code>.</p>` : html`<p class="lead">${said(team.purpose, 600)}</p>`}
<h2 id="field">Its metrics, and what they drive</h2>
${metrics.length === 0 ? html`<div class="empty"><p><strong>No metric names it as its owner.</strong> Write <code>owner: "${said(name, 80)}"</code> at a metric in the map.</p></div>` : html`<div class="card"><ul class="tree">${metrics.map((one) => wayUp(one, owner))}</ul></div>`}
<h2 id="pace">Pace and calibration, the last year</h2>
<div class="cards">${paceCard(pace)}${calibrationCard(page)}</div>
<h2 id="bets">Its bets</h2>
${bets(page)}
${open.length > 0 ? html`<p class="small">Open: ${open.map((bet, at) => html`${at > 0 ? ', ' : ''}${betLink(bet)}`)}</p>` : ''}
<p class="small"><a href="${pathOf('o', owner, 'ledger')}?team=${inAddress(name)}">All of them in the ledger</a></p>`,
  });
}

const wayUp = ({ metric, home, above }: OwnedMetric, owner: string): Markup => {
  const place = { owner, ...(home === undefined ? {} : { home }) };
  const link = (one: OwnedMetric['metric']) =>
    html`<a href="${metricPath(place, one.name)}">${said(one.title, 100)}</a>`;
  return html`<li>${link(metric)}${above.map((one) => html` <span class="dim">→</span> ${link(one)}`)} ${above.length === 0 ? (metric.role === 'business' ? notePill('Business metric') : notePill('Drives nothing', 'warn')) : ''}</li>`;
};

const measures: Partial<Record<PaceFigure['measure'], string>> = {
  'hypothesis-to-readout': 'Days from hypothesis to readout',
  'merge-to-ship': 'Days from merge to release',
  'ship-to-readout': 'Days from release to readout',
  'readouts-a-week': 'Bets concluded a week',
  'bets-without-expectation': 'Without an expected movement',
};

function paceCard(pace: PaceFigure[]): Markup {
  if (pace.length === 0) return html`<div class="card"><p class="dim">No bet has concluded in the last year.</p></div>`;
  const shown = ({ measure }: PaceFigure, value: number) =>
    measure === 'bets-without-expectation'
      ? formatRelative(Math.round(value * 100) / 100, { unsigned: true })
      : (formatFigures([Math.round(value * 10) / 10])[0] ?? '');
  return html`<div class="card"><h3>Pace</h3><dl class="facts">${pace.map((row) => {
    const { measure, value, low, high, count } = row;
    const ends = low === undefined || high === undefined || count < 3 ? [] : [shown(row, low), shown(row, high)];
    const range = new Set(ends).size < 2 ? '' : ` (${ends.join(' to ')})`;
    return html`<dt>${measures[measure] ?? measure}</dt><dd>${value === undefined ? count : html`${shown(row, value)}<span class="dim small">${range}</span>`}</dd>`;
  })}</dl></div>`;
}

function calibrationCard({ calibration }: TeamPage): Markup {
  if (!calibration)
    return html`<div class="card"><p class="dim">How well its bets were predicted shows once some have concluded on metrics whose figures are shown here.</p></div>`;
  const { concluded, asExpected, withoutData, bias, ratio } = calibration;
  return html`<div class="card"><h3>Calibration</h3><dl class="facts">
<dt>Moved as expected</dt><dd>${asExpected} of ${counted(concluded, 'bet')}</dd>
${withoutData > 0 ? html`<dt>Without data</dt><dd>${withoutData}</dd>` : ''}
${ratio ? html`<dt>A typical one reached</dt><dd>${formatRelative(ratio.median, { unsigned: true })} of its hope <span class="dim small">(${formatRelative(ratio.low)} to ${formatRelative(ratio.high)})</span></dd>` : ''}
${bias ? html`<dt>Measured minus expected</dt><dd>${formatRelative(bias.mean)}${bias.interval ? html` <span class="dim small">(${formatRelativeSpan(bias.interval)})</span>` : ''}</dd>` : ''}
</dl></div>`;
}

function bets({ entries, owner, more }: TeamPage): Markup {
  if (entries.length === 0) return noBetYet;
  return html`<div class="table" tabindex="0" role="region" aria-label="Bets of the team"><table class="stack many">
<caption>Merged bets, latest first${more ? html`; the latest ${entries.length} are shown` : ''}. Changes are relative, and positive where they are for the better.</caption>
${ledgerHead}<tbody>${entries.map((entry) => entryRow(entry, owner))}</tbody></table></div>`;
}

export const teamJson = ({ owner, name, team, metrics, open, entries, more, pace, calibration }: TeamPage) => ({
  owner,
  name,
  title: team?.title ?? null,
  purpose: team?.purpose ?? null,
  metrics: metrics.map(({ metric, home, above }) => ({
    name: metric.name,
    map: home ?? null,
    above: above.map((one) => one.name),
  })),
  open: open.map(({ repository, number, title }) => ({ repository, number, title: title ?? null })),
  bets: { entries: entries.map(entryJson), more },
  pace,
  calibration: calibration ?? null,
});
