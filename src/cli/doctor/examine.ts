import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { inTime } from '../../deadlines/in-time.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { readEnv, readWhereabouts, type Variables } from '../../env.ts';
import { describeError } from '../../errors/describe-error.ts';
import { lookAtPostgres } from './database.ts';
import { lookAtEmbedded } from './embedded.ts';
import type { Area, Finding } from './finding.ts';
import { lookAtGitHub } from './github.ts';
import { lookAtMap } from './map.ts';
import { judgeMemory } from './memory.ts';
import { lookAtSettings } from './settings.ts';
import { lookAtSources } from './sources.ts';

/** Longer than all that is bounded in it: what hangs all the same keeps nobody waiting for ever. */
const withinMs = 70_000;

/** Every part of a set-up, side by side: none keeps the others from being looked at. */
export async function examine(variables: Variables, map: string | undefined): Promise<Finding[]> {
  const reading = readEnv(variables);
  const found = await Promise.all([
    lookAtSettings(reading),
    reading.kind === 'complete' ? look('app', () => lookAtGitHub(reading.env)) : [],
    look('database', () => lookAtDatabase(variables)),
    look('sources', () => lookAtSources(variables)),
    look('map', async () => {
      const path = map ?? (existsSync(mapPath) ? mapPath : undefined);
      return path === undefined ? [] : [lookAtMap(path, new Date())];
    }),
    look('memory', async () => [judgeMemory(process.constrainedMemory(), totalmem())]),
  ]);
  return found.flat();
}

async function look(area: Area, at: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await inTime(withinMs, new Error(`not done within ${withinMs / 1_000} s`), at);
  } catch (error) {
    const todo = 'Run this again; if it stays so, please report it.';
    return [{ area, state: 'unknown', seen: `could not be looked at: ${describeError(error)}`, todo }];
  }
}

async function lookAtDatabase(variables: Variables): Promise<Finding[]> {
  const whereabouts = readWhereabouts(variables);
  // They are among the settings' problems.
  if ('problems' in whereabouts) return [];
  const { databaseUrl, dataDir } = whereabouts;
  return databaseUrl === undefined ? lookAtEmbedded(dataDir) : lookAtPostgres(databaseUrl, dataDir);
}
