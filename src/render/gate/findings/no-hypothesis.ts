import { inertBlock } from '../../words/inert.ts';
import { doesNotCount, isOfName } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords } from './finding-words.ts';
import { rerun } from './what-next.ts';

export const noHypothesis: FindingWords<FindingOf<'no-hypothesis'>> = {
  title: ({ objections }) => objections.find(isOfName)?.what ?? 'Discovery, but no hypothesis named',
  summary: byMap(({ objections }, facts, map) => [
    'This pull request is on the discovery track, but names no hypothesis. Add to its description, for example:',
    inertBlock(['Hypothesis: #42']),
    doesNotCount(objections, facts.disclosure),
    'A hypothesis is an issue that says what is believed, for whom and why: open one first, with the label `hypothesis`. No expected movement and no key result is needed here.',
    rerun(map, facts),
  ]),
};
