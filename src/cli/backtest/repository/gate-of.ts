import { parseDeclaration } from '../../../domain/declaration/parse-declaration.ts';
import { isExemptAuthor, isExemptKind } from '../../../domain/gate/exemption.ts';
import type { CarriedChange } from '../../../domain/gate/facts.ts';
import { bearingOf, type Judgement } from '../../../domain/gate/judgement.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import { findBackports } from '../../../domain/release/find-backports.ts';
import { findReverts } from '../../../domain/release/find-reverts.ts';
import type { Repository } from '../../../domain/repository.ts';
import type { ClosedPull } from '../../../github/past/read-closed-pulls.ts';
import { judgeOffline } from '../../map/judge-offline.ts';

export type MergedPull = ClosedPull & { mergedAt: string };

/** `asked`: the gate would have asked it for an outcome. `unread`: it rests on issues that are not looked up. */
type Answer = 'bet' | 'non-bet' | 'exempt' | 'unread' | 'asked';

export interface JudgedPull {
  number: number;
  title: string;
  mergedAt: Date;
  answer: Answer;
  /** Metrics that it was to move; none: nothing of it would be measured. */
  metrics: string[];
  /** It closes issues, which may say what it does not. */
  closes: boolean;
}

/** What the gate would have said of each merged pull request, by the text that it has now. */
export function gateOf(
  pulls: MergedPull[],
  { map, repository, paths }: { map: OutcomeMap; repository: Repository; paths: Map<number, string[]> },
): JudgedPull[] {
  const merged = new Map(pulls.map((pull) => [pull.number, pull]));
  return pulls.map((pull) => {
    const { number, title, body, author, labels, headRef, baseRef, fromFork } = pull;
    const carries = carriedBy(pull, merged, repository, map);
    const { judgement } = judgeOffline(body, map, {
      repository,
      pullRequest: { number, title, labels, headRef, baseRef, fromFork, author: { id: 0, login: author } },
      changedPaths: paths.get(number) ?? [],
      // Its commits are taken to be its author's.
      ...(isExemptAuthor(map.policy, author) ? { commitAuthors: [author] } : {}),
      ...(carries ? { carries } : {}),
    });
    const { finding } = judgement;
    return {
      ...{ number, title, mergedAt: new Date(pull.mergedAt) },
      answer: answerOf(judgement),
      metrics: finding.kind === 'bet' ? finding.bet.movements.map(({ metric }) => metric.name) : [],
      closes: parseDeclaration(body).closes.length > 0,
    };
  });
}

function answerOf({ finding, conclusion }: Judgement): Answer {
  if (finding.kind === 'bet' || finding.kind === 'non-bet') return finding.kind;
  if (bearingOf(finding) === 'aside') return 'exempt';
  return conclusion === 'success' ? 'unread' : 'asked';
}

/** Whether its files are among the other one's is not looked at: that would cost two requests. */
function carriedBy(
  { number, title, body, baseRef }: MergedPull,
  merged: Map<number, MergedPull>,
  { owner, name }: Repository,
  { policy: { exempt } }: OutcomeMap,
): CarriedChange | undefined {
  const text = { owner, name, number, title, text: body };
  const [backported] = isExemptKind(exempt, 'backport') ? findBackports(text).numbers : [];
  const original = backported === undefined ? undefined : merged.get(backported);
  if (original && original.baseRef !== baseRef) return { kind: 'backport', number: original.number };
  const [reverted] = isExemptKind(exempt, 'revert') ? findReverts(text).numbers : [];
  return reverted !== undefined && merged.has(reverted) ? { kind: 'revert', number: reverted } : undefined;
}
