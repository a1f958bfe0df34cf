import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const unusedMetric: RuleWords<'unused-metric'> = ({ metric }) => ({
  what: `no key result and no bet uses ${quoted(metric.name)}, nor anything that it drives or that drives it`,
  why: 'nobody uses it, and everybody has to read it',
  better: 'a key result on it, `drives:` to a metric that has one, `role: guardrail`, or a map without it',
});
