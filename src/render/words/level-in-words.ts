import type { ExpectedMovement } from '../../domain/bet/bet.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { ForecastRow } from '../../domain/forecast/forecast.ts';
import { formatLevel } from './figures.ts';
import { shortChange, showsFigures, titleOf } from './movement-in-words.ts';

/** `at least 50`, or that it may not be said. */
export const wantedInWords = (movement: ExpectedMovement, disclosure: Disclosure): string =>
  shortChange(movement, disclosure) ?? 'the level stated';

/** Before the release: what an expected level is held against, and what comes of it. */
export function levelForecast(row: ForecastRow, disclosure: Disclosure): string | undefined {
  const { movement, baseline, stands } = row;
  if (movement.change?.kind !== 'level') return undefined;
  const { metric } = movement;
  const wanted = wantedInWords(movement, disclosure);
  const at =
    baseline.kind === 'level' && showsFigures(disclosure, metric)
      ? ` (${formatLevel(baseline.level, metric.unit)} in the last 28 days)`
      : '';
  if (stands)
    return `**Level** ${titleOf(metric)} is already there${at}, and ${wanted} is expected: the readout will say "cannot tell". A change, such as +10%, or a level that it has not reached would tell.`;
  const lead =
    baseline.kind === 'level'
      ? 'A level is expected, not a change: it is not compared with what was before'
      : 'There is nothing to compare with: it has no history';
  return `**Level** ${lead}. The last 7 days of the window are compared with ${wanted}; that says how far ${titleOf(metric)} came, and claims no effect.`;
}
