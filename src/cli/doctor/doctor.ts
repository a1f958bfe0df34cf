import { type Command, Option } from 'commander';
import { ofWorkingDirectory } from '../../env.ts';
import { forTerminal } from '../analyse/for-terminal.ts';
import { asText, mostImportantFirst } from './as-text.ts';
import { examine } from './examine.ts';

interface Options {
  map?: string;
  format: 'text' | 'json';
}

const widest = 80;

/** `soundings doctor`: what of a set-up is broken, and what to do about it. Nothing is written. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'look over all that a server needs, and say what to do about what is broken: the GitHub App, its permissions and webhook, the clock, the database, the sources, the outcome map, memory',
    )
    .option('--map <file>', 'the outcome map to look over (default: .github/soundings.yml, where there is one)')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Run it where the server runs: it takes the environment, .env and sources.yml as the server does. It only reads, and the server may be running.
Exit status: 1 where something is broken.`,
    )
    .action(async ({ map, format }: Options) => {
      const findings = mostImportantFirst(await examine(ofWorkingDirectory(), map));
      const width = Math.min(process.stdout.columns ?? widest, widest);
      const text = format === 'json' ? `${JSON.stringify(findings, null, 2)}\n` : asText(findings, width);
      process.stdout.write(forTerminal(text));
      // What did not answer in time would keep the process alive for a while.
      process.exit(findings.some(({ state }) => state === 'broken') ? 1 : 0);
    });
}
