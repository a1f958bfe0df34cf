import { smallestDetectable } from '../../analysis/detect.ts';
import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import { nearestZero, relativeSpan } from '../bet/change-against-level.ts';
import { otherReleases } from '../bet/other-releases.ts';
import { releaseBucket } from '../bet/schedule.ts';
import { towardsOf } from '../bet/towards-of.ts';
import { mayHold } from '../disclosure/disclosure.ts';
import { controlsOf } from '../metric/controls-of.ts';
import { saidOf } from '../metric/metric.ts';
import { own } from '../text/own.ts';
import { levelAtMerge, type ReadoutBasis } from './measure.ts';

const mostDays = 365;

/** What the window that ends can show, and a window twice as long, as relative changes. */
export interface LongerWindow {
  afterDays: number;
  /** Nearest zero, of what is expected. */
  expected: number;
  detectable: number;
}

/**
 * One more window, where the one that ends could not have shown what is expected and the longer one can. From the history before the release
 * alone: what happened since decides nothing here, so that looking longer finds no effect where there is none.
 */
export function longerWindow(basis: ReadoutBasis): LongerWindow | undefined {
  const [movement] = basis.bet.movements;
  const afterDays = 2 * basis.afterDays;
  if (!movement?.change || movement.change.kind === 'level' || afterDays > mostDays) return undefined;
  const { metric, change } = movement;
  // The groups of an experiment are told by more people, not by history.
  if (own(basis.experiments ?? {}, metric.name)) return undefined;
  const reading = own(basis.readings, metric.name);
  const level = levelAtMerge(basis, metric);
  // Whether it is measured on would tell of a level that is hidden.
  if (reading?.kind !== 'samples' || reading.arms || level === undefined || !mayHold(change, metric, basis.disclosure))
    return undefined;
  const { from } = releaseBucket(basis.shippedAt, reading.series);
  const history = { ...reading.series, samples: reading.series.samples.filter(({ t }) => t < from) };
  const looked = lookAtHistory(history, saidOf(metric));
  if ('kind' in looked) return undefined;
  const beside = {
    earlier: own(basis.earlier ?? {}, metric.name) ?? [],
    controls: controlsOf(metric, basis.readings),
    otherReleases: otherReleases(basis.others, metric, looked.series, basis.shippedAt),
    ...towardsOf(change, level),
  };
  const [short, long] = [basis.afterDays, afterDays].map((days) => smallestDetectable(looked.series, days, beside));
  if (short?.kind !== 'detectable' || long?.kind !== 'detectable') return undefined;
  const span = relativeSpan(change, level, short.inUnit?.base);
  const expected = span && Math.abs(nearestZero(span));
  return expected !== undefined && short.relative > expected && long.relative <= expected
    ? { afterDays, expected, detectable: long.relative }
    : undefined;
}
