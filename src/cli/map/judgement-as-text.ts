import type { Objection } from '../../domain/bet/objection.ts';
import type { IssueReference } from '../../domain/declaration/declaration.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import { bearingOf, type Finding } from '../../domain/gate/judgement.ts';
import { offeredKeyResults } from '../../domain/outcome-map/offered-key-results.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { checkTitle } from '../../render/gate/check-title.ts';
import { defined, exampleExpectation, exampleLines } from '../../render/gate/example-lines.ts';
import { titleOfLost } from '../../render/gate/findings/lost-expectation.ts';
import { plain } from '../../render/words/plain.ts';
import { inWords } from '../../render/words/words.ts';

/**
 * What the gate would conclude, for a terminal: the check's title, then its basis, what to write, and what does not
 * count. `unread`: the named hypothesis issues, which only GitHub knows.
 */
export function judgementAsText(finding: Finding, map: OutcomeMap, unread: IssueReference[]): string[] {
  const stands = bearingOf(finding) === 'counts';
  const rests = !stands && unread.length > 0;
  const title =
    rests && !isLost(finding)
      ? `Rests on ${inWords(unread.map(issueName))}, which cannot be looked up offline`
      : isLost(finding)
        ? titleOfLost(objectionsIn(finding), everything)
        : checkTitle(finding, everything);
  const help = stands || rests ? [] : helpFor(finding, map);
  return [title, ...detailsOf(finding), ...help, ...objectionsOf(finding)].map(onTerminal);
}

/** The stated bet does not count, no matter what the issues say that cannot be looked up. */
export const isLost = (finding: Finding): boolean => objectionsIn(finding).some(({ lost }) => lost);

/** As people write it: `#42`, `acme/shop#42`. */
export function issueName({ owner, repository, number }: IssueReference): string {
  return `${owner && repository ? `${owner}/${repository}` : ''}#${number}`;
}

/** People's text must not control the terminal. */
function onTerminal(line: string): string {
  return line.replace(/^( *)(.*)$/s, (_, indent: string, text: string) => indent + plain(text, 400));
}

function detailsOf(finding: Finding): string[] {
  if (finding.kind === 'non-bet') {
    const { note, word } = finding.nonBet;
    return [...(word ? [`- "${word}" was read as none`] : []), ...(note ? [`- ${note}`] : [])];
  }
  if (!('bet' in finding)) return [];
  const { keyResults, movements, guardrails } = finding.bet;
  const titleOf = (name: string) => movements.find(({ metric }) => metric.name === name)?.metric.title ?? name;
  return [
    ...keyResults.map(({ keyResult: { id, title, metric } }) => `- Key result ${id}: ${title ?? titleOf(metric)}`),
    ...movements.map(
      ({ metric, line }) => `- ${line ?? `${metric.name} without an expectation: judged against zero alone`}`,
    ),
    ...guardrails.filter(({ byMap }) => !byMap).map(({ line }) => `- ${line}`),
  ];
}

function helpFor(finding: Finding, map: OutcomeMap): string[] {
  if (finding.kind === 'no-expectation' || finding.kind === 'lost-expectation') {
    const [first] = finding.bet.movements;
    return first ? ['Write, for example:', `  ${exampleExpectation(first.metric, map)}`] : [];
  }
  const meant = objectionsIn(finding).flatMap(({ suggestions }) => suggestions.map(({ name }) => name));
  const { keyResult, hypothesis, expect } = exampleLines(map, offeredKeyResults(map), meant);
  const lines = defined([keyResult ?? hypothesis, expect]).map((line) => `  ${line}`);
  return ['Write, for example:', ...lines, 'or, when nothing is to move:', '  Outcome: none (chore): why'];
}

function objectionsOf(finding: Finding): string[] {
  const objections = objectionsIn(finding);
  return objections.length > 0 ? ['To be looked at:', ...objections.map(inOneLine)] : [];
}

function objectionsIn(finding: Finding): Objection[] {
  return 'objections' in finding ? finding.objections : [];
}

function inOneLine({ subject, what, expected, suggestions }: Objection): string {
  const said = what.includes(subject) ? what : `"${subject}": ${what}`;
  const instead = expected ? `; write ${expected}` : '';
  const meant = suggestions.map(({ name, title }) => (title && title !== name ? `${name} (${title})` : name));
  return `- ${said}${instead}${meant.length > 0 ? `. Did you mean ${inWords(meant, 'or')}?` : ''}`;
}
