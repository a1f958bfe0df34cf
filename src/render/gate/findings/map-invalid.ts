import { inertCode } from '../../words/inert.ts';
import { counted } from '../../words/words.ts';
import { problemList } from '../map-notes.ts';
import type { FindingOf, FindingWords } from './finding-words.ts';

export const mapInvalid: FindingWords<FindingOf<'map-invalid'>> = {
  title: () => 'The outcome map has not been valid so far',
  summary: (_finding, { mapState, repository }) => {
    const problems = mapState.kind === 'invalid' ? mapState.problems : [];
    const branch = inertCode(repository.defaultBranch, { maxLength: 60 });
    if (problems.length === 0)
      return [
        'The outcome map has never been valid. Until it is fixed, pull requests are neither checked nor blocked.',
      ];
    return [
      `The outcome map on ${branch} has ${counted(problems.length, 'problem')} and has not been valid so far. Until it is fixed, pull requests are neither checked nor blocked.`,
      problemList(problems),
    ];
  },
};
