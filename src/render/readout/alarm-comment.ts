import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { GuardReadout } from '../../domain/readout/readout.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { formatDate } from '../words/dates.ts';
import { formatLevels } from '../words/figures.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';
import { whomToAsk } from '../words/not-measurable.ts';
import { shipName } from '../words/ship-in-words.ts';
import { sizesOf } from '../words/sizes.ts';

export interface Alarm {
  guard: GuardReadout;
  author: string;
  shippedAt: Date;
  signal?: ShipSignal | undefined;
  disclosure: Disclosure;
}

/** A guarded metric got worse by more than its limit, or at all where that may not be said; said once, in a comment of its own. */
export function renderAlarm({ guard, shippedAt, signal, disclosure }: Alarm): string {
  const { guarded, limit, answer, unheld } = guard;
  const { metric } = guarded;
  const shown = showsFigures(disclosure, metric);
  const effect = answer.kind === 'effect' ? answer : undefined;
  const sizes = sizesOf(effect?.inUnit, metric, disclosure);
  const size = effect ? ` by ${sizes.one(effect.relative, { unsigned: true })}` : '';
  const allowed = limit === undefined ? 'its limit' : `the ${sizes.one(limit, { unsigned: true })} allowed`;
  const beyond = unheld ? '' : `, more than ${allowed}`;
  const [actual, without] = effect ? formatLevels([effect.actualLevel, effect.counterfactualLevel], metric.unit) : [];
  const against = effect?.arms
    ? `${actual} with the change, against ${without} without it.`
    : `${actual}, against ${without} expected without it.`;
  const levels = effect && shown ? ` ${against}` : '';
  const interval = effect
    ? ` ${shown ? 'The effect is' : 'an effect of'} ${sizes.one(effect.relative)} (interval ${sizes.span(effect)}).`
    : '';
  const cause = effect?.arms
    ? 'Two groups were measured in the same days, so the difference is due to the change, if they were drawn at random.'
    : 'It coincides with the release; a before/after comparison cannot prove the cause.';
  return commentBody({
    marker: marker('alarm', { metric: metric.name }),
    shown: [
      `### ${titleOf(metric)} got worse${size}${beyond}`,
      `Since ${shipName(signal)} (${formatDate(shippedAt, shippedAt)}):${levels}${interval} ${cause}`,
      unheld
        ? 'This does not say whether that is more than its limit: the limit is an absolute figure, and the level of this metric is not shown.'
        : '',
      `What to do: check whether this change is the cause, and whether to revert it. The readouts follow as planned. ${whomToAsk(metric, shown)}`.trimEnd(),
    ],
  });
}
