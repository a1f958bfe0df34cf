import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import type { Checkpoint } from '../../domain/bet/checkpoint.ts';
import type { World } from '../ports/world.ts';

/** A bet's pending checkpoints of these kinds that are due, earliest first. */
export async function dueCheckpoints(
  { store }: Pick<World, 'store'>,
  bet: BetRecord,
  kinds: Checkpoint['kind'][],
  now: Date,
): Promise<CheckpointRecord[]> {
  const all = await store.checkpoints(bet.id);
  return all.filter(({ kind, status, dueAt }) => status === 'pending' && dueAt <= now && kinds.includes(kind));
}
