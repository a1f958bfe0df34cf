import type { Objection } from '../../../domain/bet/objection.ts';
import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import { inertBlock } from '../../words/inert.ts';
import { asClause } from '../../words/words.ts';
import { exampleExpectation } from '../example-lines.ts';
import { maskFigures } from '../mask-figures.ts';
import { doesNotCount, isOfName } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords } from './finding-words.ts';
import { rerun, whomToAsk } from './what-next.ts';

export const lostExpectation: FindingWords<FindingOf<'lost-expectation'>> = {
  title: ({ objections }, disclosure) => titleOfLost(objections, disclosure),
  summary: byMap(({ bet: { movements }, objections }, facts, map) => [
    'This pull request expects something that does not count as it is written, and nothing else is judged in its place.',
    doesNotCount(objections, facts.disclosure),
    ...whomToAsk(map, facts),
    'For example, this line counts:',
    ...movements.slice(0, 1).map(({ metric }) => inertBlock([exampleExpectation(metric, map)])),
    rerun(map, facts),
  ]),
};

/** The first line that is lost, and why: `"Expect" does not count: the change has no sign`. */
export function titleOfLost(objections: Objection[], disclosure: Disclosure): string {
  const lost = objections.find((objection) => objection.lost);
  if (!lost) return 'An expectation does not count';
  if (isOfName(lost)) return lost.what;
  const label = /^[^\p{L}]{0,20}([\p{L} -]{2,20}?)\s?[:\uff1a=]/u.exec(lost.subject)?.[1] ?? 'Expect';
  return `"${label}" does not count: ${asClause(disclosure.words ? lost.what : maskFigures(lost.what))}`;
}
