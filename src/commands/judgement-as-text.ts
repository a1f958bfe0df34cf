import type { IssueReference } from '../domain/bet.ts';
import type { Finding, Objection } from '../domain/judgement.ts';
import { plain } from '../render/plain.ts';
import { inWords } from '../render/words.ts';

/** What the gate would conclude, for a terminal: the answer first, then what it rests on and what does not count. */
export function judgementAsText({ finding, unread }: { finding: Finding; unread: IssueReference[] }): string[] {
  const stands = finding.kind === 'bet' || finding.kind === 'non-bet';
  const help = stands || unread.length > 0 ? [] : exampleFor(finding);
  const lines = [answerOf(finding, unread), ...betOf(finding), ...help, ...objectionsOf(finding)];
  return lines.map((line) =>
    line.replace(/^( *)(.*)$/s, (_, indent: string, rest: string) => indent + plain(rest, 400)),
  );
}

/** As people write it: `#42`, `acme/shop#42`. */
export function issueName({ owner, repository, number }: IssueReference): string {
  return `${owner && repository ? `${owner}/${repository}` : ''}#${number}`;
}

/** `unread`: the issues it names as hypotheses, which only GitHub can tell about. */
function answerOf(finding: Finding, unread: IssueReference[]): string {
  if (finding.kind === 'bet') return 'It states a bet.';
  if (finding.kind === 'non-bet') {
    const { reason, note } = finding.nonBet;
    return `It is not meant to move anything: ${note ? `${reason}, ${note}` : reason}.`;
  }
  if (unread.length > 0) return `It rests on ${inWords(unread.map(issueName))}, which cannot be looked up offline.`;
  if (finding.kind === 'no-expectation') return 'It names a reference, and this map asks for an expectation too.';
  return 'It names no key result and no hypothesis.';
}

function betOf(finding: Finding): string[] {
  if (!('bet' in finding)) return [];
  const { keyResults, movements, guardrails } = finding.bet;
  const titleOf = (name: string) => movements.find(({ metric }) => metric.name === name)?.metric.title ?? name;
  return [
    ...keyResults.map(({ keyResult: { id, title, metric } }) => `- Key result ${id}: ${title ?? titleOf(metric)}`),
    ...movements.map(
      ({ metric, line }) => `- ${line ?? `${metric.name} without an expectation: judged against nought alone`}`,
    ),
    ...guardrails.map(({ line }) => `- ${line}`),
  ];
}

function exampleFor(finding: Finding): string[] {
  const metric = 'bet' in finding ? finding.bet.movements[0]?.metric.name : undefined;
  const expect = `  Expect: ${metric ?? 'signup_rate'} +3% within 14 days`;
  if (finding.kind === 'no-expectation') return ['Add a line, for example:', expect];
  const none = ['or, when nothing is to move:', '  Outcome: none (chore): why'];
  return ['Add lines, for example:', '  Key result: KR1', expect, ...none];
}

function objectionsOf(finding: Finding): string[] {
  const objections = 'objections' in finding ? finding.objections : [];
  if (objections.length === 0) return [];
  return ['What does not count, or should be looked at:', ...objections.map(inOneLine)];
}

function inOneLine({ subject, what, expected, suggestions }: Objection): string {
  const said = what.includes(subject) ? what : `"${subject}": ${what}`;
  const instead = expected ? `; write ${expected}` : '';
  const meant = suggestions.map(({ name, title }) => (title && title !== name ? `${name} (${title})` : name));
  return `- ${said}${instead}${meant.length > 0 ? `. Did you mean ${inWords(meant, 'or')}?` : ''}`;
}
