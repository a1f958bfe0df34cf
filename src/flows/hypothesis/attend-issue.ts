import { nameableMap } from '../../domain/disclosure/nameable.ts';
import { isHypothesis, isHypothesisLabel, wordOfLabel } from '../../domain/hypothesis/hypothesis.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import { isQuiet, type MapState } from '../../domain/outcome-map/map-state.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../domain/repository.ts';
import { renderUnreadIssue } from '../../render/comment/unjudged.ts';
import { disclosureFor } from '../audience/disclosure-for.ts';
import { noteFault } from '../net/go-on.ts';
import { NoRoom } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { adviseIssue, takeBackAdvice } from './advise-issue.ts';
import { recordHypothesis, type Trigger } from './record-hypothesis.ts';

/**
 * An issue changed, or somebody said something of it. A hypothesis is kept as one, and its own comment says what it lacks; any other issue
 * is advised which outcome to name.
 */
export async function attendIssue(
  world: World,
  repository: Repository,
  number: number,
  trigger: Trigger = {},
): Promise<void> {
  try {
    await attend(world, repository, number, trigger);
  } catch (error) {
    noteFault(world, error, { repository, number, what: 'an issue could not be read' });
    await sayUnread(world, repository, number, trigger);
  }
}

/** Only where it would hear from us otherwise, and there is room for it. */
async function sayUnread(world: World, repository: Repository, number: number, trigger: Trigger): Promise<void> {
  const mapState = await world.maps.inForce(repository);
  const issue = isQuiet(mapState) ? undefined : await world.forge.issue(repository, number);
  if (!issue) return;
  const isAsked = 'map' in mapState && mapState.map.policy.issues.mode === 'advise';
  if (!isAsked && !issue.labels.some(isHypothesisLabel)) return;
  const own = onAccountOf(world, trigger, issue);
  try {
    await publishComment(own, repository, number, { kind: 'reference', body: renderUnreadIssue(world.cause) });
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
  }
}

async function attend(world: World, repository: Repository, number: number, trigger: Trigger): Promise<void> {
  const mapState = await world.maps.inForce(repository);
  if (!('map' in mapState) || mapState.map.policy.mode === 'off') return;
  const read = await world.forge.issue(repository, number);
  if (!read) return;
  try {
    await recordOrAdvise(onAccountOf(world, trigger, read), repository, read, trigger, mapState);
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    world.log.info({ repositoryId: repository.id, number, until: error.until }, `Comment postponed: ${error.message}`);
    await world.store.enqueue({ kind: 'hypothesis', repositoryId: repository.id, number }, error.until);
  }
}

/** Of the one who caused it; where nobody did, of who opened the issue. That a label is put back is for the owner to pay. */
function onAccountOf(world: World, { change, by, label }: Trigger, { author }: Issue): World {
  const isStanding = label !== undefined && (!label.set || wordOfLabel(label.name) !== undefined);
  const login = change?.by ?? by ?? author;
  return login === undefined || isStanding ? world : { ...world, forge: world.forgeOf(login) };
}

async function recordOrAdvise(
  world: World,
  repository: Repository,
  read: Issue,
  trigger: Trigger,
  mapState: Extract<MapState, { map: OutcomeMap }>,
): Promise<void> {
  const [standing] = await world.store.hypothesisStandings(repository.ownerId, [read]);
  const issue = standing ? { ...read, standing } : read;
  const disclosure = await disclosureFor(world, repository, issue.author ?? 'ghost', mapState);
  if (isHypothesis(issue) || trigger.change) {
    await takeBackAdvice(world, repository, issue);
    await recordHypothesis(world, repository, issue, trigger, disclosure.words);
  } else await adviseIssue(world, repository, issue, nameableMap(mapState.map, disclosure), disclosure);
}
