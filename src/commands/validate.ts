import type { Command } from 'commander';
import type { OutcomeMap } from '../domain/outcome-map.ts';
import { counted } from '../render/words.ts';
import { type MapFile, readMapFile } from './read-map-file.ts';

/** `soundings validate FILE...`: every problem of an outcome map, as an editor or a terminal can follow it. */
export function addValidate(program: Command): void {
  program
    .command('validate')
    .summary('say what is wrong with an outcome map')
    .description(
      'say what is wrong with outcome maps: one line for each problem, as file:line:column: what, expected what instead',
    )
    .argument('<file...>', 'the files, such as .github/soundings.yml')
    .addHelpText('after', '\nWhat a map extends is not looked up; names that it may hold are not questioned.')
    .action((files: string[]) => {
      for (const file of files) {
        const outcome = readMapFile(file);
        if (outcome.kind === 'refused' || outcome.kind === 'unreadable') process.exitCode = 1;
        if (outcome.kind === 'unreadable') console.error(outcome.fault);
        else for (const line of linesOf(file, outcome)) console.log(line);
      }
    });
}

function linesOf(file: string, outcome: Exclude<MapFile, { kind: 'unreadable' }>): string[] {
  if (outcome.kind === 'refused') return outcome.lines;
  if (outcome.kind === 'addition') return [`${file}: nothing wrong; what it adds to (${outcome.to}) was not looked up`];
  return [`${file}: nothing wrong; ${sizeOf(outcome.map)}`];
}

function sizeOf({ metrics, objectives }: OutcomeMap): string {
  const keyResults = objectives.flatMap((objective) => objective.keyResults);
  return [
    counted(metrics.length, 'metric'),
    counted(objectives.length, 'objective'),
    counted(keyResults.length, 'key result'),
  ].join(', ');
}
