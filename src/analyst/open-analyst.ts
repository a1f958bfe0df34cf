import pLimit from 'p-limit';
import Tinypool from 'tinypool';
import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';
import type { Analyst } from '../flows/ports/analyst.ts';
import type { chances, compare, forecast, readout } from './questions.ts';

/** A hundred times what the longest takes: it is to be an end, not a measure, however busy the machine is. */
const answerWithinMs = 30_000;

interface Thread {
  entry?: URL;
  withinMs?: number;
}

/**
 * The slow arithmetic in a thread of its own. A forecast takes tens of milliseconds, one that looks for a window or a sibling that would do takes
 * hundreds: where deliveries are answered, all of them would wait for it. One thread, because what it has worked out it remembers. A question that
 * does not come to an end is ended with its thread, and fails; the next one has a new thread.
 */
export function openAnalyst({
  entry = new URL('./analyst-thread.ts', import.meta.url),
  withinMs = answerWithinMs,
}: Thread = {}): Analyst & { close(): Promise<void> } {
  const pool = new Tinypool({
    filename: entry.href,
    // From the first question on; then it stays for a day without any.
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 86_400_000,
  });
  // Or the time of a question would run while those before it are answered.
  const turn = pLimit(1);
  const ask =
    <Given, Made>(name: string) =>
    (given: Given): Promise<Made> =>
      turn(() => {
        const tooLate = new Error(`The analysis (${name}) did not end within ${withinMs / 1000} s, and was ended`);
        return step('an analysis', withinMs, () =>
          inTime(withinMs, tooLate, (signal) => pool.run(given, { name, signal })),
        );
      });
  const comparing = ask<Parameters<typeof compare>[0], ReturnType<typeof compare>>('compare');
  return {
    forecast: ask<Parameters<typeof forecast>[0], ReturnType<typeof forecast>>('forecast'),
    compare: (...given) => comparing(given),
    readout: ask<Parameters<typeof readout>[0], ReturnType<typeof readout>>('readout'),
    chances: ask<Parameters<typeof chances>[0], ReturnType<typeof chances>>('chances'),
    close: () => pool.destroy(),
  };
}
