import type { Bet } from '../../domain/bet/bet.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Fold } from '../comment/fold.ts';
import { list } from '../comment/table.ts';
import { distinct } from '../words/distinct.ts';
import { inert, inertCode } from '../words/inert.ts';
import { issueReference } from '../words/issue-link.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';

const most = 10;

/** What the metrics mean, who answers for them, where they come from; and what the bet rests on. */
export function definitionsFold(bet: Bet, disclosure: Disclosure): Fold {
  const metrics = distinct(
    [...bet.movements, ...bet.guardrails.filter(({ byMap }) => !byMap)].map(({ metric }) => metric),
    ({ name }) => name,
  );
  return {
    summary: 'What is measured, and why',
    content: list([
      ...metrics.slice(0, most).map((metric) => definition(metric, showsFigures(disclosure, metric))),
      ...bet.keyResults
        .slice(0, most)
        .map(
          ({ keyResult, objective }) =>
            `**${inert(keyResult.id, { maxLength: 40 })}** belongs to ${inert(objective.id, { maxLength: 40 })} ${inert(objective.title, { maxLength: 120 })}`,
        ),
      ...bet.hypotheses
        .slice(0, most)
        .map((issue) => `**Hypothesis** ${issueReference(issue)} ${inert(issue.title, { maxLength: 120 })}`),
      ...bet.evidence.slice(0, most).map((evidence) => `**Evidence** ${inert(evidence, { maxLength: 300 })}`),
    ]),
  };
}

/** Where its figures may not be shown, what its source is called tells outsiders what else there is. */
function definition(metric: Metric, shown: boolean): string {
  const { name, definition, good, horizon, owner, source } = metric;
  return [
    `**${titleOf(metric)}** (${inertCode(name, { maxLength: 80 })})`,
    definition ? `: ${inert(definition, { maxLength: 400 }).replace(/\.+$/, '')}` : ' has no definition',
    `. ${good === 'up' ? 'Higher' : 'Lower'} is better.`,
    horizon ? ` Horizon: ${inert(horizon, { maxLength: 20 })}.` : '',
    owner ? ` Owner: ${inertCode(owner, { maxLength: 80 })}.` : '',
    source && shown ? ` Source: ${inertCode(source, { maxLength: 120 })}.` : '',
  ].join('');
}
