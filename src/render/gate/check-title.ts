import type { ExpectedMovement } from '../../domain/bet/bet.ts';
import type { Objection } from '../../domain/bet/objection.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { ExemptionRule, Finding } from '../../domain/gate/judgement.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import { formatDate } from '../words/dates.ts';
import { shortChange, windowOf } from '../words/movement-in-words.ts';
import { plain } from '../words/plain.ts';
import { counted } from '../words/words.ts';

/** More is cut off in the list of checks. */
const longest = 59;

/** The reason in a few words, plain text: `KR1: Visit to sign-up rate +10 % within 14 days`. */
export function checkTitle(finding: Finding, disclosure: Disclosure, proposed: readonly unknown[] = []): string {
  if (proposed.length > 0 && !misses(finding)) return `${counted(proposed.length, 'problem')} in the outcome map`;
  return plain(titleOfFinding(finding, disclosure), longest);
}

/** The pull request cannot go on as it is: that is what its author has to hear first. */
export function misses(finding: Finding): boolean {
  return lacking.has(finding.kind) || (finding.kind === 'unjudged' && finding.over === 'text');
}

const lacking = new Set<Finding['kind']>([
  'no-reference',
  'no-expectation',
  'no-hypothesis',
  'not-validated',
  'stopped',
]);

function titleOfFinding(finding: Finding, disclosure: Disclosure): string {
  switch (finding.kind) {
    case 'bet':
      return titleOfBet(finding.bet, disclosure);
    case 'non-bet':
      return `No outcome expected: ${finding.nonBet.reason}`;
    case 'exempt':
      return `Exempt: ${reasonOf(finding.rule)}`;
    case 'no-reference':
      return whyNone(finding);
    case 'no-expectation':
      return `${referenceOf(finding.bet)} named, no expected movement`;
    case 'no-hypothesis':
      return finding.objections.find(isOfName)?.what ?? 'Discovery, but no hypothesis named';
    case 'not-validated':
      return `${numbersOf(finding.untested)} has not tested valid (${finding.untested[0]?.standing?.state ?? 'no state yet'})`;
    case 'stopped':
      return stoppedTitle(finding.stopped);
    case 'map-invalid':
      return 'The outcome map has not been valid so far';
    case 'unjudged':
      return finding.over === 'text' ? 'Soundings cannot read this description' : 'Soundings could not judge this';
  }
}

function stoppedTitle(stopped: Issue[]): string {
  const at = stopped[0]?.standing?.stopped?.at;
  return `Hypothesis stopped${at ? ` on ${formatDate(at)}` : ''}, see ${numbersOf(stopped)}`;
}

const numbersOf = (issues: Issue[]) =>
  issues.length > 1 ? `#${issues[0]?.number} and ${issues.length - 1} more` : `#${issues[0]?.number}`;

function titleOfBet(bet: Extract<Finding, { kind: 'bet' }>['bet'], disclosure: Disclosure): string {
  const reference = referenceOf(bet);
  const [first, ...others] = bet.movements;
  if (!first) return `Discovery for ${numbersOf(bet.hypotheses)}: nothing has to move`;
  const more = others.length > 0 ? `, ${others.length} more` : '';
  const change = shortChange(first, disclosure);
  const full = change ? ` ${change}${windowOf(first)}` : '';
  const room = longest - reference.length - 2;
  const fitting =
    [full + more, full, change ? ` ${change}` : '', ''].find((tail) => titleFits(first, tail, room)) ?? '';
  return `${reference}: ${plain(first.metric.title, Math.max(1, room - fitting.length))}${fitting}`;
}

/** A title may lose its end, but not so much that nobody knows it. */
function titleFits({ metric }: ExpectedMovement, tail: string, room: number): boolean {
  return tail.length + Math.min(20, metric.title.length) <= room;
}

function referenceOf({ keyResults, hypotheses }: Extract<Finding, { kind: 'bet' }>['bet']): string {
  const names = keyResults.map(({ keyResult }) => plain(keyResult.id, 12));
  if (names.length === 0) names.push(...hypotheses.map(({ number }) => `#${number}`));
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(', ');
}

function reasonOf(rule: ExemptionRule): string {
  switch (rule.by) {
    case 'author':
      return `author ${rule.login}`;
    case 'label':
      return `label ${rule.label}`;
    case 'path':
      return rule.globs.length === 1 ? `only ${rule.globs[0]} changed` : 'only exempt paths changed';
    case 'person':
      return `by ${rule.exemption.by}`;
  }
}

function whyNone({ declaration, objections }: Extract<Finding, { kind: 'no-reference' }>): string {
  const name = objections.find(isOfName);
  if (name) return name.what;
  const { keyResults, hypotheses, expectations } = declaration;
  if (keyResults.length + hypotheses.length === 0 && expectations.length > 0)
    return 'An expectation, but no key result or hypothesis';
  const [line] = objections;
  const label = line && /^[\s*_>-]*(key results?|hypothesis|outcome|expect|guard)\b/i.exec(line.subject)?.[1];
  return label ? `The line "${label}" does not count` : 'No key result or hypothesis named';
}

/** Objects to a name, not to a whole line: then the name is in what is said. */
export function isOfName({ subject, what }: Objection): boolean {
  return subject !== '' && what.includes(subject);
}
