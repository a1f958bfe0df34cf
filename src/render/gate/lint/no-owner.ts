import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const noOwner: RuleWords<'no-owner'> = ({ metric }) => ({
  what: `${quoted(metric.name)} has no owner`,
  why: 'there is nobody to ask when it moves, or when it is challenged',
  better: '`owner: "@org/team"`',
});
