import type { Command } from 'commander';
import type { Database } from '../../db/connect.ts';
import { purgeJobs } from '../../db/purge-jobs.ts';
import { createStore } from '../../db/stores/store.ts';
import { purgeInstallation } from '../../flows/upkeep/purge.ts';
import { queueSchema } from '../../jobs/boss-tables.ts';
import { counted } from '../../render/words/words.ts';
import { openDatabase } from './open-database.ts';

export function addPurge(program: Command): void {
  program
    .command('purge')
    .description(
      'delete all data about an owner: bets, readouts, digests of comments, outcomes, deliveries. What is on GitHub stays. Only the fact of the deletion is kept',
    )
    .requiredOption('--owner <login>', 'the organization or user, by its current name')
    .option('--yes', 'delete it; without this, only list what would be deleted')
    .action(async ({ owner, yes = false }: { owner: string; yes?: boolean }) => {
      const done = await openDatabase(({ patient }) => purgeOwner(patient, owner, yes));
      if ('problem' in done) console.error(`soundings purge: ${done.problem}`);
      process.exitCode = 'problem' in done ? 1 : done.answer;
    });
}

async function purgeOwner(database: Database, owner: string, yes: boolean): Promise<number> {
  const store = createStore(database, async () => {});
  const found = await store.installationsOf(owner);
  if (found.length === 0) {
    console.error(`soundings purge: nothing is known of ${owner}`);
    return 1;
  }
  const names = found.flatMap(({ repositories }) => repositories);
  const some = names.length > 0 ? ` (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''})` : '';
  const what = `${counted(names.length, 'repository', 'repositories')} of ${owner}${some}`;
  if (!yes) {
    console.log(`This would delete all data about ${what}. Nothing was deleted; pass --yes to confirm.`);
    return 1;
  }
  for (const { id } of found) {
    await purgeJobs(database, queueSchema, id);
    await purgeInstallation(store, id, false);
  }
  console.log(
    `Removed everything known of ${what}. What is kept: that installation ${found.map(({ id }) => id).join(', ')} was purged, and when.`,
  );
  return 0;
}
