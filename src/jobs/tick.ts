import { describeError, placesOf } from '../errors/describe-error.ts';
import { isFault } from '../errors/is-fault.ts';
import type { Log } from '../flows/ports/log.ts';

type Round = (now: Date) => Promise<unknown>;

/** One after the other. A failure of one is repeated at its next time, and does not keep the others from being done. */
export function inTurn(rounds: Round[], log: Log): (now: Date) => Promise<void> {
  return async (now) => {
    for (const round of rounds) {
      try {
        await round(now);
      } catch (error) {
        const at = isFault(error) ? { at: placesOf(error) } : {};
        log.warn({ error: describeError(error), ...at }, 'Periodic maintenance failed; retrying in about a minute');
      }
    }
  };
}

/**
 * Calls `onTick` about once a minute, the first time soon. Every replica ticks by its own clock, at a second of its
 * own, so doing a tick's work twice must do no harm. `stop` resolves when a running tick is over.
 */
export function startTicking(onTick: Round, log: Log, everyMs = 60_000): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let timer = setTimeout(tick, Math.random() * Math.min(everyMs, 1_000));
  let stopped = false;

  function tick() {
    running = inTurn(
      [onTick],
      log,
    )(new Date()).then(() => {
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
