import type { OtherBet } from '../domain/forecast.ts';
import type { BetRecord, Store } from './ports.ts';

/** Bets of the same repository on one of the same metrics: before/after cannot tell their effects apart. */
export async function otherBets(store: Store, record: BetRecord): Promise<OtherBet[]> {
  const metrics = record.bet.movements.map(({ metric }) => metric.name);
  const others = await store.betsOnMetrics(record.repository.ownerId, metrics, record.id);
  const here = others.filter(({ repository }) => repository.id === record.repository.id);
  return Promise.all(
    here.map(async (other) => ({
      number: other.number,
      state: other.state,
      metrics: other.bet.movements.map(({ metric }) => metric.name).filter((name) => metrics.includes(name)),
      ...(other.shippedAt ? { shippedAt: other.shippedAt } : {}),
      ...lastDue(await store.checkpoints(other.id)),
    })),
  );
}

function lastDue(checkpoints: { dueAt: Date; status: string }[]): { measuringUntil?: Date } {
  const pending = checkpoints.filter(({ status }) => status === 'pending').map(({ dueAt }) => dueAt.getTime());
  return pending.length > 0 ? { measuringUntil: new Date(Math.max(...pending)) } : {};
}
