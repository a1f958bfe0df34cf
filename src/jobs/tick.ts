import { describeError } from '../flows/describe-error.ts';
import type { Log } from '../flows/ports.ts';

/**
 * Calls `onTick` about once a minute, the first time soon. Every replica ticks by its own clock, at a second of its own, so
 * what a tick does must bear to be done twice. `stop` resolves when a tick that is running is over.
 */
export function startTicking(
  onTick: (now: Date) => Promise<void>,
  log: Log,
  everyMs = 60_000,
): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let timer = setTimeout(tick, Math.random() * Math.min(everyMs, 1_000));
  let stopped = false;

  function tick() {
    running = onTick(new Date())
      .catch((error) => log.warn({ error: describeError(error) }, 'The minute’s round failed; the next one follows'))
      .then(() => {
        if (!stopped) timer = setTimeout(tick, everyMs * (0.9 + Math.random() * 0.2));
      });
  }

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
