import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';
import { inTime } from './in-time.ts';
import { stepsUnderWay } from './steps.ts';

/**
 * Ends parts of the process, each in its time. A part that hangs is logged, with what it may wait for, and abandoned.
 * `mustBeEnded` throws if there was any: the process ends anyway.
 */
export function endingInTime(log: Log) {
  const left: string[] = [];
  return {
    async end(part: string, milliseconds: number, end: () => Promise<unknown>): Promise<void> {
      try {
        await inTime(milliseconds, new Error(`it did not end within ${milliseconds / 1000} s`), end);
      } catch (cause) {
        left.push(part);
        log.error(
          { part, error: describeError(cause), underWay: stepsUnderWay() },
          'Shutdown: a part did not stop in time and was abandoned',
        );
      }
    },
    mustBeEnded(): void {
      if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
    },
  };
}
