import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates, TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { tlsOf, withCheckedTls } from '../../../src/metrics/sql/tls.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { selfSigned } from '../../stage/sources/self-signed.ts';

const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
const trusted = getCACertificates('default');
const servers: Server[] = [];
afterEach(async () => {
  setDefaultCACertificates(trusted);
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A PostgreSQL as far as TLS; `heard` is what clients said inside of it. */
async function startTlsPostgres() {
  const heard: string[] = [];
  const port = await portOf(
    createServer((socket: Socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('S');
        const inside = new TLSSocket(socket, { isServer: true, ...selfSigned });
        inside.on('error', () => {});
        inside.on('data', (data) => {
          heard.push(data.toString('latin1'));
          inside.destroy();
        });
      });
    }),
  );
  const ask = (host: string, sslmode: string) =>
    readOne(
      {
        type: 'postgres',
        url: `postgres://reader@${host}:${port}/w?sslmode=${sslmode}`,
        timeout: '5s',
        queries: { q: 'select 1 where $from < $to' },
      },
      window,
    );
  return { ask, heard };
}

test.each(['require', 'verify-ca', 'verify-full'])(
  'postgres: sslmode=%s hears no server that nobody vouches for',
  async (mode) => {
    const { ask, heard } = await startTlsPostgres();
    const { reading, said } = await ask('localhost', mode);
    expect(inShort(reading)).toBe('unreachable: the source could not be reached');
    expect(said).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(heard).toEqual([]);
  },
);

test('postgres: one that somebody vouches for is heard under its own name, and no other', async () => {
  setDefaultCACertificates([...trusted, selfSigned.cert]);
  const { ask, heard } = await startTlsPostgres();
  expect((await ask('127.0.0.1', 'require')).said).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(heard).toEqual([]);
  await ask('localhost', 'require');
  expect(heard.join()).toContain('reader');
});

test('https: a server that nobody vouches for, or of another name, is not asked', async () => {
  let asked = 0;
  const port = await portOf(
    createHttpsServer(selfSigned, (_, response) => {
      asked += 1;
      response.end('[]');
    }),
  );
  const ask = (host: string) => readOne({ type: 'http', url: `https://${host}:${port}/`, queries: { q: 'x' } }, window);
  expect((await ask('localhost')).said).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  setDefaultCACertificates([...trusted, selfSigned.cert]);
  expect((await ask('127.0.0.1')).said).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(asked).toBe(0);
  expect(inShort((await ask('localhost')).reading)).toBe('empty');
});

test.each([
  ['postgres://db/w', 'none'],
  ['postgres://db/w?sslmode=disable', 'none'],
  ['postgres://db/w?sslmode=require', 'verified'],
  ['postgres://db/w?ssl=true', 'verified'],
  ['postgres://db/w?sslmode=prefer', 'weak'],
  ['postgres://db/w?sslmode=allow', 'weak'],
  ['postgres://db/w?sslmode=no-verify', 'weak'],
  ['postgres://db/w?ssl=0', 'weak'],
  ['postgres://db/w?sslmode=require&uselibpqcompat=true', 'weak'],
])('%s: %s', (url, tls) => {
  expect(tlsOf(url)).toBe(tls);
});

test('a connection string says the same to every driver', () => {
  expect(withCheckedTls('postgres://u:p%40@db:5432/w?prepare=false&ssl=true')).toBe(
    'postgres://u:p%40@db:5432/w?prepare=false&sslmode=verify-full',
  );
  expect(withCheckedTls('postgres://db/w')).toBe('postgres://db/w?sslmode=disable');
});
