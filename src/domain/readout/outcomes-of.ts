import type { Bet } from '../bet/bet.ts';
import type { NewOutcome, Outcome } from '../ledger/track-record.ts';
import type { Direction } from '../metric/metric.ts';
import { effectTowardsGood, towardsGood } from '../metric/towards-good.ts';
import type { MovementReadout, Readout } from './readout.ts';
import { sharedWith } from './shared-effect.ts';

/** What the record needs to know of a bet that concludes. */
interface ConcludedBet {
  id: string;
  repository: { id: number };
  number: number;
  bet: Pick<Bet, 'movements'>;
  mergedAt?: Date;
  shippedAt?: Date;
  statedAfterMerge?: Date;
}

/**
 * What came of a bet by its last readout, a row a metric, without data too: a bet that nobody could measure is part of the record.
 * A metric that is expected twice, over two windows, counts by its first expectation.
 * @param hypothesisAt when the oldest hypothesis that it rests on was first heard of
 */
export function outcomesOf(
  { id, repository, number, mergedAt, shippedAt, statedAfterMerge }: ConcludedBet,
  readout: Readout,
  concludedAt: Date,
  hypothesisAt?: Date,
): NewOutcome[] {
  const shipped = shippedAt ?? readout.shippedAt;
  const seen = new Set<string>();
  return readout.movements.flatMap(({ movement, expected, answer, verdict }, index) => {
    const { name, owner, good } = movement.metric;
    if (seen.has(name)) return [];
    seen.add(name);
    const effect = effectOf(answer, good);
    const lasts = answer.kind === 'effect' ? answer.shape?.lasts : undefined;
    const inUnit = answer.kind === 'effect' && answer.inUnit !== undefined;
    return [
      {
        betId: id,
        repositoryId: repository.id,
        number,
        metric: name,
        ...(owner === undefined ? {} : { team: owner }),
        primary: index === 0,
        ...(expected && !inUnit ? { expected: towardsGood(expected, good) } : {}),
        ...(effect ? { effect } : {}),
        verdict,
        ...(lasts ? { lasts } : {}),
        ...(hypothesisAt ? { hypothesisAt } : {}),
        mergedAt: mergedAt ?? shipped,
        shippedAt: shipped,
        concludedAt,
        sharedWith: sharedWith(readout, name),
        // Anyone who may have known how it went says nothing of how well bets are made.
        counts: statedAfterMerge === undefined,
      },
    ];
  });
}

/** Where per cent say nothing there is nothing that could be put beside what other bets came to. */
const effectOf = (answer: MovementReadout['answer'], good: Direction): Outcome['effect'] =>
  answer.kind === 'effect' && !answer.inUnit ? effectTowardsGood(answer, good) : undefined;
