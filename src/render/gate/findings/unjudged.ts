import { inTheLog } from '../../comment/unjudged.ts';
import type { FindingOf, FindingWords } from './finding-words.ts';

/** Of nothing but the finding: whatever else is known may be what made it fail. */
export const unjudged: FindingWords<FindingOf<'unjudged'>> = {
  title: ({ over }) => (over === 'text' ? 'Soundings cannot read this description' : 'Soundings could not judge this'),
  summary: ({ over, cause }) =>
    over === 'ours'
      ? [
          'Soundings had an internal error and could not judge this pull request. This blocks nothing, and there is nothing to do here.',
          inTheLog(cause),
        ]
      : [
          'Soundings had an internal error while it read this description, an issue that it names, or the outcome map that it proposes. The mistake is in Soundings, not in what you wrote; but it cannot pass what it cannot read.',
          'What helps: write the lines of the bet in other words, a line at a time, and press *Re-check*. Or mark the pull request exempt.',
          inTheLog(cause),
        ],
};
