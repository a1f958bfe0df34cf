import { html } from 'hono/html';
import type { LedgerPlace, SilentBet } from '../../domain/ledger/ledger.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import { type Markup, pathOf, said } from './layout.ts';
import { dated, notePill, verdictPill } from './pills.ts';

export const silences: Record<SilentBet['silence'], [word: string, what: string]> = {
  'no-readout': ['No readout', 'Shipped, past due, and nothing explains why'],
  'no-data': ['No data', 'Its metric had no value while it was measured'],
  undecided: ['Decision owed', 'Nobody has decided on its last readout'],
  unreleased: ['Never released', 'Merged for longer than a month, and in no release'],
  unanswered: ['Not answered', 'A pull request of discovery: nobody has said what was learned'],
};

export const betLink = ({ owner, repository, number }: LedgerPlace, title?: string): Markup =>
  html`<a href="${pathOf('o', owner, 'bets', repository, number)}">${said(title ?? `${repository}#${number}`, 120)}</a>${title === undefined ? '' : html` <span class="dim small">${said(`${repository}#${number}`)}</span>`}`;

/** What needs attention now, the most pressing kind first; nothing where nobody is needed. */
export function attentionList({ attention }: Pick<PortfolioPage, 'attention'>): Markup {
  const { decisions, silent, challenges, alarms, more } = attention;
  const items: { pill: Markup; what: Markup; at: Date }[] = [
    ...decisions.map(({ verdict, since, title, ...place }) => ({
      pill: notePill('Decision owed', 'warn'),
      what: html`${betLink(place, title)} ${verdict ? verdictPill(verdict) : ''}`,
      at: since,
    })),
    ...silent.map((bet) => ({
      pill: notePill(silences[bet.silence][0], 'warn'),
      what: html`${betLink(bet, bet.title)} <span class="dim">${silences[bet.silence][1]}</span>`,
      at: bet.since,
    })),
    ...challenges.map(({ subject, why, at, ...place }) => ({
      pill: notePill('Open challenge', 'warn'),
      what: html`${betLink(place)} <code>${said(subject.name, 60)}</code>${why === undefined ? '' : html` <span class="dim">${said(why, 160)}</span>`}`,
      at,
    })),
    ...alarms.map(({ lower, upper, at, ...place }) => ({
      pill: notePill('Tiny-box alarm', 'warn'),
      what: html`${betLink(place)} <span class="dim">moves <code>${said(lower, 60)}</code>, and <code>${said(upper, 60)}</code> does not follow</span>`,
      at,
    })),
  ];
  if (items.length === 0)
    return html`<div class="empty"><p><strong>Nothing needs you.</strong> Open decisions, ships without a readout, open challenges, and merged bets that were never released would be listed here.</p></div>`;
  return html`<ul class="needs">${items.map(({ pill, what, at }) => html`<li><span>${pill}</span><span>${what}</span>${dated(at)}</li>`)}</ul>
${more ? html`<p class="small dim">The oldest are shown; there are more.</p>` : ''}`;
}
