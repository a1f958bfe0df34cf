import type { Bet, GuardedMetric } from '../../domain/bet/bet.ts';
import type { Objection } from '../../domain/bet/objection.ts';
import { nonBetReasons } from '../../domain/declaration/declaration.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { ExemptionRule, Finding } from '../../domain/gate/judgement.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { fold } from '../comment/fold.ts';
import { list } from '../comment/table.ts';
import { sizeOf } from '../words/change-in-words.ts';
import { formatDate } from '../words/dates.ts';
import { discoveryNext } from '../words/discovery.ts';
import { inert, inertBlock, inertCode } from '../words/inert.ts';
import { expectedOf, maySay, titleOf } from '../words/movement-in-words.ts';
import { counted, inWords } from '../words/words.ts';
import { discoveryLead, noHypothesisLead, notValidatedSummary, stoppedSummary } from './check-hypothesis.ts';
import { defined, type Examples, exampleExpectation, exampleLines } from './example-lines.ts';
import { keyResultList, openKeyResults } from './key-result-list.ts';
import { problemList } from './map-notes.ts';
import { objectionList } from './objection-list.ts';

const mostLines = 10;

/** Paragraphs of the summary, the answer first. */
export function summaryOf(finding: Exclude<Finding, { kind: 'unjudged' }>, facts: PullRequestFacts): string[] {
  const { mapState } = facts;
  const map = 'map' in mapState ? mapState.map : undefined;
  switch (finding.kind) {
    case 'non-bet':
      return [
        `This pull request declares that it moves no metric (${finding.nonBet.reason})${noteOf(finding.nonBet.note)}.`,
        'Nothing will be measured. Nothing to do.',
      ];
    case 'exempt':
      return [whyExempt(finding.rule, facts), 'Nothing will be measured. Nothing to do.'];
    case 'map-invalid':
      return mapInvalid(facts);
    case 'bet':
      return map ? betFound(finding, map, facts) : [];
    case 'no-expectation':
      return map ? noExpectation(finding, map, facts) : [];
    case 'no-reference':
      return map ? noReference(finding, map, facts) : [];
    case 'no-hypothesis':
      return map ? noHypothesis(finding, map, facts) : [];
    case 'not-validated':
      return map ? [...notValidatedSummary(finding, facts), doesNot(finding, facts), rerun(map, facts)] : [];
    case 'stopped':
      return map ? [...stoppedSummary(finding, facts), doesNot(finding, facts), rerun(map, facts)] : [];
  }
}

function betFound(
  { bet, objections }: Extract<Finding, { kind: 'bet' }>,
  map: OutcomeMap,
  facts: PullRequestFacts,
): string[] {
  const { disclosure } = facts;
  const [first] = bet.movements;
  const stated = bet.movements.some(({ change }) => change !== undefined);
  const objected = doesNot({ objections }, facts);
  if (bet.track === 'discovery') {
    const measured = first ? ['What it expects is measured all the same:'] : [];
    return [discoveryLead(bet.hypotheses, facts), ...measured, stakes(bet, disclosure), objected, discoveryNext];
  }
  return [
    'This pull request says what it should move:',
    stakes(bet, disclosure),
    objected,
    ...(objections.length > 0 ? whomToAsk(map, facts) : []),
    ...(stated || !first
      ? []
      : [
          'No figure is expected, so the readout can only say whether it moved at all. To hold it against a figure, add for example:',
          inertBlock([exampleExpectation(first.metric, map)]),
        ]),
    `${objections.length > 0 ? 'The bet counts as listed' : 'Nothing to do'}: the forecast is a comment on this pull request, the readouts follow there after the release.`,
  ];
}

function stakes({ movements, guardrails }: Bet, disclosure: Disclosure): string {
  return list([
    ...movements
      .slice(0, mostLines)
      .map((movement) => `${expectedOf(movement, disclosure)}${movement.change ? ' of the release' : ''}`),
    ...guardrails.slice(0, mostLines).map((guarded) => guardLine(guarded, disclosure)),
  ]);
}

/** Nothing where everything counts. */
function doesNot({ objections }: { objections: Objection[] }, { disclosure }: PullRequestFacts): string {
  if (objections.length === 0) return '';
  return `${doesNotCount(objections.length)}\n\n${objectionList(objections, disclosure)}`;
}

function noHypothesis(
  { objections }: Extract<Finding, { kind: 'no-hypothesis' }>,
  map: OutcomeMap,
  facts: PullRequestFacts,
): string[] {
  return [
    noHypothesisLead,
    inertBlock(['Hypothesis: #42']),
    doesNot({ objections }, facts),
    'A hypothesis is an issue that says what is believed, for whom and why: open one first, with the label `hypothesis`. No expected movement and no key result is needed here.',
    rerun(map, facts),
  ];
}

function guardLine({ metric, limit }: GuardedMetric, disclosure: Disclosure): string {
  const size = maySay(limit, metric, disclosure) ? sizeOf(limit, metric) : 'the limit stated';
  return `${titleOf(metric)} must not get worse by more than ${size}`;
}

const doesNotCount = (lines: number) => (lines === 1 ? 'One line does not count:' : `${lines} lines do not count:`);

function noReference(
  { objections }: Extract<Finding, { kind: 'no-reference' }>,
  map: OutcomeMap,
  facts: PullRequestFacts,
): string[] {
  const { require } = map.policy;
  const { disclosure } = facts;
  const today = facts.pullRequest.updatedAt;
  const keyResults = openKeyResults(map, today);
  const meant = objections.flatMap(({ suggestions }) => suggestions.map(({ name }) => name));
  const examples = exampleLines(map, keyResults, meant);
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
    ...(require === 'expectation' || lines.length < 2
      ? []
      : ['The second line is optional: it holds the outcome against a figure.']),
    ...(keyResults.length > 0
      ? [
          map.inPart ? 'Open key results that can be named here:' : 'Open key results:',
          keyResultList(keyResults, disclosure, today),
        ]
      : map.inPart
        ? []
        : ['The outcome map has no key result yet: name the issue that holds the hypothesis.']),
    ...whomToAsk(map, facts),
    `Not meant to move anything? Write \`Outcome: none (chore): why\` instead. Reasons that count: ${inWords([...nonBetReasons])}.`,
    rerun(map, facts),
    fold({ summary: 'All lines that count', content: inertBlock(grammar(examples)) }),
  ];
}

function noExpectation(
  { bet, objections }: Extract<Finding, { kind: 'no-expectation' }>,
  map: OutcomeMap,
  facts: PullRequestFacts,
): string[] {
  const { disclosure } = facts;
  const [first] = bet.movements;
  return [
    'This pull request names what it serves, but not how far it should move it. Add to its description, for example:',
    first ? inertBlock([exampleExpectation(first.metric, map)]) : '',
    ...(objections.length > 0 ? [doesNotCount(objections.length), objectionList(objections, disclosure)] : []),
    'Changes can be relative (`+3%`), in percentage points (`+0.5pp`), in the unit of the metric (`-120ms`) or a range (`+1% to +2%`).',
    rerun(map, facts),
  ];
}

/** Whether what was written means something in the rest of the map is not said: that would tell what there is. */
function whomToAsk({ inPart }: OutcomeMap, { repository }: PullRequestFacts): string[] {
  if (!inPart) return [];
  const owner = inertCode(repository.owner, { maxLength: 60 });
  return [
    `Only what the outcome map of ${owner} makes public can be named here. Whether this change serves anything else, ask somebody of ${owner} who can read the map: they can let it pass with a comment, \`/soundings exempt why\`.`,
  ];
}

function mapInvalid({ mapState, repository }: PullRequestFacts): string[] {
  const problems = mapState.kind === 'invalid' ? mapState.problems : [];
  const branch = inertCode(repository.defaultBranch, { maxLength: 60 });
  if (problems.length === 0)
    return ['The outcome map has not been valid so far. No pull request is judged until then, and none is held up.'];
  return [
    `The outcome map on ${branch} has ${counted(problems.length, 'problem')} and has not been valid so far. No pull request is judged until then, and none is held up.`,
    problemList(problems),
  ];
}

/** An exemption that was given to what is no longer the head. */
export function lapsedNote({ lapsed }: PullRequestFacts): string {
  if (!lapsed) return '';
  const head = inertCode((lapsed.headSha ?? '').slice(0, 7), { maxLength: 7 });
  return `The exemption by ${inertCode(lapsed.by, { maxLength: 60 })} was given for ${head}, and does not hold for what somebody without write access pushed to the fork since. Who has write access can give it again.`;
}

/** Whether anything is blocked by it, and that nobody has to press anything. */
function rerun({ policy }: OutcomeMap, { pullRequest }: PullRequestFacts): string {
  const again = 'This check runs again by itself when the description changes.';
  if (policy.mode !== 'enforce') return `Nothing is blocked: here Soundings only advises. ${again}`;
  return pullRequest.draft ? `Nothing is blocked while this is a draft. ${again}` : again;
}

function whyExempt(rule: ExemptionRule, { pullRequest }: PullRequestFacts): string {
  switch (rule.by) {
    case 'author':
      return `Every commit is by an author who need not state an outcome (${inertCode(rule.login, { maxLength: 60 })}).`;
    case 'label':
      return `The label ${inertCode(rule.label, { maxLength: 60 })} exempts this pull request from stating an outcome.`;
    case 'path':
      return `Only paths changed that need no outcome: ${inWords(rule.globs.slice(0, 10).map((glob) => inertCode(glob, { maxLength: 80 })))}.`;
    case 'person': {
      const { by, reason, at } = rule.exemption;
      return `Exempted by ${inertCode(by, { maxLength: 60 })} on ${formatDate(at, pullRequest.updatedAt)}: ${inert(reason, { maxLength: 300 })}`;
    }
  }
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

const noteOf = (note: string) => (note === '' ? '' : `: ${inert(note).replace(/\.+$/, '')}`);
