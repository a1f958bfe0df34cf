import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const noDefinition: RuleWords<'no-definition'> = ({ metric }) => ({
  what: `${quoted(metric.name)} has no definition`,
  why: 'two people would count it differently',
  better:
    metric.unit === 'ratio'
      ? '`definition: what divided by what, per UTC day`'
      : '`definition: what is counted, and when, per UTC day`',
});
