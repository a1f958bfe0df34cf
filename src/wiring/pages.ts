import { operations } from '../db/pages/operations.ts';
import { pageRecord } from '../db/pages/page-record.ts';
import { pushTokensOf } from '../db/push-tokens.ts';
import { sessionsIn } from '../db/sessions.ts';
import { latestReads } from '../db/source-reads.ts';
import type { LatestRead } from '../domain/metric/source-read.ts';
import { readsOf, type SourceNow } from '../domain/portfolio/now-page.ts';
import type { Env } from '../env.ts';
import type { Sources } from '../metrics/sources.ts';
import { pageRoutes } from '../web/pages/page-routes.ts';
import type { Routes } from '../web/server.ts';
import { callbackPath, gitHubPeople } from '../web/sign-in/github-people.ts';
import type { Parts } from './parts.ts';
import type { Worlds } from './worlds.ts';

/** Pages, if all their settings are there; otherwise the log names what is missing. */
export function pagesOf(
  { pages: settings, githubApiUrl }: Env,
  { app, analyst, connection, tenancy }: Parts,
  worlds: Worlds,
  sources: Sources,
): { pages?: Routes } {
  const { log } = app;
  if ('lack' in settings) {
    log.info({ lack: settings.lack }, `Pages are off: ${settings.lack.join(', ')} not set`);
    return {};
  }
  const { publicUrl } = settings;
  log.info(
    { publicUrl },
    `Pages are on. The GitHub App has to name ${publicUrl}${callbackPath} as a callback URL in its settings`,
  );
  const pages = pageRoutes({
    settings,
    people: gitHubPeople({ githubApiUrl, ...settings }),
    sessions: sessionsIn(connection.database),
    tokens: pushTokensOf(connection.database),
    tokenOf: app.tokenOf,
    record: pageRecord(connection.database, tenancy),
    metrics: worlds.ofAll.metrics,
    analyst,
    operations: {
      ids: settings.operators,
      sources: async () => sourcesNow(sources, await latestReads(connection.database)),
      read: (now) => operations(connection.database, now),
    },
    log,
    now: () => new Date(),
  });
  return { pages };
}

const sourcesNow = (sources: Sources, latest: LatestRead[]): SourceNow[] =>
  [...sources].map(([name, { owners, isBilledByScan, queries, source }]) => {
    const reads = queries && readsOf(queries, name, latest);
    return {
      name,
      takes: source.outlet ? 'news' : queries ? 'queries' : 'pushes',
      ...(reads && { reads }),
      ...(owners && { owners: owners.length }),
      isBilled: isBilledByScan === true,
    };
  });
