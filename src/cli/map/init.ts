import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { forTerminal } from '../analyse/for-terminal.ts';
import { lookAround } from './starter/look-around.ts';
import { starterMap } from './starter/starter-map.ts';

interface StarterFile {
  path: string;
  template: string;
  /** Its purpose, in a few words. */
  about: string;
}

const form: StarterFile = {
  path: '.github/ISSUE_TEMPLATE/hypothesis.yml',
  template: 'hypothesis.yml',
  about: 'the form of a hypothesis',
};
const pullRequest: StarterFile = {
  path: '.github/pull_request_template.md',
  template: 'pull_request_template.md',
  about: 'three questions and the outcome of a pull request',
};
const map: StarterFile = {
  path: mapPath,
  template: 'soundings.yml',
  about: 'the outcome map, an example to be replaced',
};

/** `soundings init`: the files that a repository begins with. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description(
      'write a starter outcome map, the issue form of a hypothesis, and a pull request template; workflows, tags, CODEOWNERS and forms that are there fill the map',
    )
    .argument('[dir]', 'root of the repository', '.')
    .option('--force', 'overwrite files that exist')
    .option('--agents', 'also add what agents that write code should know to AGENTS.md')
    .addHelpText('after', '\nExisting files are kept unless --force is given.')
    .action((dir: string, { force = false, agents = false }: { force?: boolean; agents?: boolean }) => {
      if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return refuse(`there is no folder ${dir}`);
      try {
        const { text, guesses } = starterMap(new Date(), lookAround(dir));
        const done = [
          write(dir, map, text, force),
          ...[form, pullRequest].map((file) => write(dir, file, templateOf(file), force)),
          ...(agents ? [tellAgents(dir)] : []),
        ];
        console.log(done.join('\n'));
        if (done[0]?.startsWith('wrote') && guesses.length > 0)
          console.log(
            forTerminal(['', 'Guessed in the map from what is here:', ...guesses.map((one) => `  ${one}`)].join('\n')),
          );
        if (done.some((line) => line.startsWith('wrote'))) console.log(next);
      } catch (error) {
        refuse(error instanceof Error ? error.message : String(error));
      }
    });
}

function refuse(why: string): void {
  console.error(`soundings init: ${why}`);
  process.exitCode = 1;
}

const next = `
Next: put your own metrics and key results into ${map.path}; \`npx soundings validate ${map.path}\` looks it over.
The form gives the label \`hypothesis\`, which has to exist in the repository: GitHub gives no label that does not.`;

const templateOf = ({ template }: Pick<StarterFile, 'template'>) =>
  readFileSync(new URL(`templates/${template}`, import.meta.url), 'utf8');

/** The file is people's own: lines are added once, and nothing is overwritten. */
function tellAgents(dir: string): string {
  const [target, lines] = [join(dir, 'AGENTS.md'), templateOf({ template: 'agents.md' })];
  const before = existsSync(target) ? readFileSync(target, 'utf8') : '';
  const [marker = ''] = lines.split('\n');
  if (before.includes(marker)) return 'kept AGENTS.md: the lines on outcomes are there already';
  writeFileSync(target, before === '' ? lines : `${before.trimEnd()}\n\n${lines}`);
  return `${before === '' ? 'wrote' : 'added to'} AGENTS.md: what agents that write code should know`;
}

/** Writes one file; returns a line for people. */
function write(dir: string, { path: usual, about }: StarterFile, text: string, force: boolean): string {
  const path = usual === pullRequest.path ? (templateInUse(dir) ?? usual) : usual;
  const target = join(dir, path);
  const isThere = existsSync(target);
  if (isThere && !force) return `kept ${path}: it is there already (--force writes over it)`;
  mkdirSync(dirname(target), { recursive: true });
  // The file may have appeared meanwhile, and must not be overwritten.
  writeFileSync(target, text, { flag: force ? 'w' : 'wx' });
  return `${isThere ? 'wrote over' : 'wrote'} ${path}: ${about}`;
}

/**
 * GitHub reads a pull request template from three folders, in any case: a second one would be ignored, or replace the
 * first.
 */
function templateInUse(dir: string): string | undefined {
  for (const folder of ['.github', '', 'docs']) {
    const at = join(dir, folder);
    const found = existsSync(at)
      ? readdirSync(at).find((name) => /^pull_request_template\.(?:md|txt)$/i.test(name))
      : undefined;
    if (found) return join(folder, found);
  }
  return undefined;
}
