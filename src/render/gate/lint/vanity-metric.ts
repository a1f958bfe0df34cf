import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const vanityMetric: RuleWords<'vanity-metric'> = ({ metric, upwards }) => ({
  what: `${quoted(metric.name)} drives nothing and is no business metric`,
  why: 'it can rise for ever without anything that matters following',
  better: `\`drives: [${upwards?.name ?? 'the metric that it moves'}]\` if it leads there, \`role: business\` if it is an end in itself, \`role: guardrail\` if it must only stay unharmed`,
});
