import type { Command } from 'commander';
import { knownOf } from '../../db/known-of.ts';
import { type QueuedJob, queuedOn } from '../../jobs/boss-tables.ts';
import { forTerminal } from '../analyse/for-terminal.ts';
import { readRecord } from '../server/read-record.ts';
import { whyLines } from './why-lines.ts';

/** `soundings why`: what the app knows of a pull request or an issue, what it waits for, and what it will do when. */
export function addWhy(program: Command): void {
  program
    .command('why')
    .description(
      'tell what Soundings knows of a pull request or an issue, what it has written there, what it waits for, and what it will do and when',
    )
    .argument('<pull request>', 'owner/repository#number, or its address')
    .addHelpText(
      'after',
      `
The server may be running, on a Postgres (DATABASE_URL) and on the embedded database (DATA_DIR).
Exit status: 1 where nothing is known of it.

Example: soundings why acme/shop#123`,
    )
    .action(async (text: string) => {
      const told = await why(text);
      if ('problem' in told) console.error(`soundings why: ${told.problem}`);
      else process.stdout.write(`${forTerminal(told.lines.join('\n'))}\n`);
      process.exitCode = 'problem' in told ? 1 : 0;
    });
}

interface Address {
  owner: string;
  name: string;
  number: number;
}

function addressIn(text: string): Address | undefined {
  const found =
    /^(?:https?:\/\/[^/\s]+\/)?(?<owner>[\w-]{1,39})\/(?<name>[\w.-]{1,100})(?:#|\/(?:pull|issues)\/)(?<number>\d{1,9})(?:[/?#].*)?$/.exec(
      text.trim(),
    )?.groups;
  return found && { owner: found.owner ?? '', name: found.name ?? '', number: Number(found.number) };
}

async function why(text: string): Promise<{ lines: string[] } | { problem: string }> {
  const address = addressIn(text);
  if (!address)
    return { problem: `"${text}" is no pull request: write owner/repository#number, such as acme/shop#123` };
  const read = await readRecord(async (within) => {
    const known = await knownOf(within, address);
    if (!known) return undefined;
    const answer: unknown = await within.execute(queuedOn(`repo:${known.repository.id}#${address.number}`));
    return { known, jobs: (answer as { rows: QueuedJob[] }).rows };
  });
  if ('problem' in read) return read;
  if (!read.answer)
    return {
      problem: `nothing has been heard of ${address.owner}/${address.name}: is the App installed there, and do its deliveries arrive? \`npx soundings doctor\` tells`,
    };
  return { lines: whyLines(address.number, read.answer.known, read.answer.jobs, new Date()) };
}
