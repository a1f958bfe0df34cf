import { readFileSync } from 'node:fs';
import { Command, CommanderError, Help } from 'commander';
import { commands } from './cli/commands.ts';

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

const [first, second] = process.argv.slice(2);
const asked = first === 'help' ? second : first;
const usages = new Map(commands.map(({ name, usage }) => [name, usage]));
for (const { name, summary, load } of commands) {
  if (name === asked) (await load())(program);
  else program.command(name).summary(summary);
}
const byCommander = new Help();
program.configureHelp({
  subcommandTerm: (command) =>
    usages.has(command.name())
      ? [command.name(), usages.get(command.name())].join(' ').trim()
      : byCommander.subcommandTerm(command),
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version end as exceptions too, with status 0; commander has printed what there is to say.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
