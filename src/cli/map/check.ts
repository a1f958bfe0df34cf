import type { Command } from 'commander';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { judgeOffline } from './judge-offline.ts';
import { readOffline } from './read-offline.ts';

/** `soundings check`: a description against a map, before there is a pull request. */
export function addCheck(program: Command): void {
  program
    .command('check')
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
  const read = await readOffline(mapFile, bodyFile);
  if ('problems' in read) return refuse(read.problems);
  const { lines, passes } = judgeOffline(read.body, read.map);
  console.log(lines.join('\n'));
  return passes ? 0 : 1;
}

function refuse(lines: string[]): 1 {
  console.error(lines.join('\n'));
  return 1;
}
