import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import type { Metric } from '../../../domain/metric/metric.ts';
import type { KeyResult } from '../../../domain/outcome-map/outcome-map.ts';
import { calm, quoted } from '../../../domain/outcome-map/quoted.ts';
import { showsFigures } from '../../words/movement-in-words.ts';
import { asWritten, relative } from './figures.ts';
import type { FoundBy, RuleWords } from './rule-words.ts';

export const readsLikeARoadmap: RuleWords<'reads-like-a-roadmap'> = (finding, disclosure) => {
  const { of, words, title } = finding;
  const id = of.kind === 'objective' ? of.objective.id : of.keyResult.id;
  return {
    what: `${quoted(id)} reads like a roadmap: ${quoted(title)} names work (${quoted(words)}), not what that should change`,
    why: 'work can be finished without changing anything',
    better: betterTitle(finding, disclosure),
  };
};

function betterTitle({ of, metric }: FoundBy<'reads-like-a-roadmap'>, disclosure: Disclosure): string {
  if (!metric) return 'what people will do differently once it is done, and a metric of that';
  const name = calm(metric.title, 60);
  if (of.kind === 'objective')
    return `what is better for whom, as \`title: ${name} ${metric.good === 'up' ? 'rises' : 'falls'}\``;
  return of.keyResult.metric === metric.name
    ? `\`title: ${name} ${movementOf(of.keyResult, metric, disclosure)}\``
    : `what the work is for, as \`metric: ${metric.name}\` with its own figures`;
}

/** `rises from 3.1% to 4%`. */
function movementOf({ from, to }: KeyResult, metric: Metric, disclosure: Disclosure): string {
  const verb = to > from ? 'rises' : 'falls';
  const { unit } = metric;
  if (showsFigures(disclosure, metric)) return `${verb} from ${asWritten(from, unit)} to ${asWritten(to, unit)}`;
  return from === 0 ? verb : `${verb} by ${relative((to - from) / Math.abs(from))}`;
}
