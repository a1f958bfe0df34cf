import { quoted } from '../../../domain/outcome-map/quoted.ts';
import { inWords } from '../../words/words.ts';
import type { RuleWords } from './rule-words.ts';

export const servesNoStrategy: RuleWords<'serves-no-strategy'> = ({ objective, strategy }) => ({
  what: `${quoted(objective.id)} serves no line of the strategy`,
  why: 'it does not say why this and not something else',
  better: `\`serves: [${strategy[0]?.id}]\`; the lines are ${inWords(strategy.slice(0, 5).map(({ id, title }) => quoted(`${id}: ${title}`)))}`,
});
