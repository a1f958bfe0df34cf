import type { Series } from '../../analysis/samples.ts';
import type { Came } from '../../metrics/came.ts';
import { counted } from '../../render/words/words.ts';

/** Clauses on rows that are no samples. `series` is absent where several rows may make one sample. */
export function leftOut({ before, toCome, today, inside }: Came, series: Series | undefined): string[] {
  // Hours of today count, once they are over.
  const isByDay = series?.bucket !== 'hour';
  const without = series && isByDay ? inside - series.samples.length : 0;
  return [
    before > 0 ? `${counted(before, 'row')} of days before those asked for` : '',
    toCome > 0 ? `${counted(toCome, 'row')} of days to come` : '',
    today > 0 && isByDay ? `${counted(today, 'row')} of today, which is not over` : '',
    without > 0 ? `${counted(without, 'row')} without a value` : '',
  ].filter((clause) => clause !== '');
}
