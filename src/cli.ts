import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';

type AddCommand = (program: Command) => void;

/** Loaded when asked for: what some need is slow to load, and others do without. */
const commands = new Map<string, () => Promise<AddCommand>>([
  ['init', async () => (await import('./cli/map/init.ts')).addInit],
  ['validate', async () => (await import('./cli/map/validate.ts')).addValidate],
  ['check', async () => (await import('./cli/map/check.ts')).addCheck],
  ['preview', async () => (await import('./cli/preview/preview.ts')).addPreview],
  ['start', async () => (await import('./cli/server/start.ts')).addStart],
  ['readouts', async () => (await import('./cli/server/readouts.ts')).addReadouts],
  ['ledger', async () => (await import('./cli/ledger/ledger.ts')).addLedger],
  ['digest', async () => (await import('./cli/digest/digest.ts')).addDigest],
  ['doctor', async () => (await import('./cli/doctor/doctor.ts')).addDoctor],
  ['why', async () => (await import('./cli/why/why.ts')).addWhy],
  ['source', async () => (await import('./cli/source/source.ts')).addSource],
  ['token', async () => (await import('./cli/server/token.ts')).addToken],
  ['purge', async () => (await import('./cli/server/purge.ts')).addPurge],
  ['analyse', async () => (await import('./cli/analyse/analyse.ts')).addAnalyse],
  ['backtest', async () => (await import('./cli/backtest/backtest.ts')).addBacktest],
  ['mcp', async () => (await import('./cli/mcp/mcp.ts')).addMcp],
  ['detect', async () => (await import('./cli/analyse/detect.ts')).addDetect],
]);

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const program = new Command('soundings')
  .description('Ties pull requests to outcomes: nobody ships into silence.')
  .version(version, '-v, --version', 'print the version')
  .helpOption('-h, --help', 'print this help')
  .helpCommand('help [command]', 'print the help of a command')
  .showHelpAfterError('Run `soundings --help` for usage.')
  .addHelpText('after', '\nExit status: 0 success, 1 failure, 2 invalid usage.')
  // Commands take this over, so it stands before them.
  .exitOverride();

// Anyone who reads the output may have seen enough, as `head` has: nothing is left to do, and nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const asked = commands.get(process.argv[2] ?? '');
for (const load of asked ? [asked] : commands.values()) (await load())(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version end as exceptions too, with status 0; commander has printed what there is to say.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
