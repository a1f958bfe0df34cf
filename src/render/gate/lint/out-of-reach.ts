import type { RuleWords } from './rule-words.ts';
import { chanceOf, levelOf, stretchOf } from './target.ts';

export const outOfReach: RuleWords<'out-of-reach'> = (finding, disclosure) => ({
  what: `${chanceOf(finding, finding.chance, disclosure)}, even with what a team can change until then${levelOf(finding, disclosure)}`,
  why: 'a target that nobody believes in guides nobody',
  better: [stretchOf(finding, disclosure), "a later day, or in the objective's `why` what will be different this time"]
    .filter((way) => way !== undefined)
    .join('; or '),
});
