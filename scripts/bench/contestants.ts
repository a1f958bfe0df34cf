import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/db/connect.ts';
import { deliveries } from '../../src/db/schema/deliveries.ts';
import { type PostgresServer, startPostgresServer } from '../../test/stage/database/postgres-server.ts';
import { AppProcess } from '../../test/stage/process/app-process.ts';
import { shopCsv, shopMetrics } from '../../test/stage/shop/shop-metrics.ts';
import { sources } from './shop.ts';

/** A server in a process of its own, new and empty. */
export interface Contender {
  /** Where it takes webhooks. */
  url: string;
  /** Of the system's memory, in megabytes. */
  residentMegabytes(): Promise<number>;
  pid: number;
  /** Ends it as a crash would. */
  crash(): Promise<void>;
  /** After the crash: the ids of the deliveries that it has kept. */
  kept(): Promise<Set<string>>;
}

export interface Contestants {
  bare(): Promise<Contender>;
  embedded(): Promise<Contender>;
  /** `databaseUrl`: one that is there already, which replicas share. */
  postgres(databaseUrl?: string): Promise<Contender>;
  newDatabase(): Promise<string>;
  /** Of the server that all these databases share. */
  postgresPid: number;
  close(): Promise<void>;
}

export async function prepareContestants(githubUrl: string, secret: string): Promise<Contestants> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-bench-'));
  await writeFile(join(folder, 'sources.yml'), sources);
  for (const [name, text] of Object.entries(shopCsv(shopMetrics({ until: new Date(), days: 200 })))) {
    await writeFile(join(folder, name), text);
  }
  const database: PostgresServer = await startPostgresServer({
    durable: true,
    settings: ['shared_preload_libraries=pg_stat_statements'],
  });
  const environment = {
    APP_ID: '1',
    PRIVATE_KEY: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
    WEBHOOK_SECRET: secret,
    GITHUB_API_URL: githubUrl,
    SOUNDINGS_SOURCES: join(folder, 'sources.yml'),
    LOG_LEVEL: 'warn',
    // As `npm start` and the image have it.
    NODE_OPTIONS: `--max-semi-space-size=4${process.env.MORE_OPTIONS ?? ''}`,
  };
  let started = 0;

  const start = async (own: { DATA_DIR?: string; DATABASE_URL?: string }, program?: string) => {
    const place = join(folder, String(++started));
    await mkdir(place);
    const dataDir = join(place, 'data');
    const app = new AppProcess(place, { ...environment, DATA_DIR: dataDir, ...own }, program);
    const url = await app.start();
    const kept = async () => {
      const connection = await connect({ dataDir, ...(own.DATABASE_URL && { databaseUrl: own.DATABASE_URL }) });
      const rows = await connection.database.select({ id: deliveries.id }).from(deliveries);
      await connection.close();
      return new Set(rows.map(({ id }) => id));
    };
    return { url, kept, residentMegabytes: () => app.residentMegabytes(), pid: app.pid, crash: () => app.kill() };
  };

  return {
    bare: () => start({}, 'scripts/bench/bare-app.ts'),
    embedded: () => start({}),
    postgres: async (databaseUrl) => start({ DATABASE_URL: databaseUrl ?? (await database.createDatabase()) }),
    newDatabase: () => database.createDatabase(),
    postgresPid: database.pid,
    async close() {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
