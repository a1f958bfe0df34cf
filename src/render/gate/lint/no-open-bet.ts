import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

export const noOpenBet: RuleWords<'no-open-bet'> = ({ keyResult: { id, from, to }, metric }) => ({
  what: `nothing under way is meant to move ${quoted(id)}`,
  why: 'a key result that nobody bets on is a wish',
  better: `a pull request or a hypothesis with \`Key result: ${id}\` and \`Expect: ${metric.name} ${to > from ? '+' : '-'}3% within 14 days\``,
});
