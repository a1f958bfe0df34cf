import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const leftOver: RuleWords<'left-over'> = ({ written }) => ({
  what: `${quoted(written)} is a stand-in that was left over`,
  why: 'it was to be replaced by something of your own',
  better: 'your own words, or no line at all',
});
