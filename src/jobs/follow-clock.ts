import type { PgBoss } from 'pg-boss';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';
import { secondsAhead, takeForward } from './boss-tables.ts';

/** The embedded database uses this process's clock, which costs nothing to read. */
const everyMs = { postgres: 5_000, embedded: 250 };
/** Smaller steps may be the time of an answer from the database. */
const leastJumpSeconds = 3;

/**
 * Jobs wait for instants of the database's clock. When that clock is set back, pending jobs would wait for the whole
 * difference, and a dead replica's jobs would count as alive for as long. So all of them are moved back by it. At the
 * start, jobs later than now show that the clock was set back meanwhile.
 */
export async function followClock(boss: PgBoss, kind: keyof typeof everyMs, log: Log): Promise<{ stop(): void }> {
  const database = boss.getDb();
  await moveForward(await secondsAhead(database));
  let last = await readClock();
  let stopped = false;
  let timer = setTimeout(lookAgain, everyMs[kind]).unref();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };

  /** One look at a time: if the database does not answer, they would take all of the queue's connections. */
  async function lookAgain(): Promise<void> {
    await look().catch((error) =>
      log.warn({ error: describeError(error) }, 'Database clock could not be read; retrying in a minute'),
    );
    if (!stopped) timer = setTimeout(lookAgain, everyMs[kind]).unref();
  }

  async function look(): Promise<void> {
    const clock = await readClock();
    // It does not belong to the instant that it was asked in.
    if (clock.tookSeconds > leastJumpSeconds / 2) return;
    const back = clock.passed - last.passed - (clock.time - last.time);
    last = clock;
    await moveForward(back);
  }

  async function moveForward(seconds: number): Promise<void> {
    if (seconds < leastJumpSeconds) return;
    log.warn({ seconds: Math.round(seconds) }, 'Database clock moved back; pending jobs were rescheduled');
    await takeForward(database, seconds);
  }

  /** Seconds: the database's time, and the time that has passed by a monotonic clock. */
  async function readClock(): Promise<{ time: number; passed: number; tookSeconds: number }> {
    const passed = performance.now() / 1000;
    if (kind === 'embedded') return { time: Date.now() / 1000, passed, tookSeconds: 0 };
    const answer = await database.executeSql('select extract(epoch from clock_timestamp())::float8 as time');
    return { time: Number(answer.rows[0]?.time), passed, tookSeconds: performance.now() / 1000 - passed };
  }
}
