import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { GuardReadout } from '../../domain/readout/readout.ts';
import { noAnswer } from '../words/effect-in-words.ts';
import { formatLevel } from '../words/figures.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';
import { sizesOf } from '../words/sizes.ts';

/** How a guarded metric fared: `**Guard** p95 latency held (243 ms).` */
export function guardLine(guard: GuardReadout, disclosure: Disclosure, reader: Date): string {
  const { metric } = guard.guarded;
  return `**Guard** ${titleOf(metric)}${fared(guard, disclosure, reader)}.`;
}

function fared({ guarded, limit, state, answer, unheld }: GuardReadout, disclosure: Disclosure, reader: Date): string {
  if (answer.kind !== 'effect') return `: ${noAnswer(answer, reader)}`;
  const sizes = sizesOf(answer.inUnit, guarded.metric, disclosure);
  const shown = showsFigures(disclosure, guarded.metric);
  const level = shown ? formatLevel(answer.actualLevel, guarded.metric.unit) : sizes.one(answer.relative);
  const most = limit === undefined ? 'its limit' : sizes.one(limit, { unsigned: true });
  const interval = `interval ${sizes.span(answer)}`;
  if (unheld) return againstZero(state, sizes.one(answer.relative), interval);
  switch (state) {
    case 'held':
      return ` held (${level})`;
    case 'breached':
      return ` got worse by ${sizes.one(answer.relative, { unsigned: true })} (${interval}), more than the ${most} allowed`;
    default:
      return `: cannot tell whether it got worse by more than ${most} (${interval})`;
  }
}

/** Its limit is an absolute figure, and may not be held against a level that is not shown. */
function againstZero(state: GuardReadout['state'], effect: string, interval: string): string {
  switch (state) {
    case 'held':
      return ` did not get worse (${effect}, ${interval})`;
    case 'breached':
      return ` got worse (${effect}, ${interval}); whether by more than its limit is not said here, because its level is not shown`;
    default:
      return `: cannot tell whether it got worse (${effect}, ${interval})`;
  }
}
