import { html } from 'hono/html';
import type { HypothesisWord } from '../../domain/hypothesis/hypothesis-standing.ts';
import type { HypothesesPage, HypothesisRow } from '../../domain/portfolio/hypotheses-page.ts';
import { formatFigures } from '../words/figures.ts';
import { capital, counted } from '../words/words.ts';
import { betLink } from './attention-list.ts';
import { type Around, layout, type Markup, pathOf, said } from './layout.ts';
import { ownerNav } from './owner-nav.ts';
import { dated, wordPill } from './pills.ts';

/** What is believed, where each belief stands, on what evidence, and what rests on it. */
export function hypothesesPage(page: HypothesesPage, around: Around): Markup {
  const { owner, counts, rows, loop } = page;
  return layout({
    title: `Hypotheses of ${owner}`,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name: 'Hypotheses', href: pathOf('o', owner, 'hypotheses') },
    ],
    body: html`${ownerNav(owner, 'Hypotheses')}
<h1>Hypotheses</h1>
${loop?.value === undefined ? html`<p class="dim">What is believed, and what was found out.</p>` : html`<p class="dim">From hypothesis to readout a loop took ${days(loop.value)} days in the last year (median of ${counted(loop.count, 'bet')}${loop.low === undefined || loop.high === undefined || loop.count < 3 ? '' : `; ${days(loop.low)} to ${days(loop.high)}`}).</p>`}
${
  rows.length === 0
    ? empty
    : html`<dl class="tiles">${wordsOf(counts).map(({ word, count }) => html`<div><dt>${capital(word)}</dt><dd>${count}</dd></div>`)}</dl>
${table(page, around)}`
}`,
  });
}

const days = (value: number) => formatFigures([Math.round(value * 10) / 10])[0] ?? '';

const order: HypothesisWord[] = ['testing', 'proposed', 'validated', 'invalidated', 'inconclusive', 'stopped'];

const wordsOf = (counts: HypothesesPage['counts']) =>
  order.flatMap((word) => counts.filter((one) => one.word === word));

const empty = html`<div class="empty"><p><strong>No hypothesis is on record.</strong> An issue is one when it has the label <code>hypothesis</code>, or was made with the form that <code>npx soundings init</code> writes. A pull request rests on it by one line:</p>
<pre>Hypothesis: #42</pre>
<p>Set its state with a comment on the issue: <code>/soundings validated, 8 of 10 finished the form</code>.</p></div>`;

const table = ({ rows, more }: HypothesesPage, { github }: Around): Markup =>
  html`<div class="table" tabindex="0" role="region" aria-label="Hypotheses"><table class="stack">
<caption>${more ? `The newest ${rows.length}` : counted(rows.length, 'hypothesis', 'hypotheses')}, with the bets in play that rest on them.</caption>
<thead><tr><th scope="col">Hypothesis</th><th scope="col">Stands at</th><th scope="col">Evidence</th><th scope="col">Discovery</th><th scope="col">Delivery</th></tr></thead>
<tbody>${rows.map((row) => hypothesisRow(row, github))}</tbody></table></div>`;

function hypothesisRow(row: HypothesisRow, github: string): Markup {
  const { owner, repository, number, word, since, evidence, bets } = row;
  const on = (track: HypothesisRow['bets'][number]['track']) =>
    bets
      .filter((bet) => bet.track === track)
      .map((bet, at) => html`${at > 0 ? html`<br>` : ''}${betLink(bet, bet.title)}`);
  return html`<tr><th scope="row"><a href="${github}${pathOf(owner, repository, 'issues', number)}">${said(`${repository}#${number}`)}</a></th>
<td data-name="Stands at" class="nowrap">${wordPill(word)}${since ? html`<br><span class="small">${dated(since)}</span>` : ''}</td>
<td data-name="Evidence">${evidence === undefined ? '' : said(evidence, 300)}</td>
<td data-name="Discovery">${on('discovery')}</td><td data-name="Delivery">${on('delivery')}</td></tr>`;
}

export const hypothesesJson = ({ owner, counts, rows, more, loop }: HypothesesPage) => ({
  owner,
  counts: Object.fromEntries(order.map((word) => [word, counts.find((one) => one.word === word)?.count ?? 0])),
  loop_days: loop?.value ?? null,
  hypotheses: rows.map(({ owner: _, since, evidence, bets, word, ...row }) => ({
    ...row,
    state: word,
    since: since ?? null,
    evidence: evidence ?? null,
    bets: bets.map(({ repository, number, title, track }) => ({ repository, number, title: title ?? null, track })),
  })),
  more,
});
