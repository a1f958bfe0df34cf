import { smallestDetectable } from '../../src/analysis/detect.ts';
import { generatedSeries } from '../../test/stage/series/generated-series.ts';
import { ask, isAlarm, seriesOf } from './ask.ts';
import { packagedSeries } from './packaged-series.ts';
import { shareOf, table, type Wish } from './table.ts';
import { injected, type Window, windowsOf } from './window.ts';

const histories = [28, 56, 90, 180];
/** Nothing is promised of metrics of which less than this cannot be seen. */
const most = 0.5;

interface Kept {
  window: Window;
  foretold?: boolean;
  readout?: boolean;
}

/** Is a lift of the size that is called visible found 4 times of 5: by the forecast, before the release, and by the readout? */
export function ofPromises({ windows: count, seed }: Wish): string {
  const windows = windowsOf([...generatedSeries(seed), ...packagedSeries()], count, seed, { before: histories });
  const kept = windows.map((window): Kept => {
    const { before, after, sign } = window;
    const foretold = smallestDetectable(seriesOf('metric', before).series, after.length, { towards: sign });
    const seen = ask(before, injected(window, 0))?.detectable;
    return {
      window,
      ...(foretold.kind === 'detectable' ? isFound('foretold', window, foretold.relative) : {}),
      ...(seen === undefined ? {} : isFound('readout', window, seen)),
    };
  });
  const row = (name: string, of: (window: Window) => boolean) => {
    const rows = kept.filter(({ window }) => of(window));
    return [name, shareOf(rows.map(({ foretold }) => foretold)), shareOf(rows.map(({ readout }) => readout))];
  };
  const rows = [
    row('all', () => true),
    ...histories.map((days) => row(`${days} days before`, ({ before }) => before.length === days)),
    ...[7, 14, 28].map((days) => row(`${days} days after`, ({ after }) => after.length === days)),
    row('rises', ({ sign }) => sign > 0),
    row('falls', ({ sign }) => sign < 0),
  ];
  const head = ['found, of the size', 'that the forecast names', 'that the readout names'];
  return `${table(head, rows)}\n\n${count} windows, sizes below half, in % with the standard error. The forecast knows whether a rise or a fall is hoped for, the readout names one size for both.`;
}

function isFound(who: 'foretold' | 'readout', window: Window, size: number): Pick<Kept, 'foretold' | 'readout'> {
  if (!(size < most)) return {};
  const answer = ask(window.before, injected(window, window.sign * size));
  return answer ? { [who]: isAlarm(answer) && Math.sign(answer.relative) === window.sign } : {};
}
