import type { PgBoss } from 'pg-boss';
import { describeError } from '../flows/describe-error.ts';
import type { Log } from '../flows/ports.ts';
import { queueName, queueSchema } from './open-boss.ts';
import { longestRestSeconds } from './patience.ts';

const everyMs = 5_000;
/** Less may be the time that an answer of the database takes. */
const leastJumpMs = 3_000;

/**
 * Jobs wait for instants of the database's clock, and so those that were put in while it was ahead would wait for as long as it was ahead.
 * When it is set back, what waits is taken forward by as much. At the start, nothing is left that waits longer than any job is made to.
 */
export async function followClock(boss: PgBoss, log: Log): Promise<{ stop(): void }> {
  const database = boss.getDb();
  await database.executeSql(
    `update ${queueSchema}.job set start_after = now()
     where name = $1 and state < 'active' and start_after > now() + make_interval(secs => $2)`,
    [queueName, 2 * longestRestSeconds],
  );
  let last = await readClock();
  const timer = setInterval(() => {
    look().catch((error) => log.warn({ error: describeError(error) }, 'The clock of the database could not be read'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };

  async function look(): Promise<void> {
    const clock = await readClock();
    const jumped = clock.time - last.time - (clock.passed - last.passed);
    last = clock;
    if (jumped > -leastJumpMs) return;
    log.warn(
      { seconds: Math.round(-jumped / 1000) },
      'The clock of the database was set back; what waits is taken forward',
    );
    await database.executeSql(
      `update ${queueSchema}.job set start_after = greatest(now(), start_after - make_interval(secs => $2))
       where name = $1 and state < 'active' and start_after > now()`,
      [queueName, -jumped / 1000],
    );
  }

  /** Milliseconds: the database's time, and what has passed here whatever the clocks say. */
  async function readClock(): Promise<{ time: number; passed: number }> {
    const { rows } = await database.executeSql('select extract(epoch from clock_timestamp())::float8 * 1000 as time');
    return { time: Number(rows[0]?.time), passed: performance.now() };
  }
}
