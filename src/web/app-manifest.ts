import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Manifest {
  default_permissions: Record<string, string>;
  default_events: string[];
}

/**
 * What `app.yml` asks of GitHub. An Enterprise Server has no merge queue: GitHub's descriptions of it know no event of one, and an App that asks
 * for an event that there is not cannot be registered.
 */
export function appManifest(githubApiUrl: string): Manifest {
  const manifest: Manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'));
  if (!githubApiUrl.endsWith('/api/v3')) return manifest;
  const { merge_queues: _, ...default_permissions } = manifest.default_permissions;
  const default_events = manifest.default_events.filter((event) => event !== 'merge_group');
  return { ...manifest, default_permissions, default_events };
}
