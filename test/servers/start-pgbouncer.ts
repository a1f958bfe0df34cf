import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../stage/process/free-port.ts';

/** A real PgBouncer in transaction mode before a Postgres, thrown away by `stop`. */
export interface PgBouncer {
  /** A connection string of the Postgres, with PgBouncer's address in it. */
  before(databaseUrl: string): string;
  stop(): Promise<void>;
}

/** Debian has it where only root looks. */
const program = '/usr/sbin/pgbouncer';

/** `connections`: to the Postgres, for all clients together. */
export async function startPgBouncer(upstream: string, connections: number): Promise<PgBouncer> {
  await promisify(execFile)(program, ['--version']).catch((cause) => {
    throw new Error('PgBouncer is not installed here: apt-get install -y pgbouncer (or leave these tests to CI)', {
      cause,
    });
  });
  const { hostname, port, username, password } = new URL(upstream);
  const folder = await mkdtemp(join(tmpdir(), 'soundings-pgbouncer-'));
  await chmod(folder, 0o755);
  const listening = await freePort();
  await writeFile(join(folder, 'users'), `"${username}" "${password}"\n`);
  await writeFile(
    join(folder, 'ini'),
    `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listening}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
`,
  );
  // It refuses to run as root.
  const asUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const server = spawn(program, [join(folder, 'ini')], { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk) => {
      said += chunk;
      if (said.includes('process up')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (status) => reject(new Error(`PgBouncer ended with ${status}:\n${said}`)));
  });
  return {
    before(databaseUrl) {
      const url = new URL(databaseUrl);
      url.port = String(listening);
      return url.href;
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGQUIT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
