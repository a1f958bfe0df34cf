import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Repository } from '../../domain/repository.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import type { World } from '../ports/world.ts';
import { commentsWanted } from '../publish/comments-wanted.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { dueCheckpoints } from './due-checkpoints.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';
import { whenUnlocked } from './when-unlocked.ts';

interface Question {
  kind: 'decision' | 'learning';
  /** undefined: it needs no asking any more. */
  question: (bet: BetRecord, disclosure: Disclosure) => Promise<string | undefined> | string | undefined;
}

/** A question of a checkpoint that is due, asked once; tried again where GitHub does not let it be asked. */
export async function askWhenDue(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
  { kind, question }: Question,
): Promise<ReadoutOutcome> {
  const { store } = world;
  const bet = await store.betOf(repository.id, number);
  const [due] = bet ? await dueCheckpoints(world, bet, [kind], now) : [];
  if (!bet || !due) return { status: 'nothing-due' };
  const isOff = (await commentsWanted(world, repository)).question === 'off';
  const body = isOff ? undefined : await question(bet, await disclosureForBet(world, bet));
  if (body === undefined) {
    await store.updateCheckpoint({ ...due, status: 'cancelled' });
    return { status: 'nothing-due' };
  }
  const attempts = due.attempts + 1;
  if (!(await publishComment(world, repository, number, { kind: 'question', key: kind, body }))) {
    const firstTriedAt = due.firstTriedAt ?? now;
    await store.updateCheckpoint({ ...due, attempts, firstTriedAt, notBefore: whenUnlocked(firstTriedAt, now) });
    return { status: 'refused' };
  }
  await store.updateCheckpoint({ ...due, attempts, status: 'done' });
  return { status: 'asked', what: kind };
}
