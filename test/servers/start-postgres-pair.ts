import { type ChildProcess, execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { type PostgresProxy, startPostgresProxy } from '../stage/database/postgres-proxy.ts';
import { makeCluster, password, serve } from '../stage/database/postgres-server.ts';

/** A primary and a standby that streams from it, behind one address, as providers of databases have them. */
export interface PostgresPair {
  /** A connection string with the one address. */
  url: string;
  standbyUrl: string;
  /** The way from the standby to the primary: what is silenced here makes the standby lag behind. */
  replication: PostgresProxy;
  /** The primary is gone as in a crash, and after what happens meanwhile the standby takes its place behind the address. */
  failOver(meanwhile?: () => Promise<unknown>): Promise<void>;
  /** The standby is gone as in a crash. */
  loseStandby(): Promise<void>;
  /** And goes on from its files, behind the address that it had. */
  returnStandby(): Promise<void>;
  stop(): Promise<void>;
}

const database = 'soundings';

/** `synchronous`: a commit returns once the standby has it and shows it; otherwise the standby may be behind. */
export async function startPostgresPair({ synchronous }: { synchronous: boolean }): Promise<PostgresPair> {
  const cluster = await makeCluster(tmpdir());
  const { folder } = cluster;
  const url = (port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  // Of a server that has never run, a copy of its files is a backup. With their owner, which copies by Node lack.
  await promisify(execFile)('cp', ['-a', join(folder, 'data'), join(folder, 'standby')]);
  const primary = await serve(cluster, 'data', [
    'synchronous_commit=remote_apply',
    `synchronous_standby_names=${synchronous ? '*' : ''}`,
  ]);
  const replication = await startPostgresProxy(url(primary.port));
  const way = new URL(replication.url);
  const upstream = `host=${way.hostname} port=${way.port} user=postgres password=${password} application_name=standby`;
  await writeFile(join(folder, 'standby', 'standby.signal'), '');
  const follow = () => serve(cluster, 'standby', [`primary_conninfo=${upstream}`, 'hot_standby=on']);
  let standby = await follow();
  await ask(url(primary.port).replace(database, 'postgres'), (sql) => sql`create database ${sql(database)}`);
  const address = await startPostgresProxy(url(primary.port));
  const standbyAddress = await startPostgresProxy(url(standby.port));
  return {
    url: address.url,
    standbyUrl: standbyAddress.url,
    replication,
    async failOver(meanwhile) {
      await killed(primary.server, 'SIGKILL');
      await meanwhile?.();
      await ask(url(standby.port).replace(database, 'postgres'), (sql) => sql`select pg_promote(wait => true)`);
      address.upstream = url(standby.port);
    },
    loseStandby: () => killed(standby.server, 'SIGKILL'),
    async returnStandby() {
      standby = await follow();
      standbyAddress.upstream = url(standby.port);
    },
    async stop() {
      for (const proxy of [address, standbyAddress, replication]) await proxy.close();
      for (const { server } of [primary, standby]) await killed(server, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, question: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const client = postgres(url, { max: 1 });
  await question(client);
  await client.end();
}

async function killed(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await ended;
}
