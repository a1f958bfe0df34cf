import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import type { PullRequest, PullRequestFacts } from '../../domain/gate/facts.ts';
import { judge } from '../../domain/gate/judge.ts';
import { bearingOf, type Finding, type Judgement } from '../../domain/gate/judgement.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../domain/repository.ts';
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

/** What may be known of a pull request apart from its description. */
export interface Known extends Partial<Pick<PullRequestFacts, 'changedPaths' | 'commitAuthors' | 'carries'>> {
  repository?: Pick<Repository, 'owner' | 'name' | 'defaultBranch'>;
  pullRequest?: Partial<PullRequest>;
}

/** What the gate would say about a pull request with only this description, and whether it would pass. */
export function judgeOffline(body: string, map: OutcomeMap, known: Known = {}): JudgedOffline {
  const { hypotheses, closes } = parseDeclaration(body);
  const facts = factsOf(body, map, known);
  const { finding, conclusion } = judge(facts);
  const said = withoutUnread(finding, hypotheses.map(issueName));
  const settled = bearingOf(said) === 'counts';
  const { mode } = map.policy;
  const notes = [
    ...(settled && hypotheses.length > 0 ? [`Not looked up: ${inWords(hypotheses.map(issueName))}.`] : []),
    ...(!settled && hypotheses.length === 0 && closes.length > 0
      ? [`Unless ${inWords(closes.map(issueName), 'or')}, which it closes, carries such lines: not looked up.`]
      : []),
    ...(mode === 'off' ? ['The mode of this map is off: Soundings stays quiet.'] : []),
    ...(mode === 'advise' && !settled ? ['The mode of this map is advise: the check would be neutral.'] : []),
  ];
  const lines = [...judgementAsText(said, map, hypotheses), ...notes];
  const rests = !settled && hypotheses.length > 0 && !isLost(said);
  const passes = conclusion !== 'failure' || rests || mode === 'off';
  return { facts, judgement: { finding: said, conclusion: rests ? 'success' : conclusion }, lines, notes, passes };
}

/** Offline, an unread hypothesis is not its author's mistake. */
function withoutUnread(finding: Finding, hypotheses: string[]): Finding {
  if (!('objections' in finding)) return finding;
  return { ...finding, objections: finding.objections.filter(({ subject }) => !hypotheses.includes(subject)) };
}

/** A pull request with its description, and what else is known. */
function factsOf(body: string, map: OutcomeMap, { repository, pullRequest, ...known }: Known): PullRequestFacts {
  const nobodys = { id: 0, ownerId: 0, owner: '', name: '', defaultBranch: '', private: true, installationId: 0 };
  return {
    repository: { ...nobodys, ...repository },
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
      ...pullRequest,
    },
    changedPaths: [],
    linkedIssues: [],
    ...known,
    mapState: { kind: 'valid', map, version: '', home: { name: '' } },
    disclosure: everything,
  };
}
