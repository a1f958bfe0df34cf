import { type Command, InvalidArgumentError } from 'commander';
import ms from 'ms';
import type { Database } from '../../db/connect.ts';
import { createToken, ownersCalled, revokeToken, type TokenRecord, tokensOf } from '../../db/push-tokens.ts';
import { openDatabase } from './open-database.ts';

const year = 365 * 86_400_000;

interface Scope {
  owner: string;
  metrics: string[];
  live: boolean;
  read: boolean;
  repositories: string[];
  expires?: number;
}

const namePattern = /^[A-Za-z0-9_.*-]{1,80}$/;

const namesOf =
  (what: string) =>
  (text: string, before: string[]): string[] => {
    const names = text.split(',').map((name) => name.trim());
    const wrong = names.find((name) => !namePattern.test(name));
    if (wrong !== undefined)
      throw new InvalidArgumentError(
        `"${wrong}" is no name of ${what}: write letters, digits, _, . and -, with * for any of them.`,
      );
    return [...before, ...names];
  };

export function addToken(program: Command): void {
  const token = program
    .command('token')
    .description(
      'make, list and revoke tokens: by which samples are pushed to an owner’s metrics, or the record is read as JSON. A token is shown once; only its hash is kept. The server may be running',
    );
  token
    .command('create')
    .description('make a token and show it, this once')
    .requiredOption('--owner <login>', 'the organization or user, by its current name, or by GitHub’s number')
    .option(
      '--metrics <names...>',
      "the names that it may push to, with * for any letters: 'signup_*'",
      namesOf('a metric'),
      [],
    )
    .option('--live', 'it may say that a change reached its users (POST .../live)', false)
    .option('--read', 'it may read what the pages show, as JSON: all of the owner, as you can here', false)
    .option(
      '--repositories <names...>',
      "with --read: these alone, with * for any letters: shop 'api-*'",
      namesOf('a repository'),
      [],
    )
    .option('--expires <duration>', 'how long it is good: 90d, 24h; at most a year, with --read 90 days', parseExpiry)
    .action((scope: Scope, command: Command) => {
      const wrong = wrongIn(scope);
      if (wrong) command.error(`error: ${wrong}`, { exitCode: 2 });
      return run((database) => create(database, scope));
    });
  token
    .command('list')
    .description('show the tokens of an owner: what they are for, when they were used last, until when they are good')
    .requiredOption('--owner <login>', 'the organization or user, by its current name, or by GitHub’s number')
    .action(({ owner }: { owner: string }) => run((database) => list(database, owner)));
  token
    .command('revoke')
    .description('make a token good for nothing, at once')
    .argument('<id>', 'its id, as `token list` shows it')
    .action((id: string) => run((database) => revoke(database, id)));
}

/**
 * A reader of a whole record would be forgotten after a year, while pushing jobs are ones that nobody wants to touch.
 */
const readsFor = 90 * 86_400_000;

/** One token for both would be given to people who need only one. */
function wrongIn({ metrics, live, read, repositories, expires = 0 }: Scope): string | undefined {
  const writes = metrics.length > 0 || live;
  if (!writes && !read) return "say what the token is for: --metrics 'signup_*', --live, or --read";
  if (writes && read) return 'a token reads or writes: make one with --read, and another one';
  if (repositories.length > 0 && !read) return '--repositories says what a token with --read may read';
  return read && expires > readsFor ? 'a token that reads is good for 90 days at most' : undefined;
}

function parseExpiry(text: string): number {
  const time = /^\d{1,5} ?(?:h|d|w)$/.test(text) ? ms(text as ms.StringValue) : Number.NaN;
  if (!(time > 0 && time <= year))
    throw new InvalidArgumentError(`"${text}" is no duration of at most a year: write 90d or 24h.`);
  return time;
}

/** What a command does in the database; anything that prevents it becomes one line. */
async function run(work: (database: Database) => Promise<0 | 1>): Promise<void> {
  const done = await openDatabase(({ database }) => work(database));
  if ('problem' in done) return refuse(done.problem);
  process.exitCode = done.answer;
}

function refuse(why: string): void {
  console.error(`soundings token: ${why}`);
  process.exitCode = 1;
}

async function ownerCalled(database: Database, owner: string): Promise<{ id: number; login: string } | undefined> {
  const found = await ownersCalled(database, owner);
  const [one, second] = found;
  if (one && !second) return one;
  refuse(
    second
      ? `several owners are or were called ${owner}: give the number of the one that you mean, ${found.map(({ id }) => id).join(' or ')}`
      : `nothing is known of ${owner}: install the App there first; what its repositories send makes it known`,
  );
  return undefined;
}

async function create(database: Database, { owner, expires, ...scope }: Scope): Promise<0 | 1> {
  const found = await ownerCalled(database, owner);
  if (!found) return 1;
  const expiresAt = new Date(Date.now() + (expires ?? (scope.read ? readsFor : year)));
  const { id, token } = await createToken(database, { ownerId: found.id, ...scope, expiresAt });
  console.log(token);
  console.error(
    `Token ${id} for ${scopeInWords(scope)} of ${found.login}, good until ${dayOf(expiresAt)}. It is shown this once.`,
  );
  if (scope.read && scope.repositories.length === 0)
    console.error('It reads all repositories, private ones too, as the commands here do; --repositories narrows it.');
  return 0;
}

async function list(database: Database, owner: string): Promise<0 | 1> {
  const found = await ownerCalled(database, owner);
  if (!found) return 1;
  const tokens = await tokensOf(database, found.id);
  if (tokens.length === 0) console.log(`${found.login} has no tokens`);
  for (const token of tokens) console.log(inWords(token, new Date()));
  return 0;
}

async function revoke(database: Database, id: string): Promise<0 | 1> {
  const at = await revokeToken(database, id);
  if (!at) {
    refuse(`there is no token ${id}: \`soundings token list --owner ...\` shows their ids`);
    return 1;
  }
  console.log(`Token ${id} is revoked, since ${at.toISOString()}`);
  return 0;
}

function inWords(token: TokenRecord, now: Date): string {
  const { id, begins, createdAt, usedAt, revokedAt, expiresAt } = token;
  const state = revokedAt
    ? `revoked ${dayOf(revokedAt)}`
    : `${expiresAt > now ? 'good until' : 'expired'} ${dayOf(expiresAt)}`;
  const used = usedAt ? `last used ${usedAt.toISOString().slice(0, 16)}Z` : 'never used';
  return `${id}  ${begins}...  ${scopeInWords(token)}  made ${dayOf(createdAt)}, ${used}, ${state}`;
}

const scopeInWords = ({
  metrics,
  live,
  read,
  repositories,
}: Pick<TokenRecord, 'metrics' | 'live' | 'read' | 'repositories'>) =>
  [...metrics, ...(live ? ['live'] : []), ...(read ? [['read', ...repositories].join(' ')] : [])].join(', ');

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);
