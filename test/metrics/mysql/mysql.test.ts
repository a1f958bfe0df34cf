import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { type Connection, createServer } from 'mysql2';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { typeWithPeer } from '../../../src/metrics/peer.ts';
import { within } from '../../stage/run/crowding.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';

/* A real MariaDB is in test/servers. */

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
const ask = (port: number, more = '') =>
  readOne(
    {
      type: 'mysql',
      url: `mysql://reader:pw-73@127.0.0.1:${port}/shop${more}`,
      timeout: '1s',
      queries: { q: 'select 1' },
    },
    window,
  );

/** A server that shakes hands and lets everybody in; `answer` is what it then does with the first statement. */
async function startStandIn(answer: (connection: Connection) => void): Promise<number> {
  // It complains there of the numbers of packets.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const server = createServer((connection) => {
    connection.on('error', () => {});
    connection.serverHandshake({
      ...{ protocolVersion: 10, serverVersion: '8.0.99', connectionId: 1, statusFlags: 2, characterSet: 8 },
      // Everything but compression and TLS.
      ...{
        capabilityFlags: 0xffffff ^ 32 ^ 2048,
        authCallback: (_: unknown, done: (error: null) => void) => done(null),
      },
    });
    // It calls a statement that begins with `set` so, and only if there is an ear for the others.
    connection.on('query', () => {}).on('stmt_prepare', () => answer(connection));
    stops.push(() => connection.destroy());
  });
  const { _server } = server as unknown as { _server: Server };
  _server.listen(0, '127.0.0.1');
  await once(_server, 'listening');
  stops.push(() => _server.close());
  return (_server.address() as AddressInfo).port;
}

describe('a server that is not what it seems', () => {
  test('is handed no file, though it asks for one', async () => {
    const heard: Buffer[] = [];
    const path = Buffer.from('/etc/hostname');
    const port = await startStandIn((connection) => {
      const { stream } = connection as unknown as { stream: Socket };
      stream.removeAllListeners('data').on('data', (data: Buffer) => heard.push(data));
      stream.write(Buffer.concat([Buffer.from([path.length + 1, 0, 0, 1, 0xfb]), path]));
    });
    const { reading } = await ask(port);
    expect(inShort(reading)).toBe('timeout: the source did not answer within 1 s');
    // The header of an empty packet.
    expect(Buffer.concat(heard).toString('hex')).toBe('00000002');
  });

  test('is told no password when it offers no TLS', async () => {
    const port = await startStandIn(() => {});
    const url = `mysql://reader:pw-73@localhost:${port}/shop?sslmode=require`;
    const { reading, said } = await readOne({ type: 'mysql', url, timeout: '5s', queries: { q: 'select 1' } }, window);
    expect(inShort(reading)).toBe('unreachable: the source could not be reached');
    expect(said).toContain('"code":"HANDSHAKE_NO_SSL_SUPPORT"');
  });

  test('another answer than the protocol knows', async () => {
    const server = createTcpServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(() => server.close());
    const { reading } = await ask((server.address() as AddressInfo).port);
    expect(reading).toMatchObject({
      kind: 'failed',
      failure: { reason: expect.stringMatching(/^(unreachable|query-failed|timeout)$/) },
    });
  });

  test('somebody who listens and says nothing is left when the time is up', async () => {
    const sockets: Socket[] = [];
    const silent = createTcpServer((socket) => sockets.push(socket.on('error', () => {})));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    stops.push(() => silent.close());
    const { reading } = await ask((silent.address() as AddressInfo).port);
    expect(inShort(reading)).toBe('timeout: the source did not answer within 1 s');
    await expect.poll(() => sockets.map(({ closed }) => closed), within(5)).toEqual([true]);
  });
});

describe('the file of sources', () => {
  const problemsOf = (keys: Record<string, unknown>) => {
    const connection = { type: 'mysql', url: 'mysql://r@db.example.com/shop', queries: { q: 'select 1' }, ...keys };
    const text = JSON.stringify({ connections: { c: connection } });
    const parsed = parseSources({ file: 'f', text, environment: {}, place: { folder: '/' } });
    return 'problems' in parsed ? parsed.problems.map(({ what, expected }) => `${what}: ${expected}`) : [];
  };
  const address = '`connections.c.url` cannot be used: an address such as `mysql://reader@db.example.com/shop`';

  test.each([
    [{}, []],
    [{ url: 'mysql://r@db.example.com/shop?sslmode=require' }, []],
    [{ url: 'postgres://r@db.example.com/shop' }, [address]],
    [{ url: 'mysql://r@db.example.com/shop?flags=+LOCAL_FILES' }, [address]],
    [
      { url: 'mysql://r@10.0.0.7/shop?sslmode=require' },
      [
        '`connections.c.url` cannot be used: a name instead of an IP address with `sslmode=require`: certificates are checked for names',
      ],
    ],
    [
      { url: 'mysql://r@db.example.com/shop?sslmode=prefer' },
      [expect.stringMatching(/^`connections\.c\.url` cannot be used: `sslmode=require`, which checks the certificate/)],
    ],
    [
      { session: 'bare' },
      ['`connections.c.session` cannot be used: `plain`, for databases that know no settings of a session'],
    ],
    [
      { queries: { q: 'select ? from t' } },
      ['`connections.c.queries.q` cannot be used: no other parameters than `$from`, `$to` and `$experiment`'],
    ],
  ])('%o', (keys, problems) => {
    expect(problemsOf(keys)).toEqual(problems);
  });

  test('a package that is missing is named, with the command to install it', () => {
    const { error } = typeWithPeer('t', { package: 'no-such-package', version: '3' }).safeParse('t');
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'the package no-such-package beside Soundings: `npm install --no-save --omit=dev no-such-package@3`',
    ]);
    expect(typeWithPeer('t', { package: 'mysql2', version: '3' }).parse('t')).toBe('t');
  });
});
