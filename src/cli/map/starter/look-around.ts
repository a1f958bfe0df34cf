import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ownersIn, type Role } from './code-owners.ts';
import type { Guess } from './guess.ts';
import { guessRelease } from './guess-release.ts';
import { readWorkflow } from './read-workflow.ts';
import { tagFamilies } from './tag-families.ts';
import { tagsOf } from './tags-of.ts';

/** What a checkout tells about a starter map. */
export interface Surroundings {
  release?: Guess | undefined;
  owner(role: Role): Guess | undefined;
  /** Bots that open pull requests here. */
  bots: Guess<string[]> | undefined;
  /** Branches from which pull requests of releases come. */
  branches: Guess<string[]> | undefined;
  /** Labels of the form in which features are asked for. */
  labels: Guess<string[]> | undefined;
}

const mostBytes = 1_000_000;
const mostFiles = 200;

export function lookAround(dir: string): Surroundings {
  const workflows = namesIn(join(dir, '.github/workflows'), /\.ya?ml$/).flatMap(
    (file) => readWorkflow(file, textOf(join(dir, '.github/workflows', file)) ?? '') ?? [],
  );
  const owners = first(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'], (path) => {
    const text = textOf(join(dir, path));
    return text === undefined ? undefined : ownersIn(path, text);
  });
  return {
    release: guessRelease(workflows, tagFamilies(tagsOf(dir))),
    owner: (role) => owners?.(role),
    bots: botsIn(dir),
    branches: first([...releaseBranches], ([tool, branch]) => {
      const found = workflows.find(({ releasesBy }) => releasesBy?.endsWith(tool));
      return found && { value: [branch], why: `.github/workflows/${found.file} uses ${found.releasesBy}` };
    }),
    labels: first(namesIn(join(dir, forms), /feature|enhancement|story/i), (file) => {
      const value = labelsIn(file, textOf(join(dir, forms, file)) ?? '');
      return value.length === 0 ? undefined : { value, why: `${forms}/${file} gives it` };
    }),
  };
}

const releaseBranches = new Map([
  ['release-please-action', 'release-please--*'],
  ['changesets/action', 'changeset-release/*'],
]);

const configs = [
  ['dependabot[bot]', ['.github/dependabot.yml', '.github/dependabot.yaml']],
  [
    'renovate[bot]',
    [
      'renovate.json',
      'renovate.json5',
      '.github/renovate.json',
      '.github/renovate.json5',
      '.renovaterc',
      '.renovaterc.json',
    ],
  ],
] as const;

function botsIn(dir: string): Guess<string[]> | undefined {
  const found = configs.flatMap(([bot, paths]) => {
    const path = paths.find((one) => existsSync(join(dir, one)));
    return path === undefined ? [] : [{ bot, path }];
  });
  if (found.length === 0) return undefined;
  return { value: found.map(({ bot }) => bot), why: `there is ${found.map(({ path }) => path).join(' and ')}` };
}

const forms = '.github/ISSUE_TEMPLATE';
const labelled = z.object({ labels: z.union([z.array(z.string()), z.string().transform((text) => text.split(','))]) });

/** A form is YAML; a template is Markdown with YAML before it. */
function labelsIn(file: string, text: string): string[] {
  const yaml = file.endsWith('.md') ? (/^---\n(.*?)\n---/s.exec(text)?.[1] ?? '') : text;
  try {
    const { labels } = labelled.parse(parse(yaml));
    return labels.map((label) => label.trim()).filter((label) => /^[\w][\w :./-]{0,49}$/.test(label));
  } catch {
    // It is somebody's template, broken or without labels: nothing is to be learned from it.
    return [];
  }
}

/** Names that can stand in a comment. */
function namesIn(folder: string, like: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[\w.-]+$/.test(name) && like.test(name))
    .sort()
    .slice(0, mostFiles);
}

function textOf(path: string): string | undefined {
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.isFile() && file.size <= mostBytes ? readFileSync(path, 'utf8') : undefined;
}

function first<From, To>(all: From[], find: (one: From) => To | undefined): To | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
