import type { Repository } from '../domain/facts.ts';
import { isHypothesis } from '../domain/hypothesis.ts';
import { adviseIssue, takeBackAdvice } from './advise-issue.ts';
import { type Hint, keepHypothesis } from './keep-hypothesis.ts';
import type { World } from './ports.ts';

/**
 * An issue changed, or somebody said something of it. A hypothesis is kept as one, and its own comment says what it lacks; any other issue
 * is advised which outcome to name.
 */
export async function attendIssue(
  world: World,
  repository: Repository,
  number: number,
  hint: Hint = {},
): Promise<void> {
  const mapState = await world.maps.inForce(repository);
  if (!('map' in mapState) || mapState.map.policy.mode === 'off') return;
  const { map } = mapState;
  const read = await world.forge.issue(repository, number);
  if (!read) return;
  const [standing] = await world.store.hypothesisStandings(repository.ownerId, [read]);
  const issue = standing ? { ...read, standing } : read;
  if (isHypothesis(issue) || hint.change) {
    await takeBackAdvice(world, repository, issue);
    await keepHypothesis(world, repository, issue, hint, map.policy.redact);
  } else await adviseIssue(world, repository, issue, map);
}
