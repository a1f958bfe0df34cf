import { inertBlock } from '../../words/inert.ts';
import { exampleExpectation, sizeInWords } from '../example-lines.ts';
import { doesNotCount } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords } from './finding-words.ts';
import { referenceOf } from './names.ts';
import { rerun } from './what-next.ts';

export const noExpectation: FindingWords<FindingOf<'no-expectation'>> = {
  title: ({ bet }) => `${referenceOf(bet)} named, no expected movement`,
  summary: byMap(({ bet: { movements }, objections, shows }, facts, map) => [
    'This pull request names what it serves, but not how far it should move it. Add to its description, for example:',
    ...movements.slice(0, 1).map(({ metric }) => inertBlock([exampleExpectation(metric, map, shows)])),
    shows ? sizeInWords(shows) : '',
    doesNotCount(objections, facts.disclosure),
    'Changes can be relative (`+3%`), in percentage points (`+0.5pp`), in the unit of the metric (`-120ms`) or a range (`+1% to +2%`).',
    rerun(map, facts),
  ]),
};
