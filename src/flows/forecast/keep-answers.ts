import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { newAnswers } from '../../domain/metric/source-answer.ts';
import type { World } from '../ports/world.ts';
import { stakedMetrics } from '../readings/metrics-of-bet.ts';

/**
 * Where the map refuses dark metrics: what the sources of a bet have told for the first time is kept, and the open pull requests on the same metrics are
 * judged by it again. A source can only tell more, so that none is judged again twice for the same.
 */
export async function keepAnswers(
  { store }: Pick<World, 'store'>,
  record: BetRecord,
  readings: Record<string, Reading>,
): Promise<void> {
  const { repository, number, bet, map } = record;
  if (map.policy.dark !== 'error') return;
  await store.transaction(async (tx) => {
    const news = newAnswers(stakedMetrics(bet, map), readings, await tx.sourceAnswers(repository.ownerId));
    if (news.size === 0) return;
    await tx.saveSourceAnswers(repository.ownerId, news);
    await tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number });
    for (const other of await tx.otherBets(record))
      if (other.state === 'open' && other.relation === 'same')
        await tx.enqueue({ kind: 'evaluate', repositoryId: other.repositoryId, number: other.number });
  });
}
