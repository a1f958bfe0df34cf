import { html } from 'hono/html';
import type { ReadFailure } from '../../domain/metric/reading.ts';
import type { NowPage, SourceNow } from '../../domain/portfolio/now-page.ts';
import { formatMinute, secondsOf } from '../words/dates.ts';
import { sourceRemedy } from '../words/source-remedy.ts';
import { counted } from '../words/words.ts';
import { lineFromMarkdown } from './from-markdown.ts';
import { type Around, layout, type Markup, said } from './layout.ts';
import { notePill } from './pills.ts';

/** For the one who runs the server: what is due, what waits, and when GitHub's state was held against ours last. */
export function nowPage({ due, queue, writes, reconciled, rounds, sources, asOf }: NowPage, around: Around): Markup {
  const since = (oldest: Date | undefined) =>
    oldest ? html`<p class="dim small">the oldest since ${formatMinute(oldest, asOf)}</p>` : '';
  return layout({
    title: 'Now',
    around,
    crumbs: [{ name: 'Now', href: '/now' }],
    body: html`<h1>Now</h1>
<p class="dim">All owners, as of ${formatMinute(asOf)}. You see this because your id stands in <code>OPERATORS</code>.</p>
<div class="cards">
<div class="card"><h2>Due</h2><div class="figure">${due.count}</div><p>${due.late > 0 ? notePill(`${due.late} late by a day or more`, 'warn') : 'None late by a day.'}</p>${since(due.oldest)}</div>
<div class="card"><h2>Queue</h2><div class="figure">${queue.count}</div><p>${queue.givenUp > 0 ? notePill(`${counted(queue.givenUp, 'delivery', 'deliveries')} given up this week`, 'warn') : 'No delivery given up this week.'}${queue.parked > 0 ? html` ${counted(queue.parked, 'job')} of suspended installations.` : ''}</p>${since(queue.oldest)}</div>
<div class="card"><h2>Reconciled</h2><div class="figure">${reconciled.count}</div><p class="dim small">repositories compared with GitHub</p>${since(reconciled.oldest)}</div>
</div>
<h2>Written to GitHub in the last hour</h2>
${writes.length === 0 ? html`<div class="empty"><p>Nothing.</p></div>` : html`<ul class="needs">${writes.map(({ owner, count }) => html`<li><span>${said(owner, 80)}</span><span>${counted(count, 'comment, label or issue', 'comments, labels and issues')}</span></li>`)}</ul>`}
<h2>Sources</h2>
${sources.length === 0 ? html`<div class="empty"><p>No source is set up: metrics cannot be read. See <code>sources.example.yml</code>.</p></div>` : html`<ul class="needs">${sources.map((source) => sourceLine(source, asOf))}</ul>`}
<h2>Rounds</h2>
${rounds.length === 0 ? html`<div class="empty"><p>None so far: the first comes within minutes.</p></div>` : html`<ul class="needs">${rounds.map(({ name, at, doneAt }) => html`<li><span><code>${said(name, 80)}</code></span><span>begun ${formatMinute(at, asOf)}${doneAt ? `, done up to ${formatMinute(doneAt, asOf)}` : ''}</span></li>`)}</ul>`}`,
  });
}

const mostFailing = 3;

const unread: Record<SourceNow['takes'], string> = {
  queries: 'not read so far',
  pushes: 'takes what is pushed',
  news: 'takes news only',
};

function sourceLine({ name, owners, isBilled, reads, takes }: SourceNow, asOf: Date): Markup {
  const { failing = [] } = reads ?? {};
  const more = failing.length - mostFailing;
  return html`<li><span><code>${said(name, 80)}</code></span><span>${owners === undefined ? 'every owner' : counted(owners, 'owner')}${isBilled ? html` ${notePill('Billed by scan')}` : ''}
<span class="dim">· ${reads ? html`read ${formatMinute(reads.at, asOf)} in ${secondsOf(reads.seconds)}` : unread[takes]}</span>
${failing.slice(0, mostFailing).map(({ query, since, failure }) => html`<br>${notePill('Failing', 'warn')} <code>${said(query, 80)}</code> since ${formatMinute(since, asOf)}: ${said(failure.text, 200)}.${whatToDo(`${name}/${query}`, failure)}`)}
${more > 0 ? html`<br>and ${counted(more, 'more query', 'more queries')}` : ''}</span></li>`;
}

function whatToDo(source: string, { reason }: ReadFailure): Markup {
  const remedy = sourceRemedy(reason);
  return html`<span class="dim small"> What to do: ${remedy === undefined ? '' : html`${lineFromMarkdown(remedy)}; `}<code>npx soundings source test ${said(source, 170)}</code> tries it.</span>`;
}
