import { day } from '../../domain/day.ts';
import { viewReadout } from '../../domain/readout/readout-view.ts';
import { readoutAsTold } from '../../domain/readout/told.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { renderReadout } from '../../render/readout/readout-comment.ts';
import type { World } from '../ports/world.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { gatherReadout } from './gather-readout.ts';
import { interimKey } from './post-readout.ts';

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
    body: renderReadout(viewReadout(readoutAsTold(readout))),
  });
  return undefined;
}
