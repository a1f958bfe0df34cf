import type { RuleWords } from './rule-words.ts';
import { chanceOf, levelOf, stretchOf } from './target.ts';

export const sandbagged: RuleWords<'sandbagged'> = (finding, disclosure) => ({
  what: `left alone, ${chanceOf(finding, finding.unaided, disclosure)}${levelOf(finding, disclosure)}`,
  why: 'reaching it would not show that anything done for it works',
  better: stretchOf(finding, disclosure) ?? 'a target further ahead, or an earlier day',
});
