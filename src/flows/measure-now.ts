import { day } from '../domain/day.ts';
import type { Repository } from '../domain/facts.ts';
import { readoutAsTold } from '../domain/told.ts';
import { renderReadout } from '../render/readout-comment.ts';
import type { Reply } from '../render/reply-comment.ts';
import { gatherReadout } from './gather-readout.ts';
import type { World } from './ports.ts';
import { interimKey } from './post-readout.ts';
import { publishComment } from './publish-comment.ts';

/** `/soundings measure`: what the metric did so far, in the interim comment; it never concludes. */
export async function measureNow(world: World, repository: Repository, number: number): Promise<Reply | undefined> {
  const bet = await world.store.betOf(repository.id, number);
  if (bet?.state !== 'shipped' || !bet.shippedAt) return { kind: 'nothing-to-measure', state: bet?.state ?? 'no-bet' };
  const now = world.now();
  const afterDays = Math.floor((now.getTime() - bet.shippedAt.getTime()) / day);
  const readout = await world.analyst.readout(await gatherReadout(world, bet, Math.max(1, afterDays), true, now));
  await publishComment(world, repository, number, {
    kind: 'interim',
    key: interimKey(bet),
    body: renderReadout(readoutAsTold(readout)),
  });
  return undefined;
}
