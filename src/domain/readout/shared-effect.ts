import { nameOfOther } from '../bet/other-bet.ts';
import type { Outcome } from '../ledger/track-record.ts';
import type { MovementReadout, Readout } from './readout.ts';

/** A release so many days before still moves a metric in the days that another one is measured against. */
export const sharedDays = 28;

/** Of a readout, or of what was measured for something else. */
type Measured = Pick<Readout, 'others' | 'shippedTogether'> & {
  movements: { movement: { metric: { name: string } }; answer: MovementReadout['answer'] }[];
};

/**
 * Ids of the bets whose effect on one of the bet's metrics cannot be told apart from this bet's: they shipped by the same release, or so
 * close to it that before and after see one movement.
 */
export function sharedWith({ movements, others, shippedTogether }: Measured, metric: string): string[] {
  const answer = movements.find(({ movement }) => movement.metric.name === metric)?.answer;
  // Both groups of an experiment live through every other release.
  if (answer?.kind !== 'effect' || answer.arms) return [];
  const inseparable = new Set(answer.sharedWith);
  return others
    .filter(({ metrics, shippedAt }) => shippedAt !== undefined && metrics.includes(metric))
    .filter(
      (other) => inseparable.has(nameOfOther(other)) || (!other.repository && shippedTogether.includes(other.number)),
    )
    .map(({ betId }) => betId);
}

type Rival = Pick<Outcome, 'betId' | 'number' | 'shippedAt' | 'mergedAt' | 'sharedWith' | 'counted' | 'effect'>;

/**
 * An effect is counted once: with the bet that shipped first, then with the one merged first, then with the lower number, so that the record
 * does not depend on which of them concludes first. An effect that was not measured takes nothing from others.
 *
 * Bets that share a release conclude in the same minute: ask under a lock on owner and metric, in the transaction that saves the outcome.
 * @param concluded outcomes on the same metric; the bet's own may be among them
 * @returns `insteadOf`: ids of bets with which it is counted until now, and not from now on
 */
export function countedAmong(
  outcome: Omit<Rival, 'counted'>,
  concluded: Rival[],
): { counted: boolean; insteadOf: string[] } {
  const { betId, sharedWith, effect } = outcome;
  const rivals = concluded.filter(
    (other) =>
      other.betId !== betId &&
      other.counted &&
      other.effect !== undefined &&
      (sharedWith.includes(other.betId) || other.sharedWith.includes(betId)),
  );
  const isFirst = effect !== undefined && rivals.every((rival) => comesBefore(outcome, rival));
  return {
    counted: rivals.length === 0 || isFirst,
    insteadOf: isFirst ? rivals.map((rival) => rival.betId) : [],
  };
}

const comesBefore = (one: Omit<Rival, 'counted'>, other: Rival): boolean =>
  (one.shippedAt.getTime() - other.shippedAt.getTime() ||
    one.mergedAt.getTime() - other.mergedAt.getTime() ||
    one.number - other.number) < 0;
