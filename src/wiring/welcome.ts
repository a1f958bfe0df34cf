import { starterMap } from '../cli/map/starter/starter-map.ts';
import { mapPath } from '../domain/outcome-map/map-path.ts';
import { siteOf } from '../pages-settings.ts';
import type { Welcome } from '../web/welcome-routes.ts';

export const welcome = (githubApiUrl: string): Welcome => ({
  site: siteOf(githubApiUrl),
  mapPath,
  starterMap: (on) => starterMap(on).text,
  now: () => new Date(),
});
