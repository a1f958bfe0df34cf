import { html } from 'hono/html';
import type { Verdict } from '../../analysis/verdict.ts';
import type { LedgerPage } from '../../domain/portfolio/ledger-page.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { capital } from '../words/words.ts';
import { type Markup, pathOf } from './layout.ts';

/** More is no list that anyone looks through: then its name is written. */
const mostListed = 150;

export const verdictOrder: Verdict[] = ['moved', 'moved-less', 'flat', 'inconclusive', 'backfired', 'no-data'];
const decisionWords = { none: 'None so far', keep: 'Keep', iterate: 'Iterate', revert: 'Revert', stop: 'Stop' };

/** What is looked for in the ledger; it stands in the address, so that it can be sent to somebody. */
export function filterForm({ owner, asked, choices }: LedgerPage): Markup {
  const address = pathOf('o', owner, 'ledger');
  const { verdict, decision, period, keyResult, objective, team, metric, repository, oldestFirst, unknown } = asked;
  const isFiltered = [verdict, decision, period, keyResult, objective, team, metric, repository].some(Boolean);
  const unknownPeriod = unknown.find(({ field }) => field === 'period')?.text;
  return html`<form class="filter" method="get" action="${address}">
${named(
  'Verdict',
  'verdict',
  verdict,
  verdictOrder.map((one) => [one, capital(shortVerdict(one))]),
)}
${named('Decision', 'decision', decision, Object.entries(decisionWords))}
${listed('Objective', 'objective', objective, choices.objectives)}
${listed('Key result', 'key_result', keyResult, choices.keyResults)}
${listed('Team', 'team', team, choices.teams)}
${listed('Metric', 'metric', metric, choices.metrics)}
${listed('Repository', 'repository', repository, choices.repositories)}
<label>Period <input name="period" value="${period?.text ?? unknownPeriod ?? ''}" placeholder="2026-Q4" maxlength="10" size="8" autocomplete="off"></label>
${named('Sort', 'sort', oldestFirst ? 'oldest' : '', [['oldest', 'Oldest first']], 'Latest first')}
<button class="button quiet">Filter</button>${isFiltered ? html` <a href="${address}">Show all</a>` : ''}</form>`;
}

function named(
  title: string,
  name: string,
  chosen: string | undefined,
  options: [string, string][],
  none = 'any',
): Markup {
  return html`<label>${title} <select name="${name}"><option value="">${none}</option>${options.map(([value, word]) => html`<option value="${value}"${value === chosen ? ' selected' : ''}>${word}</option>`)}</select></label>`;
}

function listed(title: string, name: string, chosen: string | undefined, options: string[]): Markup {
  if (options.length > mostListed)
    return html`<label>${title} <input name="${name}" value="${chosen ?? ''}" maxlength="120" size="14" autocomplete="off"></label>`;
  const known = chosen === undefined || options.includes(chosen) ? options : [chosen, ...options];
  return named(
    title,
    name,
    chosen,
    known.map((option) => [option, option]),
  );
}

/** The same as an address: of the next part, or in another form. */
export function addressOfLedger({ owner, asked, next }: LedgerPage, form: '' | '.csv', isNext = false): string {
  const { verdict, decision, period, keyResult, objective, team, metric, repository, oldestFirst } = asked;
  const query = new URLSearchParams(
    Object.entries({
      ...{ verdict, decision, objective, key_result: keyResult, team, metric, repository, period: period?.text },
      sort: oldestFirst ? 'oldest' : undefined,
      after: isNext && next ? `${next.at}_${next.id}` : undefined,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toWellFormed()] as [string, string]])),
  );
  return `${pathOf('o', owner, 'ledger')}${form}${query.size > 0 ? `?${query}` : ''}`;
}
