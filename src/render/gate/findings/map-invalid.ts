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
      return ['The outcome map has not been valid so far. No pull request is judged until then, and none is held up.'];
    return [
      `The outcome map on ${branch} has ${counted(problems.length, 'problem')} and has not been valid so far. No pull request is judged until then, and none is held up.`,
      problemList(problems),
    ];
  },
};
