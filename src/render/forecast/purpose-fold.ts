import type { Forecast } from '../../domain/forecast/forecast.ts';
import type { Fold } from '../comment/fold.ts';
import { list } from '../comment/table.ts';
import { dayOf, formatDate } from '../words/dates.ts';
import { distinct } from '../words/distinct.ts';
import { formatLevels } from '../words/figures.ts';
import { inert } from '../words/inert.ts';
import { issueReference } from '../words/issue-link.ts';
import { expectedOf, showsFigures } from '../words/movement-in-words.ts';

const most = 5;

/**
 * What the pull request is there for, a line a step: vision, strategy, objective, key result, hypothesis, this pull request. Free text
 * may hold any figure and does not stand where figures are kept back. Undefined where there is nothing above the pull request.
 */
export function purposeFold({
  bet,
  rows,
  keyResults,
  purpose: { vision, strategy },
  disclosure,
  asOf,
}: Forecast): Fold | undefined {
  const objectives = distinct(
    bet.keyResults.map(({ objective }) => objective),
    ({ id }) => id,
  ).slice(0, most);
  if (objectives.length === 0 && bet.hypotheses.length === 0) return undefined;
  const served = new Set(objectives.flatMap(({ serves = [] }) => serves));
  return {
    summary: 'From the vision to this pull request',
    content: list([
      vision && disclosure.words ? `**Vision** ${inert(vision, { maxLength: 200 })}` : undefined,
      ...strategy
        .filter(({ id }) => served.has(id) && disclosure.words)
        .slice(0, most)
        .map(({ id, title }) => `**Strategy** ${inert(id, { maxLength: 40 })} ${inert(title, { maxLength: 160 })}`),
      ...objectives.map(({ id, title, why }) => {
        const because = why && disclosure.words ? `, because ${inert(why, { maxLength: 200 })}` : '';
        return `**Objective** ${inert(id, { maxLength: 40 })} ${inert(title, { maxLength: 120 })}${because}`;
      }),
      ...keyResults.slice(0, most).map(({ keyResult, metric }) => {
        const levels = showsFigures(disclosure, metric)
          ? ` ${formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true }).join(' to ')}`
          : '';
        const by = formatDate(dayOf(keyResult.by), asOf);
        return `**Key result** ${inert(keyResult.id, { maxLength: 40 })} ${inert(metric.title, { maxLength: 80 })}${levels} by ${by}`;
      }),
      ...bet.hypotheses
        .slice(0, most)
        .map((issue) => `**Hypothesis** ${issueReference(issue)} ${inert(issue.title, { maxLength: 120 })}`),
      ...rows.slice(0, most).map(({ movement }) => `**This pull request** ${expectedOf(movement, disclosure)}`),
    ]),
  };
}
