import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const leftOver: RuleWords<'left-over'> = ({ written }) => ({
  what: `${quoted(written)} is a placeholder that was left in`,
  why: 'it was to be replaced by your own words',
  better: 'your own words, or no line at all',
});
