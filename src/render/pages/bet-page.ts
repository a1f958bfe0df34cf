import { html } from 'hono/html';
import { nameOfExperiment } from '../../domain/bet/experiment-of.ts';
import type { BetOnPage, BetPage } from '../../domain/portfolio/bet-page.ts';
import { eventLines } from '../forecast/event-lines.ts';
import { formatDate } from '../words/dates.ts';
import { plain } from '../words/plain.ts';
import { checkSection } from './bet-check.ts';
import { stakesTable } from './bet-stakes.ts';
import { lineFromMarkdown } from './from-markdown.ts';
import { type Around, layout, type Markup, pathOf, said } from './layout.ts';
import { ownerNav } from './owner-nav.ts';
import { dated, notePill, statePill, verdictPill } from './pills.ts';

/** The whole story of one pull request: what was said and when it was frozen, why the check is as it is, what came of it. */
export function betPage(page: BetPage, around: Around): Markup {
  const { owner, repository, number, bet, challenges } = page;
  const name = `${repository}#${number}`;
  const pull = `${around.github}${pathOf(owner, repository, 'pull', number)}`;
  return layout({
    title: bet ? `${bet.title} (${name})` : name,
    around,
    crumbs: [
      { name: owner, href: pathOf('o', owner) },
      { name, href: pathOf('o', owner, 'bets', repository, number) },
    ],
    body: html`${ownerNav(owner)}
<h1>${bet ? said(bet.title, 200) : html`Pull request ${said(name)}`}</h1>
<p class="row"><a href="${pull}">${said(`${owner}/${name}`)} on GitHub</a>${bet ? html`<span class="dim">by ${said(bet.author, 60)}</span>${statePill(bet.state)}${bet.verdict ? verdictPill(bet.verdict.verdict, bet.verdict.unheld) : ''}` : notePill('States no bet')}</p>
${
  bet
    ? html`${declared(bet, page, around)}
<h2 id="measured">What was expected and measured</h2>
${stakesTable(page)}
<p class="small"><a href="${pathOf('o', owner, 'bets', repository, number)}.csv">These figures as CSV</a></p>
<h2 id="story">What happened</h2>
${story(bet)}`
    : ''
}
<h2 id="check">Why the check says so</h2>
${checkSection(page)}
${challenges.length > 0 ? html`<h2 id="challenges">Open challenges</h2>${challenges.map(challengeCard)}` : ''}`,
  });
}

function declared(bet: BetOnPage, { owner, repository, number }: BetPage, { github }: Around): Markup {
  const { keyResults, hypotheses, because, evidence, track, experiment } = bet.declared;
  const rows: [string, Markup | string][] = [
    ...keyResults.map(({ objective, keyResult }): [string, Markup] => [
      'Key result',
      html`<strong>${said(keyResult.id, 60)}</strong> ${said(keyResult.title ?? titleOf(bet, keyResult.metric), 160)} <span class="dim">of ${said(objective.title, 160)}</span>`,
    ]),
    ...hypotheses.map((issue): [string, Markup] => [
      'Hypothesis',
      html`<a href="${github}${pathOf(issue.owner, issue.repository, 'issues', issue.number)}">${said(`${issue.repository}#${issue.number}`)}</a> ${said(issue.title, 160)}`,
    ]),
    ...(track === 'discovery'
      ? [['Track', 'Discovery: it tests a hypothesis, and need not move anything'] as [string, string]]
      : []),
    ...(experiment ? [['Experiment', said(nameOfExperiment(experiment), 161)] as [string, Markup]] : []),
    ...(because === undefined ? [] : [['Because', said(because, 600)] as [string, Markup]]),
    ...evidence.map((one): [string, Markup] => ['Evidence', said(one, 300)]),
  ];
  return html`<h2 id="declared">What was declared</h2>
<div class="card"><p>${frozenWords(bet)}</p>
${rows.length > 0 ? html`<dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>` : ''}
${bet.frozen?.body ? html`<details><summary>The description as it was merged</summary><pre>${bodyOf(bet.frozen.body)}</pre></details>` : html`<p class="small dim">The description itself is on <a href="${github}${pathOf(owner, repository, 'pull', number)}">the pull request</a>.</p>`}
</div>`;
}

const titleOf = ({ stakes }: BetOnPage, name: string): string =>
  stakes.find(({ metric }) => metric.name === name)?.metric.title ?? name;

const frozenWords = ({ frozen }: BetOnPage): Markup | string =>
  frozen
    ? html`Frozen when it was merged, on ${dated(frozen.at)}. Later changes to the description are not judged.`
    : 'It can still be changed: the bet is judged by the description at the merge.';

const mostOfBody = 10_000;

const bodyOf = (body: string): string =>
  body
    .slice(0, mostOfBody)
    .split('\n')
    .map((line) => plain(line, 2_000))
    .join('\n');

function story({ events, due }: BetOnPage): Markup {
  const today = new Date(0);
  // What it waited for then is over: the next line says so.
  const isOver = events.some(({ kind }) => kind === 'shipped' || kind === 'undone' || kind === 'concluded');
  const lines = eventLines(events, today)
    .map((line) => line.replace(/ The readout is a comment below\.$/, ''))
    .map((line) => (isOver ? line.replace(/; waiting for (its release|`\/soundings live`)\.$/, '.') : line));
  const ahead = due.filter(({ status, kind }) => status === 'pending' && (kind === 'readout' || kind === 'upstream'));
  if (lines.length + ahead.length === 0)
    return html`<div class="empty"><p>Nothing yet. After the merge Soundings waits for the release, and comes back with the data on the days that the map names.</p></div>`;
  return html`<ol class="time">
${lines.map((line) => html`<li>${lineFromMarkdown(line)}</li>`)}
${ahead.map(({ kind, dueAt, final }) => html`<li class="later"><span class="dim">${kind === 'upstream' ? 'A look at the metrics above' : final ? 'The last readout, which concludes' : 'A readout on the way'}, due ${formatDate(dueAt)}</span></li>`)}
</ol>`;
}

const challengeCard = ({ subject, why, at }: BetPage['challenges'][number]): Markup =>
  html`<div class="card"><p>${notePill('Challenged', 'warn')} <code>${said(subject.name, 80)}</code> <span class="dim">on ${dated(at)}</span></p>${why === undefined ? '' : html`<p>${said(why, 600)}</p>`}</div>`;
