import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { getPrivateKey } from '@probot/get-private-key';
import { z } from 'zod';
import { tlsExpected, tlsOf, withCheckedTls } from './metrics/postgres/tls.ts';

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
  /** Absent: the embedded database under `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  /** `required`: the operator named the file, so that it has to be there. */
  sources: { path: string; required: boolean };
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';
  /** For `${NAME}` in the file of sources. */
  variables: Readonly<Record<string, string | undefined>>;
}

export type EnvReading =
  | { kind: 'complete'; env: Env }
  /** There is no GitHub App yet, and this is not production: Probot's set-up page makes one. */
  | { kind: 'set-up'; host: string; port: number }
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

const variables = z.object({
  APP_ID: wholeNumber(
    1,
    Number.MAX_SAFE_INTEGER,
    'is not a number: write the App ID from the settings page of your GitHub App',
  ).optional(),
  WEBHOOK_SECRET: z.string().optional(),
  GITHUB_API_URL: url(['http:', 'https:'], 'is not a URL: write for example https://github.example.com/api/v3')
    .transform((text) => text.replace(/\/+$/, ''))
    .default('https://api.github.com'),
  HOST: z.string().default('localhost'),
  PORT: wholeNumber(0, 65_535, 'is not a port: write a number up to 65535').default(3000),
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'is not the address of a Postgres: write postgres://user:password@host:5432/database, or leave it out for the embedded database',
  )
    .refine(
      (text) => !URL.canParse(text) || tlsOf(text) !== 'weak',
      `asks for TLS that is not checked: write ${tlsExpected}`,
    )
    .transform(withCheckedTls)
    .optional(),
  DATA_DIR: z.string().default('./data'),
  SOUNDINGS_SOURCES: z.string().optional(),
  NODE_TLS_REJECT_UNAUTHORIZED: z
    .string()
    .refine(
      (text) => text !== '0',
      'turns off every check of certificates: leave it out, and name your own authority in NODE_EXTRA_CA_CERTS',
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `is not a level: write one of ${logLevels.join(', ')}` }).default('info'),
});

const missing = {
  APP_ID: 'APP_ID is missing: write the App ID from the settings page of your GitHub App',
  PRIVATE_KEY:
    'PRIVATE_KEY is missing: write the contents of the .pem file that GitHub gave you for the App, or its path as PRIVATE_KEY_PATH',
  WEBHOOK_SECRET:
    'WEBHOOK_SECRET is missing: write the webhook secret of your GitHub App. Without one anybody could send deliveries',
};

/** The environment of this process, completed from a file `.env` in the working directory; what is really set wins. */
function ofThisProcess(): Record<string, string | undefined> {
  const file = join(process.cwd(), '.env');
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
}

export function readEnv(environment: Record<string, string | undefined> = ofThisProcess()): EnvReading {
  // A variable that is set to nothing is not set: container files often pass all of them on.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = variables.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const production = given.NODE_ENV === 'production';
  const key = readPrivateKey(given);
  if (typeof key === 'object') problems.push(key.problem);

  if (!given.APP_ID && key === undefined && !production && parsed.success) {
    return { kind: 'set-up', host: parsed.data.HOST, port: parsed.data.PORT };
  }
  if (!given.APP_ID) problems.push(missing.APP_ID);
  if (key === undefined) problems.push(missing.PRIVATE_KEY);
  if (!given.WEBHOOK_SECRET) problems.push(missing.WEBHOOK_SECRET);
  if (problems.length > 0 || !parsed.success) return { kind: 'incomplete', problems };

  const { APP_ID, WEBHOOK_SECRET, DATABASE_URL, SOUNDINGS_SOURCES, ...rest } = parsed.data;
  return {
    kind: 'complete',
    env: {
      production,
      appId: APP_ID as number,
      privateKey: key as string,
      webhookSecret: WEBHOOK_SECRET as string,
      githubApiUrl: rest.GITHUB_API_URL,
      host: rest.HOST,
      port: rest.PORT,
      ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
      dataDir: rest.DATA_DIR,
      sources: { path: SOUNDINGS_SOURCES ?? 'sources.yml', required: SOUNDINGS_SOURCES !== undefined },
      logLevel: rest.LOG_LEVEL,
      variables: environment,
    },
  };
}

/** Where the database is, for what only reads it: no credentials of the App are asked for. */
export function readWhereabouts(
  environment: Record<string, string | undefined> = ofThisProcess(),
): { databaseUrl?: string; dataDir: string } | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = variables.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(given);
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) };
  const { DATABASE_URL, DATA_DIR } = parsed.data;
  return { dataDir: DATA_DIR, ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }) };
}

/** The file of sources, for what only reads metrics. `required`: the operator named it, so that it has to be there. */
export function readSourcesPlace(environment: Record<string, string | undefined> = ofThisProcess()): {
  path: string;
  required: boolean;
  variables: Env['variables'];
} {
  const named = environment.SOUNDINGS_SOURCES;
  return { path: named || 'sources.yml', required: Boolean(named), variables: environment };
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
      : `PRIVATE_KEY_PATH does not lead to a .pem file with a private key: ${PRIVATE_KEY_PATH}`;
    return { problem };
  }
}
