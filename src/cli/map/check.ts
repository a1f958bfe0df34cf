import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { readText } from '../analyse/read-text.ts';
import { judgeOffline } from './judge-offline.ts';
import { readMapFile } from './read-map-file.ts';

/** `soundings check`: a description against a map, before there is a pull request. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .summary('check the description of a pull request, offline')
    .description('check the description of a pull request against an outcome map, offline')
    .option('--map <file>', 'the outcome map', mapPath)
    .option('--body <file>', 'the description (default: standard input)')
    .addHelpText(
      'after',
      `
Exit status: 0 the check would pass, 1 it would stop the pull request, or could not be made.
Issues cannot be looked up offline: bets on a hypothesis are named, not judged.
Exempt authors, labels, branches and paths are not considered.

Example: soundings check --body description.md`,
    )
    .action(async (options: { map: string; body?: string }) => {
      process.exitCode = await check(options);
    });
}

async function check({ map: mapFile, body: bodyFile }: { map: string; body?: string }): Promise<0 | 1> {
  const read = readMapFile(mapFile);
  if (read.kind === 'unreadable') return refuse([read.fault]);
  if (read.kind === 'refused') return refuse(read.lines);
  if (read.kind === 'addition') return refuse([`${mapFile} adds to ${read.to}, which cannot be looked up offline`]);
  const body = bodyFile === undefined ? { text: await standardInput() } : readText(bodyFile);
  if ('fault' in body) return refuse([body.fault]);
  const { lines, passes } = judgeOffline(body.text, read.map);
  console.log(lines.join('\n'));
  return passes ? 0 : 1;
}

function refuse(lines: string[]): 1 {
  console.error(lines.join('\n'));
  return 1;
}

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) console.error('Reading the description from standard input; Ctrl-D ends it.');
  return text(process.stdin);
}
