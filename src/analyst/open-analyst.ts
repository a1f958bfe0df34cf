import { extname } from 'node:path';
import pLimit from 'p-limit';
import Tinypool from 'tinypool';
import { inTime } from '../deadlines/in-time.ts';
import { step } from '../deadlines/steps.ts';
import type { Analyst } from '../flows/ports/analyst.ts';
import type { chances, compare, forecast, readout } from './questions.ts';

/** A hundred times the longest analysis: a limit for hangs, even on a busy machine. */
const answerWithinMs = 30_000;

interface Thread {
  entry?: URL;
  withinMs?: number;
}

/**
 * Slow arithmetic in a thread of its own. A forecast takes tens of milliseconds, and one that searches for a window or
 * a sibling takes hundreds: on the main thread, all answers to deliveries would wait for it. There is one thread,
 * because it remembers its results. A question that does not end is ended with its thread, and fails; the next one has
 * a new thread.
 */
export function openAnalyst({
  // In the package both are JavaScript.
  entry = new URL(`./analyst-thread${extname(import.meta.url)}`, import.meta.url),
  withinMs = answerWithinMs,
}: Thread = {}): Analyst & { close(): Promise<void> } {
  const pool = new Tinypool({
    filename: entry.href,
    // Created with the first question; it then stays for a day without any.
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 86_400_000,
  });
  // Otherwise a question's time would run while earlier ones are answered.
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
