import { completeUntil } from '../../domain/bet/schedule.ts';
import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import { judgeIssue } from '../../domain/gate/judge-issue.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import { offeredKeyResults } from '../../domain/outcome-map/offered-key-results.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Policy } from '../../domain/outcome-map/policy.ts';
import type { Repository } from '../../domain/repository.ts';
import { isMarked } from '../../render/comment/marker.ts';
import { renderReferenceAdvice, renderReferenceResolved } from '../../render/hypothesis/reference-comment.ts';
import type { World } from '../ports/world.ts';
import { ownComment } from '../publish/own-comment.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { namedIssues } from './linked-issues.ts';

const needsOutcome = 'soundings:needs-outcome';

/** Issues are advised, never blocked: one comment and a label, both taken back once a reference is there. */
export async function adviseIssue(
  world: World,
  repository: Repository,
  issue: Issue,
  map: OutcomeMap,
  disclosure: Disclosure,
): Promise<void> {
  if (map.policy.issues.mode !== 'advise' || issue.state === 'closed' || isOwn(issue)) return;

  const { issues: named } = await namedIssues(world, repository, issue.author, parseDeclaration(issue.body));
  const judgement = judgeIssue(issue, map, named);
  if (judgement.satisfied || !isAsked(issue, map.policy)) return takeBackAdvice(world, repository, issue);
  const body = renderReferenceAdvice({
    map,
    objections: judgement.objections,
    offered: offeredKeyResults(map, completeUntil(world.now(), 'day')),
    disclosure,
  });
  await publishComment(world, repository, issue.number, { kind: 'reference', body });
  if (!issue.labels.includes(needsOutcome)) await world.forge.addLabel(repository, issue.number, needsOutcome);
}

function isAsked({ labels }: Issue, { issues, exempt }: Policy): boolean {
  if (shareOne(labels, exempt.labels)) return false;
  return issues.labels.length === 0 || shareOne(labels, issues.labels);
}

/** GitHub takes labels that differ in case alone for one. */
function shareOne(labels: string[], wanted: string[]): boolean {
  const lower = wanted.map((label) => label.toLowerCase());
  return labels.some((label) => lower.includes(label.toLowerCase()));
}

/** Opened by ourselves. Anybody could write the same first line: it spares them an advice, and nothing else. */
const isOwn = ({ body }: Issue) => isMarked(body, 'challenge') || isMarked(body, 'digest');

export async function takeBackAdvice(world: World, repository: Repository, issue: Issue): Promise<void> {
  const isAdvised = issue.labels.includes(needsOutcome);
  // The label tells that we said something, should this database not know of it.
  const said = isAdvised
    ? await ownComment(world, repository, issue.number, 'reference')
    : await world.store.comment(repository.id, issue.number, 'reference', '');
  if (isAdvised) await world.forge.removeLabel(repository, issue.number, needsOutcome);
  if (!said) return;
  await publishComment(world, repository, issue.number, { kind: 'reference', body: renderReferenceResolved() });
}
