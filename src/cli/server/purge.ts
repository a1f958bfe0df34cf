import type { Command } from 'commander';
import { counted } from '../../render/words/words.ts';
import { openParts, type Parts } from '../../wiring/parts.ts';
import { withEnv } from './with-env.ts';

export function addPurge(program: Command): void {
  program
    .command('purge')
    .description(
      'delete all data about an owner: bets, readouts, digests of comments, outcomes, deliveries. What is on GitHub stays. Only the fact of the deletion is kept',
    )
    .requiredOption('--owner <login>', 'the organization or user, by its current name')
    .option('--yes', 'delete it; without this, only list what would be deleted')
    .action(async ({ owner, yes = false }: { owner: string; yes?: boolean }) => {
      process.exitCode = await runPurge(owner, yes);
      // Pools and timers of the queue would keep the process alive for a while.
      process.exit();
    });
}

const runPurge = (owner: string, yes: boolean): Promise<number> =>
  withEnv('purge', async (env) => {
    const parts = await openParts({ ...env, logLevel: 'error' });
    try {
      return await purgeOwner(parts, owner, yes);
    } finally {
      await parts.close();
    }
  });

async function purgeOwner({ store, purge }: Parts, owner: string, yes: boolean): Promise<number> {
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
  for (const { id } of found) await purge(id);
  console.log(
    `Removed everything known of ${what}. What is kept: that installation ${found.map(({ id }) => id).join(', ')} was purged, and when.`,
  );
  return 0;
}
