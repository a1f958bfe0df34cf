import { globSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { openEmbedded } from '../stage/database/data-folders.ts';

/*
 * During a roll-out the version before ours works on the tables that ours has migrated. So a migration only ever adds: what is no longer used
 * is removed by the version after the one that has stopped using it, and says so in a comment `-- unused since <version>`.
 */
const statements = globSync('drizzle/*.sql').flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('--> statement-breakpoint')
    .map((text) => ({ file, text: text.trim() })),
);

const breaks = (statement: string): boolean =>
  !statement.includes('-- unused since ') &&
  (/\b(drop\s+(table|column|type|constraint|view)|rename\s+(to|column))\b/i.test(statement) ||
    /\balter\s+column\b.*\b(type|set\s+not\s+null|drop\s+default)\b/is.test(statement) ||
    // A row that the version before writes would have no value for it.
    (/\badd\s+column\b/i.test(statement) && /\bnot\s+null\b/i.test(statement) && !/\bdefault\b/i.test(statement)));

test('no migration takes anything away from the version before', () => {
  expect(statements.length).toBeGreaterThan(20);
  expect(statements.filter(({ text }) => breaks(text))).toEqual([]);
});

test.each([
  ['ALTER TABLE "bets" DROP COLUMN "learned";', true],
  ['-- unused since 2.0\nALTER TABLE "bets" DROP COLUMN "learned";', false],
  ['ALTER TABLE "bets" RENAME COLUMN "learned" TO "lesson";', true],
  ['ALTER TABLE "bets" ALTER COLUMN "learned" SET DATA TYPE text;', true],
  ['ALTER TABLE "bets" ALTER COLUMN "learned" SET NOT NULL;', true],
  ['ALTER TABLE "bets" ADD COLUMN "mood" text NOT NULL;', true],
  ['ALTER TABLE "bets" ADD COLUMN "mood" text DEFAULT \'\' NOT NULL;', false],
  ['ALTER TABLE "bets" ADD COLUMN "mood" text;', false],
  ['DROP INDEX "bets_by_state";', false],
])('%s', (statement, expected) => {
  expect(breaks(statement)).toBe(expected);
});

test('a version starts and works on tables that a newer one has migrated', async () => {
  const connection = await openEmbedded('migrated');
  try {
    await connection.database.execute(sql`alter table repositories add column mood text default 'calm' not null`);
    await connection.database.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a newer version', 9999999999999)`,
    );
    await migrate(connection);
    const store = createStore(connection.database, async () => {});
    const shop = {
      id: 1,
      installationId: 2,
      ownerId: 3,
      owner: 'acme',
      name: 'shop',
      defaultBranch: 'main',
      private: true,
    };
    await store.rememberRepository(shop);
    expect(await store.repository(1)).toEqual(shop);
  } finally {
    await connection.close();
  }
});
