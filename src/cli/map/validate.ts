import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { day } from '../../domain/day.ts';
import { type Disclosure, disclosureOf } from '../../domain/disclosure/disclosure.ts';
import type { LintFinding } from '../../domain/lint/lint.ts';
import { lint } from '../../domain/lint/lint.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { lintSentence } from '../../render/gate/lint-notes.ts';
import { noBreak } from '../../render/words/figures.ts';
import { counted } from '../../render/words/words.ts';
import { type MapFile, readMapFile } from './read-map-file.ts';

interface Options {
  data?: true;
  sources?: string;
  owner?: string;
}

/**
 * `soundings validate FILE...`: every problem of an outcome map, in a form that editors and terminals follow, and what
 * it could say better.
 */
export function addValidate(program: Command): void {
  program
    .command('validate')
    .description(
      'check outcome maps: one line for each problem, as file:line:column: what, expected what instead; and what a valid one could do better, as warnings',
    )
    .argument('[file...]', `the files (default: ${mapPath}, where there is one)`)
    .option('--data', 'compare key results with measured values, and name metrics that cannot be read')
    .option(
      '--sources <file>',
      "with --data: the operator's file of sources (default: the one that SOUNDINGS_SOURCES names)",
    )
    .option('--owner <owner>', 'with --data: the GitHub owner for whom the sources are read')
    .addHelpText(
      'after',
      `
Maps that a map extends are not looked up, and names that they may define are accepted.
Exit status: 0 no errors (there may be warnings), 1 errors. policy.lint in the map turns warnings into errors.
With --data, --owner and DATABASE_URL, open bets are looked up too.
sources.yml and .env of the working directory are not read: name the file to use.

Example: soundings validate --data --sources sources.yml --owner acme`,
    )
    .action(async (files: string[], options: Options, command: Command) => {
      const alone = (['sources', 'owner'] as const).find((name) => options[name] !== undefined && !options.data);
      if (alone) command.error(`error: --${alone} goes with --data`, { exitCode: 2 });
      const wanted = files.length === 0 && existsSync(mapPath) ? [mapPath] : files;
      if (wanted.length === 0)
        command.error(`error: there is no ${mapPath} here; name the file: soundings validate FILE`, { exitCode: 2 });
      for (const file of wanted) if (!(await validate(file, options))) process.exitCode = 1;
    });
}

/** Prints all findings about a file; false: it has errors. */
async function validate(file: string, options: Options): Promise<boolean> {
  const read = readMapFile(file);
  switch (read.kind) {
    case 'unreadable':
      console.error(read.problem);
      return false;
    case 'refused':
      console.log(read.lines.join('\n'));
      return false;
    case 'addition':
      console.log(`${file}: nothing wrong; what it adds to (${read.to}) was not looked up`);
      return true;
    case 'whole':
      return look(file, read, options);
  }
}

async function look(file: string, read: Extract<MapFile, { kind: 'whole' }>, options: Options): Promise<boolean> {
  const { map, places } = read;
  const asOf = new Date(Math.floor(Date.now() / day) * day);
  const known = options.data ? await readData(map, asOf, options) : {};
  const problems = 'problems' in known ? known.problems : [];
  const findings = lint({ map, places, asOf, ...('problems' in known ? {} : known) });
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.length - errors;
  const parts = [
    errors > 0 ? counted(errors, 'error') : 'nothing wrong',
    sizeOf(map),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  console.log(`${file}: ${parts.join('; ')}`);
  const disclosure = disclosureOf(map, { repository: 'private', readsHome: true });
  for (const finding of findings) console.log(lineOf(finding, disclosure));
  for (const problem of problems) console.error(problem);
  return errors + problems.length === 0;
}

/** Loaded on demand, because the connectors take a while. */
async function readData(map: OutcomeMap, asOf: Date, options: Options) {
  const { readForLint } = await import('./read-for-lint.ts');
  return readForLint(map, asOf, options);
}

/** The form that editors and terminals turn into a link. */
function lineOf(finding: LintFinding, disclosure: Disclosure): string {
  const { level, rule, at } = finding;
  const sentence = lintSentence(finding, disclosure).replaceAll(noBreak, ' ');
  return `${at.file}:${at.line}:${at.column}: ${level === 'error' ? 'error' : 'warning'}: ${sentence} (${rule})`;
}

function sizeOf({ metrics, objectives }: OutcomeMap): string {
  const keyResults = objectives.flatMap((objective) => objective.keyResults);
  return [
    counted(metrics.length, 'metric'),
    counted(objectives.length, 'objective'),
    counted(keyResults.length, 'key result'),
  ].join(', ');
}
