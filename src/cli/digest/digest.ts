import { type Command, InvalidArgumentError } from 'commander';
import { homesOf, ownerCalled } from '../../db/map-homes.ts';
import { createStore } from '../../db/stores/store.ts';
import { endOf, parseDayOrInstant } from '../../domain/ledger/period.ts';
import { type Rhythm, rhythms } from '../../domain/outcome-map/digest/plan.ts';
import { forTerminal } from '../analyse/for-terminal.ts';
import { openDatabase } from '../server/open-database.ts';
import { digestOf } from './digest-of.ts';
import { openRecordReader } from './open-record-reader.ts';

interface Asked extends Partial<Record<Rhythm, true>> {
  owner: string;
  at?: Date;
}

/** `soundings digest`: prints the newest edition, whether or not the map asks for one. Nothing is written. */
export function addDigest(program: Command): void {
  program
    .command('digest')
    .description(
      'print the newest digest of an owner, as Markdown: with the figures that its repository may show, or all where the map asks for no digest',
    )
    .requiredOption('--owner <login>', 'the organization or user, by its current name, or by GitHub’s number')
    .option('--weekly', 'what concluded, shipped and opened, and the leading metrics')
    .option('--monthly', 'the lagging metrics, and how well bets were predicted')
    .option('--quarterly', 'what became of each objective, and what was learned')
    .option('--at <day>', 'the newest that was due by then: 2026-11-30, or an instant', parseAt)
    .addHelpText(
      'after',
      `
The server may be running, on a Postgres (DATABASE_URL) and on the embedded database (DATA_DIR).

Example: soundings digest --owner acme --weekly`,
    )
    .action(async (asked: Asked, command: Command) => {
      const [rhythm, second] = rhythms.filter((one) => asked[one]);
      if (!rhythm || second)
        return command.error('error: say which: --weekly, --monthly or --quarterly', { exitCode: 2 });
      const told = await digests(asked.owner, rhythm, asked.at ?? new Date());
      if ('problem' in told) console.error(`soundings digest: ${told.problem}`);
      else process.stdout.write(forTerminal(told.text));
      process.exitCode = 'problem' in told ? 1 : 0;
    });
}

function parseAt(text: string): Date {
  const found = parseDayOrInstant(text);
  if (!found)
    throw new InvalidArgumentError(`"${text}" is not a day: write 2026-11-30, or an instant as 2026-11-30T09:00:00Z.`);
  return endOf(found);
}

async function digests(owner: string, rhythm: Rhythm, at: Date): Promise<{ text: string } | { problem: string }> {
  // Not one transaction: sources take their time, and the server that shares the embedded database would wait for them.
  const read = await openDatabase(async ({ patient }): Promise<{ text: string } | { problem: string }> => {
    const ownerId = await ownerCalled(patient, owner);
    if (ownerId === undefined) return { problem: `nothing is known of ${owner}: install the App there first` };
    const opened = await openRecordReader(patient);
    if ('problem' in opened) return opened;
    try {
      const store = createStore(patient, async () => {});
      const found: string[] = [];
      for (const home of await homesOf(patient, ownerId)) {
        const text = await digestOf({ store, metrics: opened.reader }, { ownerId, home }, rhythm, at);
        if (text !== undefined) found.push(text);
      }
      return found.length > 0
        ? { text: found.join('\n') }
        : { problem: `${owner} has no outcome map so far, or none that was read: \`soundings init\` makes one` };
    } finally {
      await opened.reader.close();
    }
  });
  return 'problem' in read ? read : read.answer;
}
