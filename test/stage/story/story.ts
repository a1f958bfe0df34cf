import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { makeDataFolder } from '../database/data-folders.ts';
import { type PostgresServer, startPostgresServer } from '../database/postgres-server.ts';
import type { ShownComment } from '../github/conversation.ts';
import { type EnterpriseSite, startEnterpriseSite } from '../github/enterprise-site.ts';
import type { FakeGitHub } from '../github/fake-github.ts';
import { validateRequest } from '../github/openapi.ts';
import type { PullRequestOnGitHub } from '../github/pull-request-on-github.ts';
import { type GitHubOptions, startGitHub } from '../github/start-github.ts';
import { AppProcess } from '../process/app-process.ts';
import { eventually } from '../process/eventually.ts';
import { crowding } from '../run/crowding.ts';
import { sources } from '../shop/shop.ts';
import { shopCsv, shopMetrics } from '../shop/shop-metrics.ts';

const day = 86_400_000;
const days = (count: number) => count * day;
export const daysAfter = (instant: Date, count: number) => new Date(instant.getTime() + days(count));

export type DatabaseKind = 'embedded' | 'postgres';

/** A GitHub, the real server in a process of its own, and a year of a shop's figures. */
export interface Stage {
  github: FakeGitHub;
  /** Where the app finds it, on an Enterprise Server. */
  site?: EnterpriseSite;
  app: AppProcess;
  folder: string;
  /** What the app knows. */
  environment: Record<string, string>;
  /** More servers on the same database; Postgres only. */
  replica(): AppProcess;
  /** Figures up to forty days from now; with an effect from the given instant on, or one from each of several. */
  writeFigures(wish?: { shippedAt?: Date | Date[]; effect?: number }): Promise<void>;
  /** Starts the server; GitHub delivers to it from now on. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** `oneRound`: the server does nothing by itself as minutes pass. `enterprise`: it finds GitHub at the addresses of an Enterprise Server. */
type Wish = GitHubOptions & { oneRound?: boolean; enterprise?: boolean };

/** A stage for the tests of a file or of a group. Whatever becomes of them, it is cleared. */
export function useStory(kind: DatabaseKind, wish: Wish = {}): Stage {
  const stage = {} as Stage;
  beforeAll(async () => void Object.assign(stage, await openStage(kind, wish)));
  afterAll(() => stage.close?.());
  return stage;
}

const oneRoundOnly = new URL('../process/one-round.ts', import.meta.url).href;

const sourcesFile = `${sources}      checkout: checkout.csv
`;

async function openStage(
  kind: DatabaseKind,
  { oneRound = false, enterprise = false, ...wish }: Wish = {},
): Promise<Stage> {
  const github = await startGitHub({ validate: validateRequest, ...wish });
  const site = enterprise ? await startEnterpriseSite(github.apiUrl) : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'soundings-story-'));
  await writeFile(join(folder, 'sources.yml'), sourcesFile);
  let server: PostgresServer | undefined;
  if (kind === 'postgres') server = await startPostgresServer();
  const database: Record<string, string> = server
    ? { DATABASE_URL: await server.createDatabase() }
    : { DATA_DIR: await makeDataFolder(join(folder, 'data'), 'started') };
  const environment: Record<string, string> = {
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.secret,
    GITHUB_API_URL: site?.apiUrl ?? github.apiUrl,
    SOUNDINGS_SOURCES: join(folder, 'sources.yml'),
    LOG_LEVEL: 'info',
    ...(oneRound && { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${oneRoundOnly}` }),
    ...database,
  };
  const apps: AppProcess[] = [];
  const newApp = () => {
    const app = new AppProcess(folder, environment);
    apps.push(app);
    return app;
  };
  const stage: Stage = {
    github,
    ...(site ? { site } : {}),
    folder,
    environment,
    app: newApp(),
    replica: newApp,
    async writeFigures(effect = {}) {
      const history = shopMetrics({ until: daysAfter(new Date(), 40), days: 405, ...effect });
      for (const [name, text] of Object.entries(shopCsv(history))) await writeFile(join(folder, name), text);
    },
    async start() {
      github.deliverTo(await stage.app.start());
    },
    async close() {
      await Promise.all(apps.map((app) => app.stop()));
      await site?.close();
      await github.close();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
      // Every request in every story is one that GitHub describes, within its limits.
      if (github.violations.length > 0) throw new Error(github.violations.join('\n'));
    },
  };
  await stage.writeFigures();
  return stage;
}

export const outcomeMap = (policy = 'mode: enforce', more = '') => `version: 1
metrics:
  revenue: { title: Monthly recurring revenue, unit: usd, good: up, horizon: lagging, public: true, source: warehouse/revenue }
  projects_completed: { title: Completed projects, unit: count, good: up, drives: [revenue], public: true, source: warehouse/projects_completed }
  signup_rate:
    title: Visit to sign-up rate
    definition: sign-ups divided by unique visits, per UTC day
    unit: ratio
    good: up
    drives: [projects_completed]
    owner: "@acme/growth"
    public: true
    source: warehouse/signup_rate
  p95_latency: { title: p95 latency, unit: ms, good: down, public: true, source: warehouse/p95_latency }
  checkout_started: { title: Started checkouts, unit: count, good: up, owner: "@acme/data", public: true, source: warehouse/checkout }
objectives:
  - id: O1
    title: Small teams finish projects with us
    key_results:
      - { id: KR1, metric: signup_rate, from: 3.1%, to: 4.0%, by: 2027-12-31 }
policy: { ${policy} }
${more}`;

export const mapFile = '.github/soundings.yml';

export const bet = `The form asks for name and email only.

### Outcome
Key result: KR1
Expect: signup_rate +10% within 14 days
Guard: p95_latency +5%
Because: 7 of 10 interviewed trial users stop at the address form
`;

/** Comments of a kind whose marker has all these words, oldest first. */
export async function marked(
  conversation: { comments(): Promise<ShownComment[]> },
  kind: string,
  ...words: string[]
): Promise<ShownComment[]> {
  const isMarked = (body: string) => {
    const [line = ''] = body.split('\n');
    return line.startsWith(`<!-- soundings:${kind} v1`) && words.every((word) => line.includes(word));
  };
  return (await conversation.comments()).filter(({ body }) => isMarked(body));
}

/** Waits for a comment of a kind. */
export const commented = (pull: { comments(): Promise<ShownComment[]> }, kind: string, ...words: string[]) =>
  eventually(`A comment ${kind} ${words.join(' ')}`, async () => (await marked(pull, kind, ...words)).at(-1));

/** Waits for the check to conclude like this, with these words in its title. */
export const checked = (pull: PullRequestOnGitHub, conclusion: string, title = '') =>
  eventually(`A check ${conclusion} ${title}`, async () => {
    const run = await pull.check();
    return run?.conclusion === conclusion && run.title?.includes(title) && run;
  });

/** Until nothing has been asked of GitHub by the app for a while: it may be thinking about a forecast. */
export async function settled(github: FakeGitHub, quietMs = 1500): Promise<void> {
  await github.relay.settled();
  let seen = -1;
  while (seen !== github.requests.length) {
    seen = github.requests.length;
    await new Promise((done) => setTimeout(done, quietMs * crowding()));
  }
}

export const verdictLabels = async (pull: { labels(): Promise<string[]> }) =>
  (await pull.labels()).filter((name) => name.startsWith('soundings:'));
