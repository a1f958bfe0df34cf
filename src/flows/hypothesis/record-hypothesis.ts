import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { referenceFrom } from '../../domain/disclosure/reference-from.ts';
import {
  isHypothesisLabel,
  isMadeByForm,
  labelOf,
  plainLabel,
  wordOfLabel,
} from '../../domain/hypothesis/hypothesis.ts';
import { missingFields } from '../../domain/hypothesis/hypothesis-form.ts';
import {
  changed,
  type HypothesisStanding,
  type HypothesisWord,
  lacksEvidence,
  type WantedChange,
  wordOf,
} from '../../domain/hypothesis/hypothesis-standing.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import type { Repository } from '../../domain/repository.ts';
import { referenceTo } from '../../domain/repository.ts';
import { renderHypothesis, renderNoHypothesis } from '../../render/hypothesis/hypothesis-comment.ts';
import { nameable } from '../audience/quotable.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { ownComment } from '../publish/own-comment.ts';
import { publishComment } from '../publish/publish-comment.ts';

/** What led here: a word said by a command, or a label set or taken away by a person. */
export interface Trigger {
  change?: WantedChange;
  label?: { name: string; set: boolean };
  /** Who did it, by login. */
  by?: string;
  /** It was an app. */
  byBot?: true;
}

/**
 * Where a hypothesis stands: kept with who said so and when, shown as exactly one label and in one comment, which says what its
 * description lacks. When it changes, every open pull request that rests on it is judged anew. Under the issue's own subject only.
 */
export async function recordHypothesis(
  world: World,
  repository: Repository,
  issue: Issue,
  trigger: Trigger,
  words: boolean,
): Promise<void> {
  const { standing } = issue;
  if (!isHere(issue, repository)) return;
  if (isTakenOff(issue, trigger)) {
    if (!standing || (await maySayBy(world, repository, issue, trigger))) return drop(world, repository, issue);
    return world.forge.addLabel(repository, issue.number, plainLabel);
  }

  const here = referenceTo(issue.owner, issue.repository, issue.number);
  const wanted = trigger.change ?? (await heardByLabel(world, repository, issue, trigger));
  const next = wanted ? changed(standing, { on: here, ...wanted }) : standing;
  if (next && next !== standing) await save(world, repository, issue, standing, next);
  // A word that is kept already may have been heard in a try that ended before it was shown.
  const settles = wanted !== undefined || trigger.label !== undefined;
  await showLabel(world, repository, issue, next && wordOf(next), settles);
  if (next) await showComment(world, repository, issue, next, words);
}

/**
 * GitHub lets people label who may not say where a hypothesis stands, and apps that anybody may steer. Asked only where a label would change that; what
 * is not heard is put back.
 */
async function heardByLabel(
  world: World,
  repository: Repository,
  issue: Issue,
  trigger: Trigger,
): Promise<WantedChange | undefined> {
  const { standing } = issue;
  const wanted = wantedByLabel(issue, standing, trigger, world.now());
  const changes = wanted && wanted.state !== (standing ? wordOf(standing) : 'proposed');
  if (!changes || (await maySayBy(world, repository, issue, trigger))) return wanted;
  if (standing) return undefined;
  // It was nothing but that label that made it a hypothesis.
  if (!issue.labels.some(isHypothesisLabel) && !isMadeByForm(issue.body)) return undefined;
  return { ...wanted, state: 'proposed', by: issue.author ?? 'ghost' };
}

async function maySayBy(
  { forge, log }: World,
  repository: Repository,
  { number }: Issue,
  { by, byBot, label }: Trigger,
): Promise<boolean> {
  if (by !== undefined && !byBot && (await forge.canWrite(repository, by))) return true;
  log.info({ repositoryId: repository.id, number, label: label?.name }, 'Label set without write access; it was reset');
  return false;
}

/** A transferred issue is found by its old number, somewhere else. */
const isHere = ({ owner, repository: name }: Issue, repository: Repository) =>
  owner.toLowerCase() === repository.owner.toLowerCase() && name.toLowerCase() === repository.name.toLowerCase();

const isTakenOff = ({ body }: Issue, { label }: Trigger) =>
  label !== undefined && !label.set && isHypothesisLabel(label.name) && !isMadeByForm(body);

/**
 * People set labels one after the other, and each is heard of by itself: the one that was set last is the state. Of several that an issue
 * was opened with, the one that is furthest along.
 */
function wantedByLabel(
  issue: Issue,
  standing: HypothesisStanding | undefined,
  { label, by }: Trigger,
  at: Date,
): WantedChange | undefined {
  const shown = issue.labels.flatMap((name) => wordOfLabel(name) ?? []);
  const set = label?.set ? wordOfLabel(label.name) : undefined;
  if (!standing) {
    const state = set ?? furthest(shown) ?? 'proposed';
    return { state, at, by: (state === 'proposed' ? issue.author : by) ?? by ?? issue.author ?? 'ghost' };
  }
  if (set !== undefined && by !== undefined) return { state: set, at, by };
  // Taken away to make room for another one that is there already.
  const [other] = shown;
  const madeRoom = label && !label.set && wordOfLabel(label.name) === wordOf(standing) && shown.length === 1;
  return madeRoom && other && by !== undefined ? { state: other, at, by } : undefined;
}

const order: HypothesisWord[] = ['proposed', 'testing', 'inconclusive', 'invalidated', 'validated', 'stopped'];
const furthest = (words: HypothesisWord[]) => order.findLast((word) => words.includes(word));

async function save(
  { store }: World,
  repository: Repository,
  issue: Issue,
  before: HypothesisStanding | undefined,
  after: HypothesisStanding,
): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.saveHypothesisStanding(repository.id, issue.number, after);
    if (!before || wordOf(before) !== wordOf(after) || before.stopped?.why !== after.stopped?.why)
      await judgeAnew(tx, repository, issue);
  });
}

/** Every open pull request that rests on the issue. */
export async function judgeAnew(
  tx: Store,
  { ownerId }: Repository,
  issue: Pick<Issue, 'owner' | 'repository' | 'number'>,
): Promise<void> {
  for (const bet of await tx.openBetsOn(ownerId, issue)) await tx.enqueue({ kind: 'evaluate', ...bet });
}

/** Exactly one. Labels that people set a moment ago are left to their own event, which tells who it was. */
async function showLabel(
  { forge }: World,
  repository: Repository,
  { number, labels }: Issue,
  word: HypothesisWord | undefined,
  settles: boolean,
): Promise<void> {
  const wanted = word && labelOf(word);
  const shown = labels.filter((label) => wordOfLabel(label) !== undefined);
  if (shown.length > 0 && !settles) return;
  for (const label of shown) if (label.toLowerCase() !== wanted) await forge.removeLabel(repository, number, label);
  if (wanted && !shown.some((label) => label.toLowerCase() === wanted))
    await forge.addLabel(repository, number, wanted);
}

async function showComment(
  world: World,
  repository: Repository,
  issue: Issue,
  standing: HypothesisStanding,
  words: boolean,
): Promise<void> {
  const own = issueKey(issue);
  const on = standing.stopped?.on;
  const elsewhere = on === undefined || on.toLowerCase() === own ? undefined : on;
  const body = renderHypothesis({
    standing,
    lacksEvidence: lacksEvidence(standing),
    missing: missingFields(issue.body),
    restingOnIt: await restingOn(world, repository, issue),
    ...(elsewhere === undefined ? {} : { stoppedOn: await nameOf(world, repository, issue, elsewhere) }),
    words,
  });
  await publishComment(world, repository, issue.number, { kind: 'hypothesis', body });
}

/** What is not of this repository is named where the one who opened the issue may see it. */
async function nameOf(world: World, repository: Repository, { author }: Issue, reference: string): Promise<string> {
  return referenceFrom(repository, (await nameable(world, repository, reference, author)) ?? '');
}

async function restingOn(world: World, repository: Repository, issue: Issue): Promise<string[]> {
  const names = new Map<number, string>([[repository.id, `${repository.owner}/${repository.name}`]]);
  const references: string[] = [];
  for (const { repositoryId, number } of await world.store.openBetsOn(repository.ownerId, issue)) {
    if (!names.has(repositoryId)) {
      const other = await world.store.repository(repositoryId);
      if (other) names.set(repositoryId, `${other.owner}/${other.name}`);
    }
    references.push(await nameOf(world, repository, issue, `${names.get(repositoryId)}#${number}`));
  }
  return [...new Set(references)];
}

/** The label `hypothesis` was taken away again, and no form says otherwise. */
async function drop(world: World, repository: Repository, issue: Issue): Promise<void> {
  const { forge, store } = world;
  for (const label of issue.labels) if (wordOfLabel(label)) await forge.removeLabel(repository, issue.number, label);
  if (await ownComment(world, repository, issue.number, 'hypothesis'))
    await publishComment(world, repository, issue.number, { kind: 'hypothesis', body: renderNoHypothesis() });
  // Last, because without it the next try would not know that there is something to take back.
  await store.transaction(async (tx) => {
    await tx.deleteHypothesisStanding(repository.id, issue.number);
    await judgeAnew(tx, repository, issue);
  });
}
