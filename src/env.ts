import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { getPrivateKey } from '@probot/get-private-key';
import { z } from 'zod';
import { tlsExpected, tlsOf, withCheckedTls } from './metrics/sql/tls.ts';
import { type PagesSettings, readPagesSettings, remarksOnPages, siteOf } from './pages-settings.ts';
import type { SetUp } from './web/set-up-page.ts';

/** What the operator set, checked. Holds secrets: never to be logged. */
export interface Env {
  production: boolean;
  appId: number;
  /** PEM. */
  privateKey: string;
  webhookSecret: string;
  /** Without a slash at its end. */
  githubApiUrl: string;
  host: string;
  port: number;
  /** Where a Prometheus finds its metrics; absent: nowhere. */
  metrics?: { host: string; port: number };
  /** Absent: the embedded database under `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  /** A standby of that Postgres, which pages are read from. */
  databaseReadUrl?: string;
  /** `required`: the operator named the file, so that it has to be there. */
  sources: { path: string; required: boolean };
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** What pages need; else the variables that they lack. */
  pages: PagesSettings | { lack: string[] };
  /** For `${NAME}` in the file of sources. */
  variables: Variables;
}

export type EnvReading =
  | { kind: 'complete'; env: Env }
  /** There has never been a GitHub App here, and this is not production: the set-up page makes one. */
  | { kind: 'set-up'; setUp: SetUp }
  /** Each says what is missing or wrong, and what to write. No value of a variable is in them. */
  | { kind: 'incomplete'; problems: string[] };

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const wholeNumber = (from: number, to: number, what: string) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to, what)
    .transform(Number);

const url = (protocols: string[], what: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), what);

const postgresUrl = (otherwise: string) =>
  url(
    ['postgres:', 'postgresql:'],
    `is not the address of a Postgres: write postgres://user:password@host:5432/database, or leave it out for ${otherwise}`,
  )
    .refine(
      (text) => !URL.canParse(text) || tlsOf(text) !== 'weak',
      `asks for TLS that is not checked: write ${tlsExpected}`,
    )
    .transform(withCheckedTls);

const variables = z.object({
  APP_ID: wholeNumber(
    1,
    Number.MAX_SAFE_INTEGER,
    'is not a number: write the App ID from the settings page of your GitHub App',
  ).optional(),
  WEBHOOK_SECRET: z.string().optional(),
  GITHUB_API_URL: url(['http:', 'https:'], 'is not a URL: write for example https://github.example.com/api/v3')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  GHE_HOST: z
    .string()
    .regex(/^[a-z\d.-]+(:\d+)?$/i, 'is not a host: write for example github.example.com')
    .optional(),
  GHE_PROTOCOL: z.enum(['http', 'https'], { error: 'is not a protocol: write https or http' }).default('https'),
  GH_ORG: z
    .string()
    .regex(/^[a-z\d-]+$/i, 'is not the name of an organization: write it as it stands in its address')
    .optional(),
  HOST: z.string().default('localhost'),
  PORT: wholeNumber(0, 65_535, 'is not a port: write a number up to 65535').default(3000),
  METRICS_HOST: z.string().default('localhost'),
  METRICS_PORT: wholeNumber(0, 65_535, 'is not a port: write a number up to 65535').optional(),
  DATABASE_URL: postgresUrl('the embedded database').optional(),
  DATABASE_READ_URL: postgresUrl('reading from the primary').optional(),
  DATA_DIR: z.string().default('./data'),
  SOUNDINGS_SOURCES: z.string().optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z
    .string()
    .refine(
      (text) => text !== '0',
      'turns off every check of certificates: leave it out, and name your own authority in NODE_EXTRA_CA_CERTS',
    )
    .optional(),
  PUBLIC_URL: z.string().optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  SESSION_SECRET: z.string().optional(),
  OPERATORS: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `is not a level: write one of ${logLevels.join(', ')}` }).default('info'),
});

const missing = {
  APP_ID: 'APP_ID is missing: write the App ID from the settings page of your GitHub App',
  PRIVATE_KEY:
    'PRIVATE_KEY is missing: write the contents of the .pem file that GitHub gave you for the App, or its path as PRIVATE_KEY_PATH',
  WEBHOOK_SECRET:
    'WEBHOOK_SECRET is missing: write the webhook secret of your GitHub App. Without one anybody could send deliveries',
};

/** Anyone who has one delivery of ours can try secrets against its signature, as many a second as their machine can. */
const shortestSecret = { production: 8, elsewhere: 6 };
const goodSecret = 16;
const longSecret = `write one of at least ${goodSecret} characters, as \`openssl rand -hex 32\` makes them, here and in the settings of your GitHub App`;

/** What does not keep the server from starting, but should be changed. */
export function remarksOn({ webhookSecret, pages }: Env): string[] {
  return [
    ...(webhookSecret.length < goodSecret ? [`WEBHOOK_SECRET is short: ${longSecret}`] : []),
    ...remarksOnPages(pages),
  ];
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** For what opens the record: the environment, completed from a file `.env` in the working directory; what is really set wins. */
export function ofWorkingDirectory(): Variables {
  const file = join(process.cwd(), '.env');
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
}

export function readEnv(environment: Variables = ofWorkingDirectory()): EnvReading {
  // A variable that is set to nothing is not set: container files often pass all of them on.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = variables.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const production = given.NODE_ENV === 'production';
  const key = readPrivateKey(given);
  if (typeof key === 'object') problems.push(key.problem);

  if (!given.APP_ID && key === undefined && !production && parsed.success) {
    const left = leftOfASetUp(given, parsed.data.DATA_DIR);
    if (left === undefined) return { kind: 'set-up', setUp: setUpOf(parsed.data) };
    problems.push(`The set-up page is for a first start alone, and ${left}: write what is missing`);
  }
  if (!given.APP_ID) problems.push(missing.APP_ID);
  if (key === undefined) problems.push(missing.PRIVATE_KEY);
  if (!given.WEBHOOK_SECRET) problems.push(missing.WEBHOOK_SECRET);
  else if (given.WEBHOOK_SECRET.length < shortestSecret[production ? 'production' : 'elsewhere'])
    problems.push(`WEBHOOK_SECRET is so short that it can be guessed: ${longSecret}`);
  const read = parsed.success ? readPagesSettings(parsed.data, apiUrlOf(parsed.data)) : { problems: [] };
  if ('problems' in read) problems.push(...read.problems);
  if (parsed.success && parsed.data.METRICS_PORT && parsed.data.METRICS_PORT === parsed.data.PORT)
    problems.push('METRICS_PORT is the port of webhooks, which outsiders reach: choose another one');
  if (given.DATABASE_READ_URL && !given.DATABASE_URL)
    problems.push('DATABASE_READ_URL names a standby of the Postgres in DATABASE_URL: set that too, or leave it out');
  if (problems.length > 0 || !parsed.success || 'problems' in read) return { kind: 'incomplete', problems };

  const { APP_ID, WEBHOOK_SECRET, DATABASE_URL, DATABASE_READ_URL, SOUNDINGS_SOURCES, ...rest } = parsed.data;
  return {
    kind: 'complete',
    env: {
      production,
      appId: APP_ID as number,
      privateKey: key as string,
      webhookSecret: WEBHOOK_SECRET as string,
      githubApiUrl: apiUrlOf(rest),
      host: rest.HOST,
      port: rest.PORT,
      ...(rest.METRICS_PORT !== undefined && { metrics: { host: rest.METRICS_HOST, port: rest.METRICS_PORT } }),
      ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
      ...(DATABASE_READ_URL !== undefined && { databaseReadUrl: DATABASE_READ_URL }),
      dataDir: rest.DATA_DIR,
      sources: { path: SOUNDINGS_SOURCES ?? 'sources.yml', required: SOUNDINGS_SOURCES !== undefined },
      logLevel: rest.LOG_LEVEL,
      pages: read.pages,
      variables: environment,
    },
  };
}

type Checked = z.infer<typeof variables>;

/** `GHE_HOST` as Probot understands it; `GITHUB_API_URL` says it more exactly. */
const apiUrlOf = ({
  GITHUB_API_URL,
  GHE_HOST,
  GHE_PROTOCOL,
}: Pick<Checked, 'GITHUB_API_URL' | 'GHE_HOST' | 'GHE_PROTOCOL'>) =>
  GITHUB_API_URL ?? (GHE_HOST ? `${GHE_PROTOCOL}://${GHE_HOST}/api/v3` : 'https://api.github.com');

function setUpOf(checked: Checked): SetUp {
  const { HOST, PORT, GHE_HOST, GHE_PROTOCOL, GH_ORG } = checked;
  const githubApiUrl = apiUrlOf(checked);
  const site = GHE_HOST ? `${GHE_PROTOCOL}://${GHE_HOST}` : siteOf(githubApiUrl);
  return {
    host: HOST,
    port: PORT,
    githubApiUrl,
    registerUrl: `${site}${GH_ORG ? `/organizations/${GH_ORG}` : ''}/settings/apps/new`,
  };
}

const ofAnApp = [
  'WEBHOOK_SECRET',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'SESSION_SECRET',
  'DATABASE_URL',
  'DATABASE_READ_URL',
] as const;

/** A deployment that lost its credentials must not take those of the one who comes first: what shows that it once had some. */
function leftOfASetUp(given: Variables, dataDir: string): string | undefined {
  const name = ofAnApp.find((one) => given[one]);
  if (name) return `${name} is set`;
  return existsSync(join(dataDir, 'postgres')) ? `there is a database in ${dataDir}` : undefined;
}

/** In the environment alone: the exporter of OpenTelemetry reads no `.env`. */
export const tracesWanted = (
  {
    OTEL_EXPORTER_OTLP_ENDPOINT,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
    OTEL_SDK_DISABLED,
    OTEL_TRACES_EXPORTER,
  }: Variables = process.env,
): boolean =>
  Boolean(OTEL_EXPORTER_OTLP_ENDPOINT || OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) &&
  OTEL_SDK_DISABLED !== 'true' &&
  OTEL_TRACES_EXPORTER !== 'none';

/** Where the database is, for what only reads it: no credentials of the App are asked for. */
export function readWhereabouts(
  environment: Variables = ofWorkingDirectory(),
): { databaseUrl?: string; databaseReadUrl?: string; dataDir: string } | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = variables.pick({ DATABASE_URL: true, DATABASE_READ_URL: true, DATA_DIR: true }).safeParse(given);
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) };
  const { DATABASE_URL, DATABASE_READ_URL, DATA_DIR } = parsed.data;
  return {
    dataDir: DATA_DIR,
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    ...(DATABASE_READ_URL !== undefined && { databaseReadUrl: DATABASE_READ_URL }),
  };
}

/**
 * For commands about a text, a map or a series. Anyone who runs them may stand in somebody else's checkout, so that no file of the working
 * directory counts, neither `.env` nor `sources.yml`: what it names would be given whatever secret it asks for.
 */
export function readSurroundings(environment: Variables = process.env): {
  sources: string | undefined;
  variables: Variables;
  whereabouts: ReturnType<typeof readWhereabouts>;
} {
  return {
    sources: environment.SOUNDINGS_SOURCES || undefined,
    variables: environment,
    whereabouts: readWhereabouts(environment),
  };
}

/**
 * The database of a record, where the environment itself names it: what writes into one from anywhere takes none that
 * merely lies in the working directory.
 */
export function readNamedWhereabouts(environment: Variables = process.env): ReturnType<typeof readWhereabouts> {
  if (environment.DATABASE_URL || environment.DATA_DIR) return readWhereabouts(environment);
  return {
    problems: ['--keep writes into the record: set DATABASE_URL or DATA_DIR'],
  };
}

export interface PersonalAccess {
  apiUrl: string;
  /** Where people see it. */
  siteUrl: string;
  token: string;
  /** Where programs of this user keep what they can read again: a folder of somebody's checkout could hold anything. */
  cache: string;
}

/** GitHub as somebody with a token of their own reads it, for commands without the App. */
export function readPersonalAccess(environment: Variables = process.env): PersonalAccess | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = variables.pick({ GITHUB_API_URL: true, GHE_HOST: true, GHE_PROTOCOL: true }).safeParse(given);
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) };
  const apiUrl = apiUrlOf(parsed.data);
  const siteUrl = siteOf(apiUrl);
  if (!given.GITHUB_TOKEN)
    return {
      problems: [
        `GITHUB_TOKEN is missing: make a token that may read contents, pull requests and deployments of the repository, at ${siteUrl}/settings/personal-access-tokens`,
      ],
    };
  return { apiUrl, siteUrl, token: given.GITHUB_TOKEN, cache: given.XDG_CACHE_HOME ?? join(homedir(), '.cache') };
}

export interface RecordAccess {
  /** Without a slash at its end. */
  publicUrl: string;
  token: string;
}

/** A server whose record a program reads; undefined: there is no token. */
export function readRecordAccess(environment: Variables = process.env): RecordAccess | { problem: string } | undefined {
  const { SOUNDINGS_TOKEN: token, PUBLIC_URL = '' } = environment;
  if (!token) return undefined;
  const isAddress = URL.canParse(PUBLIC_URL) && ['http:', 'https:'].includes(new URL(PUBLIC_URL).protocol);
  if (isAddress) return { token, publicUrl: PUBLIC_URL.replace(/\/+$/, '') };
  return {
    problem:
      'SOUNDINGS_TOKEN is set, and PUBLIC_URL is no address: write that of the server, https://soundings.example.com',
  };
}

/** In all the ways in which Probot takes one: with line breaks, with `\n` for them, in base64, or as a path. */
function readPrivateKey(given: Record<string, string | undefined>): string | undefined | { problem: string } {
  const { PRIVATE_KEY, PRIVATE_KEY_PATH } = given;
  if (!PRIVATE_KEY && !PRIVATE_KEY_PATH) return undefined;
  try {
    const key = getPrivateKey({ env: { PRIVATE_KEY, PRIVATE_KEY_PATH } }) ?? '';
    createPrivateKey(key);
    return key;
  } catch {
    const problem = PRIVATE_KEY
      ? 'PRIVATE_KEY is not a private key: write all of the .pem file, from -----BEGIN to END-----, with \\n for its line breaks or in base64'
      : 'PRIVATE_KEY_PATH does not lead to a .pem file with a private key: write the path of the file. The key itself goes into PRIVATE_KEY';
    return { problem };
  }
}
