import Tinypool from 'tinypool';
import type { Analyst } from '../flows/ports.ts';
import type { compare, forecast, readout } from './questions.ts';

/**
 * The slow arithmetic in a thread of its own. A forecast takes tens of milliseconds, one that looks for a window or a sibling that would do takes
 * hundreds: where deliveries are answered, all of them would wait for it. One thread, because what it has worked out it recalls.
 */
export function openAnalyst(): Analyst & { close(): Promise<void> } {
  const pool = new Tinypool({
    filename: new URL('./analyst-thread.ts', import.meta.url).href,
    // From the first question on; then it stays for a day without any.
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 86_400_000,
  });
  const ask =
    <Given, Made>(name: string) =>
    (given: Given): Promise<Made> =>
      pool.run(given, { name });
  const comparing = ask<Parameters<typeof compare>[0], ReturnType<typeof compare>>('compare');
  return {
    forecast: ask<Parameters<typeof forecast>[0], ReturnType<typeof forecast>>('forecast'),
    compare: (...given) => comparing(given),
    readout: ask<Parameters<typeof readout>[0], ReturnType<typeof readout>>('readout'),
    close: () => pool.destroy(),
  };
}
