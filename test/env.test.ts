import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEnv, remarksOn } from '../src/env.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const folder = mkdtempSync(join(tmpdir(), 'soundings-env-'));
afterAll(() => rmSync(folder, { recursive: true }));
const keyFile = join(folder, 'app.pem');
writeFileSync(keyFile, pem);
const usedFolder = join(folder, 'used');
mkdirSync(join(usedFolder, 'postgres'), { recursive: true });

const enough = { APP_ID: '42', PRIVATE_KEY: pem, WEBHOOK_SECRET: 'hush-hush-hush-hush' };

function problemsOf(changes: Record<string, string | undefined>): string[] {
  const reading = readEnv({ ...enough, ...changes });
  return reading.kind === 'incomplete' ? reading.problems : [reading.kind];
}

test('credentials are enough; the rest has defaults', () => {
  expect(readEnv(enough)).toEqual({
    kind: 'complete',
    env: {
      production: false,
      appId: 42,
      privateKey: pem,
      webhookSecret: 'hush-hush-hush-hush',
      githubApiUrl: 'https://api.github.com',
      host: 'localhost',
      port: 3000,
      dataDir: './data',
      sources: { path: 'sources.yml', required: false },
      logLevel: 'info',
      pages: { lack: ['PUBLIC_URL', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'SESSION_SECRET'] },
      variables: enough,
    },
  });
});

test('metrics are for this machine alone, unless another host is named', () => {
  expect(readEnv({ ...enough, METRICS_PORT: '9464' })).toMatchObject({
    env: { metrics: { host: 'localhost', port: 9464 } },
  });
});

test('everything can be set', () => {
  const reading = readEnv({
    ...enough,
    NODE_ENV: 'production',
    GITHUB_API_URL: 'https://github.example.com/api/v3/',
    HOST: '0.0.0.0',
    PORT: '0',
    METRICS_HOST: '10.0.0.7',
    METRICS_PORT: '9464',
    DATABASE_URL: 'postgres://soundings:pass@db:5432/soundings',
    DATABASE_READ_URL: 'postgres://soundings:pass@standby:5432/soundings',
    DATA_DIR: '/data',
    SOUNDINGS_SOURCES: 'ops/sources.yml',
    LOG_LEVEL: 'debug',
  });
  expect(reading).toMatchObject({
    env: {
      production: true,
      githubApiUrl: 'https://github.example.com/api/v3',
      host: '0.0.0.0',
      port: 0,
      metrics: { host: '10.0.0.7', port: 9464 },
      databaseUrl: 'postgres://soundings:pass@db:5432/soundings?sslmode=disable',
      databaseReadUrl: 'postgres://soundings:pass@standby:5432/soundings?sslmode=disable',
      dataDir: '/data',
      sources: { path: 'ops/sources.yml', required: true },
      logLevel: 'debug',
    },
  });
});

describe('the private key', () => {
  test.each([
    ['as it is in the file', { PRIVATE_KEY: pem }],
    ['with \\n for its line breaks', { PRIVATE_KEY: pem.replaceAll('\n', '\\n') }],
    ['in base64', { PRIVATE_KEY: Buffer.from(pem).toString('base64') }],
    ['as a path', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: keyFile }],
  ])('%s', (_, changes) => {
    const reading = readEnv({ ...enough, ...changes });
    expect(reading.kind === 'complete' && reading.env.privateKey.trim()).toBe(pem.trim());
  });
});

describe('what is missing or wrong is named, with what to write, and without what was written', () => {
  test.each<[string, Record<string, string | undefined>, string[]]>([
    [
      'no webhook secret',
      { WEBHOOK_SECRET: undefined },
      [
        'WEBHOOK_SECRET is missing: write the webhook secret of your GitHub App. Without one anybody could send deliveries',
      ],
    ],
    [
      'set to nothing is not set',
      { APP_ID: '' },
      ['APP_ID is missing: write the App ID from the settings page of your GitHub App'],
    ],
    [
      'no key',
      { PRIVATE_KEY: undefined },
      [
        'PRIVATE_KEY is missing: write the contents of the .pem file that GitHub gave you for the App, or its path as PRIVATE_KEY_PATH',
      ],
    ],
    [
      'something else than a key',
      { PRIVATE_KEY: 'hunter2' },
      [
        'PRIVATE_KEY is not a private key: write all of the .pem file, from -----BEGIN to END-----, with \\n for its line breaks or in base64',
      ],
    ],
    [
      'a path that leads nowhere',
      // People put the key itself there: it is not to stand in a log.
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '-----BEGIN RSA PRIVATE KEY-----\nMIIEow' },
      [
        'PRIVATE_KEY_PATH does not lead to a .pem file with a private key: write the path of the file. The key itself goes into PRIVATE_KEY',
      ],
    ],
    [
      'metrics where webhooks come in',
      { METRICS_PORT: '3000' },
      ['METRICS_PORT is the port of webhooks, which outsiders reach: choose another one'],
    ],
    [
      'a standby of nothing',
      { DATABASE_READ_URL: 'postgres://u:hunter2@standby/x' },
      ['DATABASE_READ_URL names a standby of the Postgres in DATABASE_URL: set that too, or leave it out'],
    ],
    [
      'several at once',
      {
        APP_ID: 'Iv1.hunter2',
        PORT: '70000',
        LOG_LEVEL: 'loud',
        DATABASE_URL: 'mysql://u:hunter2@db',
        GITHUB_API_URL: 'x',
      },
      [
        'APP_ID is not a number: write the App ID from the settings page of your GitHub App',
        'GITHUB_API_URL is not a URL: write for example https://github.example.com/api/v3',
        'PORT is not a port: write a number up to 65535',
        'DATABASE_URL is not the address of a Postgres: write postgres://user:password@host:5432/database, or leave it out for the embedded database',
        'LOG_LEVEL is not a level: write one of trace, debug, info, warn, error, fatal',
      ],
    ],
    [
      'certificates that are not looked at',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0', DATABASE_URL: 'postgres://u:hunter2@db/w?sslmode=prefer' },
      [
        'DATABASE_URL asks for TLS that is not checked: write `sslmode=require`, which checks the certificate (of your own authority: NODE_EXTRA_CA_CERTS), or `sslmode=disable`',
        'NODE_TLS_REJECT_UNAUTHORIZED turns off every check of certificates: leave it out, and name your own authority in NODE_EXTRA_CA_CERTS',
      ],
    ],
  ])('%s', (_, changes, problems) => {
    const found = problemsOf(changes);
    expect(found).toEqual(problems);
    expect(found.join()).not.toContain('hunter2');
  });
});

describe('without any credentials', () => {
  test('outside production the set-up page comes', () => {
    expect(readEnv({ PORT: '4000', DATA_DIR: folder })).toEqual({
      kind: 'set-up',
      setUp: {
        host: 'localhost',
        port: 4000,
        githubApiUrl: 'https://api.github.com',
        registerUrl: 'https://github.com/settings/apps/new',
      },
    });
  });
  test.each([
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'hush-hush-hush-hush' }, 'WEBHOOK_SECRET is set'],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://u:p@db/x' }, 'DATABASE_URL is set'],
    ['GITHUB_CLIENT_SECRET', { GITHUB_CLIENT_SECRET: 'x' }, 'GITHUB_CLIENT_SECRET is set'],
    ['SESSION_SECRET', { SESSION_SECRET: 'x' }, 'SESSION_SECRET is set'],
    ['an embedded database', { DATA_DIR: usedFolder }, `there is a database in ${usedFolder}`],
  ])('it does not come where %s shows that an App was set up', (_, changes, why) => {
    const reading = readEnv({ DATA_DIR: folder, ...changes });
    expect(reading.kind === 'incomplete' && reading.problems[0]).toBe(
      `The set-up page is for a first start alone, and ${why}: write what is missing`,
    );
  });
  test('GHE_HOST and GH_ORG say where the App is registered', () => {
    const there = { GHE_HOST: 'github.example.com', GH_ORG: 'acme', DATA_DIR: folder };
    expect(readEnv(there)).toMatchObject({
      setUp: {
        githubApiUrl: 'https://github.example.com/api/v3',
        registerUrl: 'https://github.example.com/organizations/acme/settings/apps/new',
      },
    });
    const { GHE_HOST: _, ...exact } = { ...there, GITHUB_API_URL: 'https://github.example.com/api/v3' };
    expect(readEnv(exact)).toMatchObject({
      setUp: { registerUrl: 'https://github.example.com/organizations/acme/settings/apps/new' },
    });
    expect(readEnv({ ...enough, ...there })).toMatchObject({
      env: { githubApiUrl: 'https://github.example.com/api/v3' },
    });
    expect(readEnv({ ...enough, ...there, GITHUB_API_URL: 'https://api.example.com' })).toMatchObject({
      env: { githubApiUrl: 'https://api.example.com' },
    });
  });
  test('in production all that is missing is named', () => {
    const reading = readEnv({ NODE_ENV: 'production' });
    expect(reading.kind === 'incomplete' && reading.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'APP_ID',
      'PRIVATE_KEY',
      'WEBHOOK_SECRET',
    ]);
  });
});

describe('a webhook secret that can be guessed', () => {
  const refused = [
    'WEBHOOK_SECRET is so short that it can be guessed: write one of at least 16 characters, as `openssl rand -hex 32` makes them, here and in the settings of your GitHub App',
  ];
  test.each<[number, string | undefined, string[]]>([
    [1, undefined, refused],
    [5, undefined, refused],
    [6, undefined, ['complete']],
    [1, 'production', refused],
    [7, 'production', refused],
    [8, 'production', ['complete']],
  ])('of %i characters, NODE_ENV %s', (length, NODE_ENV, problems) => {
    expect(problemsOf({ WEBHOOK_SECRET: 'x'.repeat(length), NODE_ENV })).toEqual(problems);
  });

  test.each([
    [15, [expect.stringMatching(/^WEBHOOK_SECRET is short: write one of at least 16 characters/)]],
    [16, []],
  ])('of %i characters: what is said at the start', (length, remarks) => {
    const reading = readEnv({ ...enough, WEBHOOK_SECRET: 'x'.repeat(length) });
    expect(reading.kind === 'complete' && remarksOn(reading.env)).toEqual(remarks);
  });
});

describe('pages', () => {
  const all = {
    PUBLIC_URL: 'https://soundings.example.com/',
    GITHUB_CLIENT_ID: 'Iv1.soundings',
    GITHUB_CLIENT_SECRET: 'cs',
    SESSION_SECRET: 's'.repeat(32),
  };
  const pagesOf = (changes: Record<string, string | undefined>) => {
    const reading = readEnv({ ...enough, ...all, ...changes });
    return reading.kind === 'complete' ? reading.env.pages : reading;
  };

  test('are on where all that they need is set', () =>
    expect(pagesOf({})).toEqual({
      publicUrl: 'https://soundings.example.com',
      clientId: 'Iv1.soundings',
      clientSecret: 'cs',
      sessionSecret: 's'.repeat(32),
      githubUrl: 'https://github.com',
      operators: [],
    }));

  test('are shown in part to operators alone, by the ids that GitHub has for them', () =>
    expect(pagesOf({ OPERATORS: '12, 345' })).toMatchObject({ operators: [12, 345] }));

  test.each(Object.keys(all))('are off without %s, and nothing is asked of the rest', (name) =>
    expect(pagesOf({ SESSION_SECRET: 'short', PUBLIC_URL: 'odd', [name]: '' })).toEqual({ lack: [name] }),
  );

  test.each<[string, Record<string, string>, string]>([
    ['a path', { PUBLIC_URL: 'https://example.com/soundings' }, 'PUBLIC_URL is not where a browser finds a server'],
    ['no address', { PUBLIC_URL: 'soundings' }, 'PUBLIC_URL is not where a browser finds a server'],
    ['another protocol', { PUBLIC_URL: 'ftp://example.com' }, 'PUBLIC_URL is not where a browser finds a server'],
    ['a password', { PUBLIC_URL: 'https://me:pass@example.com' }, 'PUBLIC_URL is not where a browser finds a server'],
    ['an operator by name', { OPERATORS: '12,ann' }, 'OPERATORS is not a list of numbers'],
    ['a short secret', { SESSION_SECRET: 's'.repeat(31) }, 'SESSION_SECRET is so short that it can be guessed'],
  ])('%s is told at the start', (_, changes, problem) =>
    expect(pagesOf(changes)).toMatchObject({ problems: [expect.stringContaining(problem)] }),
  );

  test.each([
    ['https://api.github.com', 'https://github.com'],
    ['https://github.example.com/api/v3', 'https://github.example.com'],
    ['https://api.acme.ghe.com', 'https://acme.ghe.com'],
  ])('of %s people see %s', (GITHUB_API_URL, githubUrl) =>
    expect(pagesOf({ GITHUB_API_URL })).toMatchObject({ githubUrl }),
  );

  test.each([
    ['http://soundings.example.com', 1],
    ['http://localhost:3000', 0],
    ['https://soundings.example.com', 0],
  ])('%s: remarks at the start', (PUBLIC_URL, count) => {
    const reading = readEnv({ ...enough, ...all, PUBLIC_URL });
    expect(reading.kind === 'complete' && remarksOn(reading.env)).toHaveLength(count);
  });
});
