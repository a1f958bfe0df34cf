import type { Issue } from '../domain/bet.ts';
import type { Repository } from '../domain/facts.ts';
import { judgeIssue } from '../domain/judge-issue.ts';
import { parseDeclaration } from '../domain/parse-declaration.ts';
import type { Policy } from '../domain/policy.ts';
import { completeUntil } from '../domain/schedule.ts';
import { renderReferenceAdvice, renderReferenceResolved } from '../render/reference-comment.ts';
import { namedIssues } from './linked-issues.ts';
import type { World } from './ports.ts';
import { publishComment } from './publish-comment.ts';

const needsOutcome = 'soundings:needs-outcome';

/** Issues are advised, never blocked: one comment and a label, both taken back once a reference is there. */
export async function adviseIssue(world: World, repository: Repository, number: number): Promise<void> {
  const mapState = await world.maps.inForce(repository);
  if (!('map' in mapState)) return;
  const { map } = mapState;
  if (map.policy.mode === 'off' || map.policy.issues.mode !== 'advise') return;
  const issue = await world.forge.issue(repository, number);
  if (!issue || issue.state === 'closed') return;

  const named = await namedIssues(world, repository, parseDeclaration(issue.body));
  const judgement = judgeIssue(issue, map, named);
  if (judgement.satisfied || !isAsked(issue, map.policy)) return takeBack(world, repository, issue);
  const body = renderReferenceAdvice({
    map,
    objections: judgement.objections,
    today: completeUntil(world.now(), 'day'),
  });
  await publishComment(world, repository, number, { kind: 'reference', body });
  if (!issue.labels.includes(needsOutcome)) await world.forge.addLabel(repository, number, needsOutcome);
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

async function takeBack(world: World, repository: Repository, issue: Issue): Promise<void> {
  if (issue.labels.includes(needsOutcome)) await world.forge.removeLabel(repository, issue.number, needsOutcome);
  const said = await world.store.comment(repository.id, issue.number, 'reference', '');
  if (!said) return;
  await publishComment(world, repository, issue.number, { kind: 'reference', body: renderReferenceResolved() });
}
