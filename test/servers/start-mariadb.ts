import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../stage/process/free-port.ts';
import { selfSigned } from '../stage/sources/self-signed.ts';

/** A real MariaDB with an empty database `shop`, thrown away by `stop`. */
export interface MariaDb {
  /** Of a user who may do everything. */
  url: string;
  /** Of a user who may only read. */
  readerUrl: string;
  stop(): Promise<void>;
}

/** Debian has it where only root looks. */
const program = '/usr/sbin/mariadbd';
const systemTables = ['mysql_system_tables.sql', 'mysql_system_tables_data.sql'].map(
  (name) => `/usr/share/mysql/${name}`,
);
/** The server's own table of zones is empty; Debian's tool to fill it comes with the whole package. */
const zones = ['Asia/Tokyo', 'Asia/Kolkata', 'America/Los_Angeles', 'America/New_York', 'Europe/Berlin'];
const password = 'hidden-pw/73';

/** Runs the server of Debian's `mariadb-server-core` alone, without its scripts. It offers TLS, with a certificate that nobody vouches for. */
export async function startMariaDb(): Promise<MariaDb> {
  const tables = await Promise.all(systemTables.map((path) => readFile(path, 'utf8'))).catch((cause) => {
    throw new Error(
      'MariaDB is not installed here: apt-get install -y mariadb-server-core (or leave these tests to CI)',
      {
        cause,
      },
    );
  });
  const folder = await mkdtemp(join(tmpdir(), 'soundings-mariadb-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  await mkdir(data);
  // It refuses to run as root.
  const asUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (asUser.uid) await chown(data, asUser.uid, asUser.gid);
  for (const [name, text] of Object.entries(selfSigned)) await writeFile(join(folder, name), text);
  const shared = [
    '--no-defaults',
    `--datadir=${data}`,
    `--tmpdir=${data}`,
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-log-file-size=4M',
  ];

  const setUp = spawn(program, [...shared, '--bootstrap'], {
    ...asUser,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  setUp.stdin.end(['create database mysql;', 'use mysql;', 'set @auth_root_socket = null;', ...tables].join('\n'));
  await untilSaid(setUp, undefined);

  const port = await freePort();
  const server = spawn(
    program,
    [
      ...shared,
      ...[`--port=${port}`, '--bind-address=127.0.0.1', '--socket=', `--pid-file=${join(data, 'pid')}`],
      ...[`--ssl-cert=${join(folder, 'cert')}`, `--ssl-key=${join(folder, 'key')}`],
    ],
    { ...asUser, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await untilSaid(server, 'ready for connections');
  const root = await createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true });
  await root.query(`create database shop character set utf8mb4;
    create user writer identified by '${password}'; grant all on *.* to writer;
    create user reader identified by '${password}'; grant select on shop.* to reader;
    ${zones.map(zoneSql).join('')}`);
  await root.end();
  const urlOf = (user: string) => `mysql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/shop`;
  return {
    url: urlOf('writer'),
    readerUrl: urlOf('reader'),
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Until it says so, or, without words, until it ends well. */
function untilSaid(server: ReturnType<typeof spawn>, words: string | undefined): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    server.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4000);
      if (words && said.includes(words)) resolve();
    });
    server.once('error', reject);
    server.once('exit', (status) =>
      status === 0 && !words ? resolve() : reject(new Error(`MariaDB ended with ${status}:\n${said}`)),
    );
  });
}

/** The offsets of a zone from 2025 to 2030, as luxon knows them. */
function zoneSql(name: string, index: number): string {
  const id = index + 1;
  const changes: [at: number, offset: number][] = [];
  const hour = 3_600_000;
  const offsetAt = (at: number) => DateTime.fromMillis(at, { zone: name }).offset * 60;
  for (let day = Date.UTC(2025, 0, 1); day < Date.UTC(2031, 0, 1); day += 24 * hour) {
    if (offsetAt(day) === changes.at(-1)?.[1] && offsetAt(day) === offsetAt(day + 23 * hour)) continue;
    for (let at = day; at < day + 24 * hour; at += hour)
      if (offsetAt(at) !== changes.at(-1)?.[1]) changes.push([at / 1000, offsetAt(at)]);
  }
  const types = [...new Set(changes.map(([, offset]) => offset))];
  return `
    insert into mysql.time_zone values (${id}, 'N');
    insert into mysql.time_zone_name values ('${name}', ${id});
    insert into mysql.time_zone_transition_type values ${types.map((offset, type) => `(${id}, ${type}, ${offset}, 0, '')`).join(', ')};
    insert into mysql.time_zone_transition values ${changes.map(([at, offset]) => `(${id}, ${at}, ${types.indexOf(offset)})`).join(', ')};`;
}
