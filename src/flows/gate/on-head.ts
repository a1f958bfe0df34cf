import { runOn } from '../../domain/gate/deciding.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Store } from '../ports/store.ts';
import type { HeadMember } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';
import { pathsFor } from './changed-paths.ts';
import type { Judged } from './judge-pull-request.ts';

/** What a pull request finds on the head that it comes to, or stays on. */
export interface Arrival {
  /** It was not there before, or not open. */
  isNew: boolean;
  /** Those that it leaves on another head. They are judged anew. */
  left: number[];
  /** Not those who come at the same time. */
  open: HeadMember[];
  /** Any run that it has shown on this head is known here. */
  isKnown: boolean;
  isFirstFailure: boolean;
}

/** @param alongside kept in the same transaction, and before any check says so */
export async function comeToHead(
  { store }: World,
  judged: Judged,
  alongside?: (tx: Store) => Promise<void>,
): Promise<Arrival> {
  const { facts, judgement } = judged;
  const { repository, pullRequest } = facts;
  const { number, headSha, fromFork, state } = pullRequest;
  return store.transaction(async (tx) => {
    const [{ last, stood, others, isRemembered }] = await Promise.all([
      whereItStood(tx, repository, number),
      keepPaths(tx, judged),
    ]);
    const left = stood === headSha ? [] : others;
    const { conclusion } = judgement;
    await tx.saveOnHead(repository.id, { number, headSha, fromFork, conclusion, isOpen: state === 'open' });
    for (const other of left) await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number: other });
    const isNew = stood !== headSha;
    const [open, isFirstFailure] = await Promise.all([
      tx.openOn(repository.id, headSha),
      claimFirstFailure(tx, judged),
      alongside?.(tx),
    ]);
    const isKnown = runOn(open) !== undefined || (last !== headSha && isRemembered);
    return { isNew, left, open, isKnown, isFirstFailure };
  });
}

/** It is not open any more: what it has shown on its head may not be what the others there have to say. */
export async function leaveHead({ store }: World, judged: Judged): Promise<void> {
  const { repository, pullRequest } = judged.facts;
  const { number, headSha, fromFork } = pullRequest;
  await store.transaction(async (tx) => {
    await keepPaths(tx, judged);
    const { stood, others } = await whereItStood(tx, repository, number);
    if (!stood) return;
    await tx.saveOnHead(repository.id, { number, headSha, fromFork, isOpen: false });
    for (const other of others) await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number: other });
  });
}

/** Those that GitHub was asked for, so that it is not asked again. */
export async function keepPaths(tx: Store, { facts, kept }: Judged): Promise<void> {
  const { repository, pullRequest, changedPaths: paths } = facts;
  const { number, headSha, baseRef } = pullRequest;
  if (!kept || pathsFor(kept.changed, pullRequest)) return;
  await tx.saveChangedPaths(repository.id, number, { headSha, baseRef, paths });
}

/** Whether it is the first that the gate holds up of its author's, who gets a word of help then. */
export async function claimFirstFailure(store: Store, { facts, judgement }: Judged): Promise<boolean> {
  const { repository, pullRequest } = facts;
  const { number, author } = pullRequest;
  if (judgement.conclusion !== 'failure' || author.login.endsWith('[bot]')) return false;
  return store.claimFirstFailure(repository, author.id, number);
}

/** The head on which it was last, and on which it is open, and who else is. */
async function whereItStood(
  store: Store,
  { id }: Repository,
  number: number,
): Promise<{ last?: string; stood?: string; others: number[]; isRemembered: boolean }> {
  const { headSha: last, open, isRemembered } = await store.lastHead(id, number);
  const others = open.filter((one) => one !== number);
  const isOpen = open.length > others.length;
  return { others, isRemembered, ...(last === undefined ? {} : { last, ...(isOpen && { stood: last }) }) };
}
