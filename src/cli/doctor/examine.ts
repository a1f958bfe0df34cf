import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { readEnv, readWhereabouts, type Variables } from '../../env.ts';
import { lookAtPostgres } from './database.ts';
import { lookAtEmbedded } from './embedded.ts';
import type { Finding } from './finding.ts';
import { lookAtGitHub } from './github.ts';
import { look } from './look.ts';
import { lookAtMap } from './map.ts';
import { judgeMemory } from './memory.ts';
import { lookAtSettings } from './settings.ts';
import { lookAtSources } from './sources.ts';

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
    look('memory', async () => [judgeMemory(process.constrainedMemory(), totalmem(), databaseOf(variables))]),
  ]);
  return found.flat();
}

/** Where it is not clear, the one that needs more. */
function databaseOf(variables: Variables): 'postgres' | 'embedded' {
  const whereabouts = readWhereabouts(variables);
  return 'databaseUrl' in whereabouts && whereabouts.databaseUrl !== undefined ? 'postgres' : 'embedded';
}

async function lookAtDatabase(variables: Variables): Promise<Finding[]> {
  const whereabouts = readWhereabouts(variables);
  // They are among the settings' problems.
  if ('problems' in whereabouts) return [];
  const { databaseUrl, dataDir } = whereabouts;
  return databaseUrl === undefined ? lookAtEmbedded(dataDir) : lookAtPostgres(databaseUrl, dataDir);
}
