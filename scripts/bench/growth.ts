import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import { table } from '../../src/render/comment/table.ts';
import { fillRecord } from '../../test/stage/database/fill-record.ts';
import type { Contestants } from './contestants.ts';
import { deliveriesOf } from './deliveries.ts';
import { owners } from './shop.ts';
import { steady, steadyHead, steadyRow } from './steady.ts';
import type { StubGitHub } from './stub-github.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000];
const perSecond = 10;
const count = 200;
/** The owners whose bets fill the record. */
const ownersOfRecord = 5;

/** What an event costs as the record grows, for the owners who have all of it. */
export async function growth(contestants: Contestants, github: StubGitHub, secret: string): Promise<string> {
  const rows: string[][] = [];
  for (const [index, bets] of sizes.entries()) {
    const databaseUrl = await contestants.newDatabase();
    const connection = await connect({ databaseUrl, dataDir: '' });
    await migrate(connection);
    console.error(`growth: making ${bets} bets`);
    await fillRecord(connection.patient, bets);
    await connection.close();
    const app = await contestants.postgres(databaseUrl);
    try {
      github.forget();
      // The bench's owner of a pull request is one more than its number modulo all owners.
      const numbers = Array.from(
        { length: count },
        (_, n) => 1_000_000 * (1 + index) + n * owners + (n % ownersOfRecord),
      );
      const taken = await steady([app.url], deliveriesOf(numbers, secret), perSecond, github, true);
      const forecast = [taken.forecastP50, taken.forecastP99].map((ms) => ms.toFixed(0));
      rows.push([bets.toLocaleString('en'), ...steadyRow(taken), ...forecast]);
    } finally {
      await app.crash();
    }
  }
  return table(['bets', ...steadyHead, 'event to forecast p50 ms', 'p99'], rows);
}
