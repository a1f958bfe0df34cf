import { nonBetReasons } from '../../../domain/declaration/declaration.ts';
import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { OfferedKeyResult } from '../../../domain/outcome-map/offered-key-results.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import { fold } from '../../comment/fold.ts';
import { inertBlock } from '../../words/inert.ts';
import { inWords } from '../../words/words.ts';
import { defined, type Examples, exampleLines, sizeInWords } from '../example-lines.ts';
import { keyResultList } from '../key-result-list.ts';
import { isOfName, objectionList } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords } from './finding-words.ts';
import { rerun, whomToAsk } from './what-next.ts';

export const noReference: FindingWords<FindingOf<'no-reference'>> = {
  title: whyNone,
  summary: byMap(({ objections, nearby, offered }, facts, map) => {
    const { disclosure } = facts;
    const meant = objections.flatMap(({ suggestions }) => suggestions.map(({ name }) => name));
    const examples = exampleLines(map, [...nearby, ...offered], meant);
    const lines = defined([examples.keyResult ?? examples.hypothesis, examples.expect]);
    return [
      ...(objections.length > 0
        ? [
            'This pull request names no key result or hypothesis that counts:',
            objectionList(objections, disclosure),
            'Write in its description, for example:',
          ]
        : ['This pull request does not say what it should move. Add to its description, for example:']),
      inertBlock(lines),
      [
        ...(map.policy.require === 'expectation' || lines.length < 2
          ? []
          : ['The second line is optional: it gives the readout a figure to compare with.']),
        ...(examples.shows ? [sizeInWords(examples.shows)] : []),
      ].join(' '),
      ...listed('Merged pull requests that changed the same files or folders named:', nearby, facts),
      ...listed(openOnes(nearby.length > 0, map), offered, facts),
      ...(nearby.length + offered.length > 0 || map.inPart
        ? []
        : ['The outcome map has no key result yet: name the issue that holds the hypothesis.']),
      ...whomToAsk(map, facts),
      `Not meant to move anything? Write \`Outcome: none (chore): why\` instead. Valid reasons: ${inWords([...nonBetReasons])}.`,
      rerun(map, facts),
      fold({ summary: 'All recognized lines', content: inertBlock(grammar(examples)) }),
    ];
  }),
};

const openOnes = (areMore: boolean, { inPart }: OutcomeMap) =>
  `${areMore ? 'Other open' : 'Open'} key results${inPart ? ' that can be named here' : ''}:`;

const listed = (lead: string, some: OfferedKeyResult[], { disclosure, pullRequest }: PullRequestFacts): string[] =>
  some.length > 0 ? [lead, keyResultList(some, disclosure, pullRequest.updatedAt)] : [];

function whyNone({ declaration, objections }: FindingOf<'no-reference'>): string {
  const name = objections.find(isOfName);
  if (name) return name.what;
  const { keyResults, hypotheses, expectations } = declaration;
  if (keyResults.length + hypotheses.length === 0 && expectations.length > 0)
    return 'An expectation, but no key result or hypothesis';
  const [line] = objections;
  const label = line && /^[\s*_>-]*(key results?|hypothesis|outcome|expect|guard)\b/i.exec(line.subject)?.[1];
  return label ? `The line "${label}" does not count` : 'No key result or hypothesis named';
}

function grammar({ keyResult, hypothesis, expect, guard }: Examples): string[] {
  return defined([
    keyResult,
    hypothesis,
    expect,
    guard,
    'Because: why this should move it',
    'Evidence: https://example.com/interviews',
    '',
    'Outcome: none (chore): why, instead of all of these',
  ]);
}
