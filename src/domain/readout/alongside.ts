import type { OtherBet } from '../bet/other-bet.ts';
import type { Readout } from './readout.ts';
import { sharedWith } from './shared-effect.ts';

/** Bets that shipped in the same days, by what that means for the effect on a metric. */
export interface Alongside {
  /** Their effect cannot be told apart from this one's. */
  together: OtherBet[];
  /** On the same metric, and told apart. */
  apart: OtherBet[];
  /** On a metric that drives this one. */
  below: OtherBet[];
  /** Pull requests of the same release with a bet on something else. */
  sameRelease: number[];
}

export function alongsideOf(readout: Readout, metric: string | undefined): Alongside {
  const { others, shippedTogether } = readout;
  const shipped = others.filter(({ shippedAt, metrics }) => shippedAt !== undefined && metrics.length > 0);
  const onIt = shipped.filter(
    ({ relation, metrics }) => relation === 'same' && metric !== undefined && metrics.includes(metric),
  );
  const shared = metric === undefined ? [] : sharedWith(readout, metric);
  return {
    together: onIt.filter(({ betId }) => shared.includes(betId)),
    apart: onIt.filter(({ betId }) => !shared.includes(betId)),
    below: shipped.filter(({ relation }) => relation === 'below'),
    sameRelease: shippedTogether.filter(
      (number) => !others.some((other) => other.number === number && !other.repository),
    ),
  };
}

/** A metric above moves because of this one, not the other way round. */
export const suspectsOf = ({ others }: Readout): OtherBet[] =>
  others.filter(({ shippedAt, relation }) => shippedAt !== undefined && relation !== 'above');
