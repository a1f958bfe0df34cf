import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Readout } from '../../domain/readout/readout.ts';
import { renderAlarm } from '../../render/readout/alarm-comment.ts';
import type { World } from '../ports/world.ts';
import { commentsWanted } from '../publish/comments-wanted.ts';
import { ownComment } from '../publish/own-comment.ts';
import { publishComment } from '../publish/publish-comment.ts';

/** A breached guardrail is said once, in a comment of its own, because somebody should look. */
export async function raiseAlarms(
  world: World,
  bet: BetRecord,
  { guards, disclosure }: Pick<Readout, 'guards' | 'disclosure'>,
  shippedAt: Date,
): Promise<void> {
  const { repository, number, author } = bet;
  const breached = guards.filter(({ state }) => state === 'breached');
  // The next readout tells of it all the same.
  if (breached.length === 0 || (await commentsWanted(world, repository)).alarm === 'off') return;
  for (const guard of breached) {
    const key = `${guard.guarded.metric.name}-${shippedAt.toISOString().slice(0, 10)}`;
    if ((await ownComment(world, repository, number, 'alarm', { key }))?.commentId !== undefined) continue;
    const body = renderAlarm({ guard, author, shippedAt, signal: bet.signal, disclosure });
    await publishComment(world, repository, number, { kind: 'alarm', key, body });
  }
}
