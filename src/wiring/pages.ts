import { operations } from '../db/pages/operations.ts';
import { pageRecord } from '../db/pages/page-record.ts';
import { pushTokensOf } from '../db/push-tokens.ts';
import { sessionsIn } from '../db/sessions.ts';
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
  { app, analyst, connection, sourceStates, tenancy }: Parts,
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
      sources: () =>
        [...sources].map(([name, { owners, isBilledByScan }]) => {
          const reads = sourceStates.of(name);
          return {
            name,
            ...(reads && { reads }),
            ...(owners && { owners: owners.length }),
            isBilled: isBilledByScan === true,
          };
        }),
      read: (now) => operations(connection.database, now),
    },
    log,
    now: () => new Date(),
  });
  return { pages };
}
