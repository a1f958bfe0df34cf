import type { Command } from 'commander';
import '../../lean-heap.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('run the server: it takes GitHub’s deliveries and does what is due, as `npm start` does in a clone')
    .addHelpText(
      'after',
      '\nOn SIGTERM it finishes what is begun, within 28 s. Without credentials it serves the set-up page.',
    )
    .action(async () => (await import('../../start.ts')).start());
}
