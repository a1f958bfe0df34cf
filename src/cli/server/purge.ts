import type { Command } from 'commander';
import { counted } from '../../render/words/words.ts';
import { openParts, type Parts } from '../../wiring/parts.ts';
import { withEnv } from './with-env.ts';

export function addPurge(program: Command): void {
  program
    .command('purge')
    .summary('remove everything that is known of an owner, at once')
    .description(
      'remove everything that is known of an owner: bets, readouts, comments’ digests, outcomes, deliveries. What is on GitHub stays. That it was done is kept, nothing else',
    )
    .requiredOption('--owner <login>', 'the organization or user, as it is called now')
    .option('--yes', 'do it; without this it is only said what would be removed')
    .action(async ({ owner, yes = false }: { owner: string; yes?: boolean }) => {
      process.exitCode = await runPurge(owner, yes);
      // Pools and timers of the queue would keep the process for a while.
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
    console.log(`Everything known of ${what} would be removed. Nothing was: say --yes to do it.`);
    return 1;
  }
  for (const { id } of found) await purge(id);
  console.log(
    `Removed everything known of ${what}. What is kept: that installation ${found.map(({ id }) => id).join(', ')} was purged, and when.`,
  );
  return 0;
}
