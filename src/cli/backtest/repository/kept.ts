import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Repository } from '../../../domain/repository.ts';
import type { ClosedPulls } from '../../../github/past/read-closed-pulls.ts';
import type { Deployed } from '../../../github/past/read-deploy-days.ts';

/** What was read of a repository: a later run asks for the rest alone. */
export interface Kept extends ClosedPulls {
  deployed: Map<number, Deployed>;
  /** Files that pull requests changed, where they had to be known. */
  paths: Map<number, string[]>;
  /** Writes it to its file. */
  save(): void;
}

const version = 1;
const document = z.object({
  version: z.literal(version),
  repositoryId: z.number(),
  upTo: z.string().optional(),
  whole: z.literal(true).optional(),
  pulls: z.array(
    z.object({
      number: z.number(),
      title: z.string(),
      body: z.string(),
      author: z.string(),
      mergedAt: z.string().optional(),
      updatedAt: z.string(),
      labels: z.array(z.string()),
      headRef: z.string(),
      baseRef: z.string(),
      fromFork: z.boolean(),
    }),
  ),
  deployed: z.array(z.object({ id: z.number(), succeededAt: z.string().optional() })),
  paths: z.array(z.tuple([z.number(), z.array(z.string())])),
});

/** The file of a repository on a server. */
export const keptFile = (folder: string, apiUrl: string, { owner, name }: Pick<Repository, 'owner' | 'name'>): string =>
  join(folder, new URL(apiUrl).host.replace(/[^\w.-]/g, '-'), owner.toLowerCase(), `${name.toLowerCase()}.json`);

/** What is kept there; nothing where it is of another version or another repository that has the name now, or was damaged. */
export function readKept(file: string, repositoryId: number): Kept {
  const found = documentIn(file);
  const { pulls, deployed, paths, upTo, whole } =
    found?.repositoryId === repositoryId ? found : { pulls: [], deployed: [], paths: [] };
  const kept: Kept = {
    pulls: new Map(pulls.map(({ mergedAt, ...pull }) => [pull.number, { ...pull, ...(mergedAt && { mergedAt }) }])),
    deployed: new Map(
      deployed.map(({ id, succeededAt }) => [id, { id, ...(succeededAt !== undefined && { succeededAt }) }]),
    ),
    paths: new Map(paths),
    ...(upTo !== undefined && { upTo }),
    ...(whole && { whole }),
    save: () => write(file, { version, repositoryId, ...asDocument(kept) }),
  };
  return kept;
}

const asDocument = ({ pulls, deployed, paths, upTo, whole }: Kept) => ({
  ...{ upTo, whole, pulls: [...pulls.values()], deployed: [...deployed.values()], paths: [...paths] },
});

function documentIn(file: string): z.infer<typeof document> | undefined {
  try {
    return document.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    // There is none yet, or half of one: it is read again.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** For its owner alone: it holds what a private repository says. Whole or not at all. */
function write(file: string, content: z.infer<typeof document>): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
