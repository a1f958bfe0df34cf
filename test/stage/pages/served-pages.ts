import type { DatabaseConnection } from '../../../src/db/connect.ts';
import { operations } from '../../../src/db/pages/operations.ts';
import { pageRecord } from '../../../src/db/pages/page-record.ts';
import { pushTokensOf } from '../../../src/db/push-tokens.ts';
import { sessionsIn } from '../../../src/db/sessions.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import { openTenancy } from '../../../src/db/tenancy.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import type { MetricReader } from '../../../src/flows/ports/metric-reader.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { pageRoutes } from '../../../src/web/pages/page-routes.ts';
import { type RunningServer, startServer } from '../../../src/web/server.ts';
import { gitHubPeople } from '../../../src/web/sign-in/github-people.ts';
import { openEmbedded } from '../database/data-folders.ts';
import type { FakeGitHub } from '../github/fake-github.ts';
import { type GitHubOptions, startGitHub } from '../github/start-github.ts';
import { freePort } from '../process/free-port.ts';
import { analystHere } from '../world/analyst-here.ts';
import { silent } from '../world/silent-log.ts';
import { Browser } from './browser.ts';

export interface ServedPages {
  github: FakeGitHub;
  connection: DatabaseConnection;
  store: Store;
  origin: string;
  /** The clock of sessions and rights. */
  clock: { now: Date };
  /** GitHub's numbers of those who run the server. */
  operators: number[];
  /** What sources answer; nothing until told. */
  metrics: MetricReader;
  /** A repository on GitHub that this database knows of. */
  repository(fullName: string, wish?: Parameters<FakeGitHub['createRepository']>[1]): Promise<Repository>;
  browser(): Browser;
  /** Signed in. */
  browserOf(login: string): Promise<Browser>;
  close(): Promise<void>;
}

const sessionSecret = 'only for tests, and long enough';

/** The pages over a real database, as people signed in at this GitHub see them. */
export async function servePages(wish: GitHubOptions = {}): Promise<ServedPages> {
  const github = await startGitHub(wish);
  const connection = await openEmbedded('migrated');
  const store = createStore(connection.database, async () => {});
  const tenancy = await openTenancy(connection, async () => {});
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const settings = {
    publicUrl: origin,
    clientId: github.clientId,
    clientSecret: github.clientSecret,
    githubUrl: 'https://github.com',
    sessionSecret,
  };
  const served = {
    operators: [] as number[],
    clock: { now: new Date() },
    metrics: { read: async () => ({ kind: 'empty' }) } as MetricReader,
  };
  const routes = pageRoutes({
    settings,
    people: gitHubPeople({ githubApiUrl: github.apiUrl, ...settings }),
    sessions: sessionsIn(connection.database),
    tokens: pushTokensOf(connection.database),
    tokenOf: (installationId) => github.installationToken(installationId),
    record: pageRecord(connection.database, tenancy),
    metrics: { read: (request) => served.metrics.read(request) },
    analyst: analystHere,
    operations: {
      ids: served.operators,
      sources: async () => [
        {
          ...{ name: 'warehouse', takes: 'queries', owners: 1, isBilled: false },
          reads: {
            ...{ at: served.clock.now, seconds: 0.24 },
            failing: [
              {
                ...{ query: 'signup_rate', since: served.clock.now },
                failure: { reason: 'timeout', text: 'the source did not answer within 30 s' },
              },
            ],
          },
        },
      ],
      read: (now) => operations(connection.database, now),
    },
    log: silent,
    now: () => served.clock.now,
  });
  const server: RunningServer = await startServer({ host: '127.0.0.1', port }, [routes], silent);
  return Object.assign(served, {
    github,
    connection,
    store,
    origin,
    async repository(fullName: string, options: Parameters<FakeGitHub['createRepository']>[1] = {}) {
      await github.createRepository(fullName, options);
      const answer = await fetch(`${github.apiUrl}/repos/${fullName}`, {
        headers: { authorization: 'Bearer machine-0' },
      });
      const {
        id,
        owner,
        name,
        private: isPrivate,
      } = (await answer.json()) as {
        id: number;
        owner: { id: number; login: string };
        name: string;
        private: boolean;
      };
      const repository = {
        ...{ id, ownerId: owner.id, owner: owner.login, name, defaultBranch: 'main', private: isPrivate },
        installationId: github.installationOf(owner.login),
      };
      await store.rememberRepository(repository, new Date());
      return repository;
    },
    browser: () => new Browser(origin),
    async browserOf(login: string) {
      const browser = new Browser(origin);
      github.atKeyboard = login;
      await browser.open('/sign-in?to=/sign-out');
      return browser;
    },
    async close() {
      await server.close();
      await connection.close();
      await github.close();
    },
  });
}
