import { inTheLog } from '../../comment/unjudged.ts';
import type { FindingOf, FindingWords } from './finding-words.ts';

/** Of nothing but the finding: whatever else is known may be what made it fail. */
export const unjudged: FindingWords<FindingOf<'unjudged'>> = {
  title: ({ over }) => (over === 'text' ? 'Soundings cannot read this description' : 'Soundings could not judge this'),
  summary: ({ over, cause }) =>
    over === 'ours'
      ? [
          'Soundings stumbled over a fault of its own and could not judge this pull request. Nothing is held up by that, and there is nothing to do here.',
          inTheLog(cause),
        ]
      : [
          'Soundings stumbled over something in this description, in an issue that it names, or in the outcome map that it proposes. The fault is in Soundings, not in what you wrote; but what it cannot read it cannot let pass either.',
          'What helps: write the lines of the bet in other words, a line at a time, and press *Re-check*. Or mark the pull request exempt.',
          inTheLog(cause),
        ],
};
