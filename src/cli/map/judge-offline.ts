import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import { judge } from '../../domain/gate/judge.ts';
import { bearingOf, type Finding, type Judgement } from '../../domain/gate/judgement.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { inWords } from '../../render/words/words.ts';
import { isLost, issueName, judgementAsText } from './judgement-as-text.ts';

export interface JudgedOffline {
  facts: PullRequestFacts;
  judgement: Judgement;
  /** The judgement and its notes, as lines for a terminal. */
  lines: string[];
  /** What it cannot know, and the effect of the map's mode. */
  notes: string[];
  passes: boolean;
}

/** What the gate would say about a pull request with only this description, and whether it would pass. */
export function judgeOffline(body: string, map: OutcomeMap): JudgedOffline {
  const { hypotheses, closes } = parseDeclaration(body);
  const facts = factsOf(body, map);
  const { finding, conclusion } = judge(facts);
  const known = withoutUnread(finding, hypotheses.map(issueName));
  const settled = bearingOf(known) === 'counts';
  const { mode } = map.policy;
  const notes = [
    ...(settled && hypotheses.length > 0 ? [`Not looked up: ${inWords(hypotheses.map(issueName))}.`] : []),
    ...(!settled && hypotheses.length === 0 && closes.length > 0
      ? [`Unless ${inWords(closes.map(issueName), 'or')}, which it closes, carries such lines: not looked up.`]
      : []),
    ...(mode === 'off' ? ['The mode of this map is off: Soundings stays quiet.'] : []),
    ...(mode === 'advise' && !settled ? ['The mode of this map is advise: the check would be neutral.'] : []),
  ];
  const lines = [...judgementAsText(known, map, hypotheses), ...notes];
  const rests = !settled && hypotheses.length > 0 && !isLost(known);
  const passes = conclusion !== 'failure' || rests || mode === 'off';
  return { facts, judgement: { finding: known, conclusion: rests ? 'success' : conclusion }, lines, notes, passes };
}

/** Offline, an unread hypothesis is not its author's mistake. */
function withoutUnread(finding: Finding, hypotheses: string[]): Finding {
  if (!('objections' in finding)) return finding;
  return { ...finding, objections: finding.objections.filter(({ subject }) => !hypotheses.includes(subject)) };
}

/** A pull request with nothing but its description. */
function factsOf(body: string, map: OutcomeMap): PullRequestFacts {
  return {
    repository: { id: 0, ownerId: 0, owner: '', name: '', defaultBranch: '', private: true, installationId: 0 },
    pullRequest: {
      number: 0,
      title: '',
      body,
      url: '',
      author: { id: 0, login: '' },
      state: 'open',
      draft: false,
      merged: false,
      headSha: '',
      headRef: '',
      fromFork: false,
      baseRef: '',
      labels: [],
      updatedAt: new Date(0),
    },
    changedPaths: [],
    linkedIssues: [],
    mapState: { kind: 'valid', map, version: '', home: { name: '' } },
    disclosure: everything,
  };
}
