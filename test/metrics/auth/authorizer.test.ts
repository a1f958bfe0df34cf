import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { jwtVerify } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { Auth } from '../../../src/metrics/auth/auth-config.ts';
import { authorizer } from '../../../src/metrics/auth/authorizer.ts';
import { openEndpoint } from '../../../src/metrics/endpoint.ts';
import { jsonClient } from '../../../src/metrics/fetch-json.ts';
import { guardOf } from '../../../src/metrics/network/guard.ts';
import { inShort, readOne } from '../../stage/sources/read-one.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };

/** The headers that a request had, and what each earlier one sent, of a server that gives tokens and rows. */
async function headersWith(auth: (url: string) => unknown, reads = 1) {
  const asked: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = await startHttpServer(async (request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
    const token = { access_token: `token-${asked.length}`, expires_in: 3_600 };
    response.end(JSON.stringify(request.url === '/token' ? token : [{ t: '2026-11-01', value: 5 }]));
  });
  onTestFinished(() => server.stop());
  const connection = { type: 'http', url: server.url, auth: auth(server.url), queries: { q: '/daily' } };
  for (let at = 0; at < reads; at++)
    expect(inShort((await readOne(connection, window)).reading)).toEqual([['2026-11-01', 5]]);
  return asked;
}

test.each<[string, unknown, Record<string, string>]>([
  ['bearer', { type: 'bearer', token: 'hidden' }, { authorization: 'Bearer hidden' }],
  ['basic', { type: 'basic', name: 'ann', password: 'pass:wörd' }, { authorization: 'Basic YW5uOnBhc3M6d8O2cmQ=' }],
  ['header', { type: 'header', name: 'DD-API-KEY', value: 'hidden' }, { 'dd-api-key': 'hidden' }],
])('%s', async (_, auth, expected) => {
  const [request] = await headersWith(() => auth);
  expect(request?.headers).toMatchObject(expected);
});

test('client credentials: a token is asked for first (RFC 6749, 4.4)', async () => {
  const asked = await headersWith((url) => ({
    type: 'oauth2-client-credentials',
    token_url: `${url}/token`,
    client_id: 'me',
    client_secret: 's&cret',
    scope: 'read',
  }));
  expect(asked.map(({ path, headers, body }) => [path, headers.authorization, body])).toEqual([
    ['/token', undefined, 'grant_type=client_credentials&client_id=me&client_secret=s%26cret&scope=read'],
    ['/daily', 'Bearer token-1', ''],
  ]);
});

test('a service account of Google: a signed assertion is exchanged for a token (RFC 7523)', async () => {
  const asked = await headersWith((url) => ({
    type: 'google-service-account',
    key: JSON.stringify({ client_email: 'reader@p.example', private_key: pem, token_uri: `${url}/token` }),
    scopes: ['https://www.googleapis.com/auth/bigquery.readonly'],
  }));
  const form = new URLSearchParams(asked[0]?.body);
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey);
  expect(payload).toMatchObject({
    iss: 'reader@p.example',
    aud: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/token$/),
    scope: 'https://www.googleapis.com/auth/bigquery.readonly',
  });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  expect(asked[1]?.headers.authorization).toBe('Bearer token-1');
});

test('a key pair of Snowflake', async () => {
  const [request] = await headersWith(() => ({
    type: 'snowflake-key-pair',
    account: 'myorg-account1.eu-central-1',
    user: 'reader',
    private_key: pem.replaceAll('\n', '\\n'),
  }));
  expect(request?.headers['x-snowflake-authorization-token-type']).toBe('KEYPAIR_JWT');
  const { payload } = await jwtVerify((request?.headers.authorization ?? '').replace('Bearer ', ''), publicKey);
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  expect(payload).toMatchObject({
    sub: 'MYORG-ACCOUNT1.READER',
    iss: `MYORG-ACCOUNT1.READER.SHA256:${createHash('sha256').update(spki).digest('base64')}`,
  });
});

const client = jsonClient(guardOf('any'));

test("a signature of AWS, by AWS's own example (get-vanilla-query-order-key-case of its test suite)", async () => {
  const auth: Auth = {
    type: 'sigv4',
    region: 'us-east-1',
    service: 'service',
    access_key_id: 'AKIDEXAMPLE',
    secret_access_key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  };
  const request = {
    method: 'GET' as const,
    url: new URL('https://example.amazonaws.com/?Param2=value2&Param1=value1'),
    headers: {},
  };
  const now = () => Date.parse('2015-08-30T12:36:00Z');
  expect(await authorizer(auth, client, now).headersOf(request)).toEqual({
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    'x-amz-date': '20150830T123600Z',
  });
});

test('a token is asked for once while it is good, however many wait for it, and anew before it ends', async () => {
  let given = 0;
  const server = await startHttpServer((_, response) =>
    response.end(JSON.stringify({ access_token: `token-${++given}`, expires_in: '3600' })),
  );
  onTestFinished(() => server.stop());
  let clock = Date.parse('2026-11-01T00:00:00Z');
  const auth: Auth = {
    type: 'oauth2-client-credentials',
    token_url: new URL(server.url),
    client_id: 'me',
    client_secret: 'secret',
  };
  const { headersOf } = authorizer(auth, client, () => clock);
  const ask = async () => {
    const { authorization } = await headersOf({ method: 'GET', url: new URL(server.url), headers: {} });
    return authorization;
  };
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1']);
  clock += 3_539_000;
  expect(await ask()).toBe('Bearer token-1');
  clock += 1_000;
  expect(await ask()).toBe('Bearer token-2');
});

/** An endpoint whose server gives tokens, and takes those that are good. */
async function lending(isGood: (token: string) => boolean, tokenAfterMs = 0) {
  const asked: string[] = [];
  let given = 0;
  const server = await startHttpServer(async (request, response) => {
    const { authorization = 'a token' } = request.headers;
    asked.push(authorization);
    if (request.url !== '/token') {
      if (!isGood(authorization)) response.statusCode = 401;
      return response.end('{}');
    }
    await pause(tokenAfterMs);
    response.end(JSON.stringify({ access_token: `token-${++given}`, expires_in: 3_600 }));
  });
  onTestFinished(() => server.stop());
  const url = new URL(server.url);
  const endpoint = openEndpoint(
    {
      ...{ url, headers: {} },
      auth: {
        type: 'oauth2-client-credentials',
        ...{ token_url: new URL('/token', url), client_id: 'me', client_secret: 'secret' },
      },
    },
    { folder: '/' },
  );
  onTestFinished(() => endpoint.close());
  return {
    asked,
    ask: (signal = AbortSignal.timeout(30_000)) => endpoint.ask({ url: new URL('/daily', url) }, signal),
  };
}

test('one who gives up takes the token from nobody who waits for it too', async () => {
  const { asked, ask } = await lending(() => true, 200);
  const impatient = ask(AbortSignal.timeout(20));
  const patient = ask();
  await expect(impatient).rejects.toThrow('the source could not be reached');
  expect(await patient).toEqual({ json: {} });
  expect(asked).toEqual(['a token', 'Bearer token-1']);
});

test('a token that is revoked is given up for another one, once', async () => {
  let revoked = 'none';
  const { asked, ask } = await lending((token) => token !== revoked && revoked !== 'all');
  await ask();
  revoked = 'Bearer token-1';
  expect(await Promise.all([ask(), ask()])).toEqual([{ json: {} }, { json: {} }]);
  expect(asked.filter((one) => one === 'a token')).toHaveLength(2);
  expect(asked.at(-1)).toBe('Bearer token-2');
  revoked = 'all';
  asked.length = 0;
  await expect(ask()).rejects.toThrow('status 401');
  expect(asked).toEqual(['Bearer token-2', 'a token', 'Bearer token-3']);
});

test.each<[string, unknown, string]>([
  ['none', { error: 'invalid_client, secret 31337' }, 'query-failed: the server of the tokens gave none'],
  ['one of nothing', { access_token: '' }, 'query-failed: the server of the tokens gave none'],
])('a server of tokens that gives %s', async (_, answer, expected) => {
  const server = await startHttpServer((_, response) => response.end(JSON.stringify(answer)));
  onTestFinished(() => server.stop());
  const auth = {
    type: 'oauth2-client-credentials',
    token_url: server.url,
    client_id: 'me',
    client_secret: 'hidden-71',
  };
  const { reading, said } = await readOne({ type: 'http', url: server.url, auth, queries: { q: 'daily' } }, window);
  expect(inShort(reading)).toBe(expected);
  expect(said).not.toMatch(/hidden-71|31337|127\.0\.0\.1/);
});

test('the guard stands before the server of the tokens, too', async () => {
  const auth = {
    type: 'oauth2-client-credentials',
    token_url: 'http://169.254.169.254/token',
    client_id: 'me',
    client_secret: 'secret',
  };
  const connection = {
    type: 'http',
    url: 'https://stats.example.com',
    network: 'public',
    auth,
    queries: { q: 'daily' },
  };
  expect(inShort((await readOne(connection, window)).reading)).toBe(
    'unreachable: the source is at an address that may not be connected to',
  );
});
