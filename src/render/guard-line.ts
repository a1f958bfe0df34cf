import type { GuardReadout } from '../domain/readout.ts';
import { noAnswer } from './effect-in-words.ts';
import { formatLevel, formatRelative, formatRelativeSpan } from './figures.ts';
import { titleOf } from './movement-in-words.ts';

/** How a guarded metric fared: `**Guard** p95 latency held (243 ms).` */
export function guardLine(guard: GuardReadout, redact: boolean, reader: Date): string {
  const { metric } = guard.guarded;
  return `**Guard** ${titleOf(metric)}${fared(guard, redact, reader)}.`;
}

function fared({ guarded, limit, state, answer }: GuardReadout, redact: boolean, reader: Date): string {
  if (answer.kind !== 'effect') return `: ${noAnswer(answer, reader)}`;
  const level = redact ? formatRelative(answer.relative) : formatLevel(answer.actualLevel, guarded.metric.unit);
  const most = limit === undefined ? 'its limit' : formatRelative(limit, { unsigned: true });
  const interval = `interval ${formatRelativeSpan(answer)}`;
  switch (state) {
    case 'held':
      return ` held (${level})`;
    case 'breached':
      return ` got worse by ${formatRelative(answer.relative, { unsigned: true })} (${interval}), more than the ${most} allowed`;
    default:
      return `: cannot tell whether it got worse by more than ${most} (${interval})`;
  }
}
