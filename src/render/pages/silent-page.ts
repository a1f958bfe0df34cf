import { html } from 'hono/html';
import type { SilentBet } from '../../domain/ledger/ledger.ts';
import { formatDays } from '../words/dates.ts';
import { counted } from '../words/words.ts';
import { metricPath } from './addresses.ts';
import { betLink, silences } from './attention-list.ts';
import { type Around, layout, type Markup, pathOf, said } from './layout.ts';
import { ownerNav } from './owner-nav.ts';
import { dated, notePill } from './pills.ts';

/** What shipped into silence, longest first. */
export interface SilentPage {
  owner: string;
  bets: (SilentBet & { days: number })[];
  more: boolean;
}

export function silentPage({ owner, bets, more }: SilentPage, around: Around): Markup {
  return layout({
    title: `Silent bets of ${owner}`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name: 'Silent', href: pathOf('o', owner, 'silent') },
    ],
    body: html`${ownerNav(owner, 'Silent')}
<h1>Shipped into silence</h1>
<p class="dim">Bets that need another look, and why.</p>
${bets.length === 0 ? empty : table(bets, owner, more)}`,
  });
}

const empty = html`<div class="empty"><p><strong>Nothing is silent.</strong> This page would list bets that shipped and are past their readout, have no data, have waited two weeks for a decision, were merged a month ago and are in no release, or have not said what was learned.</p></div>`;

const table = (bets: SilentPage['bets'], owner: string, more: boolean): Markup =>
  html`<div class="table" tabindex="0" role="region" aria-label="Silent bets"><table class="stack">
<caption>${more ? `The ${bets.length} that have been silent longest` : counted(bets.length, 'bet')}, longest first.</caption>
<thead><tr><th scope="col">Why</th><th scope="col">Bet</th><th scope="col">Metric</th><th scope="col" class="num">For</th><th scope="col">Since</th></tr></thead>
<tbody>${bets.map(
    (bet) =>
      html`<tr><td>${notePill(silences[bet.silence][0], 'warn')}<br><span class="dim small">${silences[bet.silence][1]}</span></td><th scope="row">${betLink(bet, bet.title)}</th><td data-name="Metric">${bet.metric === undefined ? '' : html`<a href="${metricPath({ owner }, bet.metric)}"><code>${said(bet.metric, 60)}</code></a>`}</td><td class="num" data-name="For">${formatDays(bet.days)}</td><td data-name="Since" class="nowrap">${dated(bet.since)}</td></tr>`,
  )}</tbody></table></div>`;

export const silentJson = ({ owner, bets, more }: SilentPage) => ({
  owner,
  bets: bets.map(({ owner: _, days, metric, title, ...bet }) => ({
    ...bet,
    title: title ?? null,
    metric: metric ?? null,
    days,
  })),
  more,
});
