import { createHash, randomBytes } from 'node:crypto';
import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { PushToken, PushTokens } from '../flows/ports/pushed.ts';
import type { Database } from './connect.ts';
import { pushTokens } from './schema/pushed.ts';
import { installations } from './schema/repositories.ts';

/** What an operator sees of a token. */
export type TokenRecord = Omit<typeof pushTokens.$inferSelect, 'hash' | 'ownerId'>;

/** Tokens are kept so long after they end, so that their last use can be looked up. */
const keptDays = 90;
/** `snd_` and 8 letters: 48 of 256 bits. */
const shownLetters = 12;

/** 256 random bits need neither a salt nor a slow hash. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export function pushTokensOf(database: Database): PushTokens {
  const isGood = and(isNull(pushTokens.revokedAt), gt(pushTokens.expiresAt, sql`now()`));
  // By hand: Drizzle leaves out the table of a column here, and each row would then match every owner.
  const logins = sql<string[]>`array(select distinct lower(known.owner) from ${installations} known
    where known.owner_id = ${pushTokens}.owner_id and known.owner is not null order by 1)`;
  const wasUsed = sql<boolean>`coalesce(${pushTokens.usedAt} > now() - interval '1 minute', false)`;
  return {
    async good(token) {
      const { id, ownerId, metrics, live, read, repositories } = pushTokens;
      const [row] = await database
        .select({ id, ownerId, metrics, live, read, repositories, logins, wasUsed })
        .from(pushTokens)
        .where(and(eq(pushTokens.hash, hashOf(token)), isGood));
      if (!row) return undefined;
      const { wasUsed: isTold, ...found } = row;
      if (!isTold) await database.update(pushTokens).set({ usedAt: sql`now()` }).where(eq(pushTokens.id, found.id));
      return found;
    },
  };
}

/** The owners that a login, or GitHub's number, means: each owner that has or had that login. */
export async function ownersCalled(database: Database, owner: string): Promise<{ id: number; login: string }[]> {
  const rows = await database
    .selectDistinct({ id: installations.ownerId, login: installations.owner })
    .from(installations)
    .where(
      or(eq(sql`lower(${installations.owner})`, owner.toLowerCase()), eq(sql`${installations.ownerId}::text`, owner)),
    )
    .orderBy(asc(installations.ownerId));
  return rows.flatMap(({ id, login }) => (id === null || login === null ? [] : [{ id, login }]));
}

/** Makes a token, which is shown only once. */
export async function createToken(
  database: Database,
  scope: Pick<PushToken, 'ownerId' | 'metrics' | 'live'> &
    Partial<Pick<PushToken, 'read' | 'repositories'>> & { expiresAt: Date },
): Promise<{ id: string; token: string }> {
  const id = randomBytes(4).toString('hex');
  const token = `snd_${randomBytes(32).toString('base64url')}`;
  await database.insert(pushTokens).values({ id, hash: hashOf(token), begins: token.slice(0, shownLetters), ...scope });
  return { id, token };
}

export async function tokensOf(database: Database, ownerId: number): Promise<TokenRecord[]> {
  const rows = await database
    .select()
    .from(pushTokens)
    .where(eq(pushTokens.ownerId, ownerId))
    .orderBy(asc(pushTokens.createdAt), asc(pushTokens.id));
  return rows.map(({ hash: _, ownerId: __, ...token }) => token);
}

/** Since when it is no longer valid; undefined: there is no such token. */
export async function revokeToken(database: Database, id: string): Promise<Date | undefined> {
  const [row] = await database
    .update(pushTokens)
    .set({ revokedAt: sql`coalesce(${pushTokens.revokedAt}, now())` })
    .where(eq(pushTokens.id, id))
    .returning({ at: pushTokens.revokedAt });
  return row?.at ?? undefined;
}

export async function forgetEndedTokens(database: Database, now: Date): Promise<void> {
  const then = new Date(now.getTime() - keptDays * 86_400_000);
  await database.delete(pushTokens).where(or(lt(pushTokens.revokedAt, then), lt(pushTokens.expiresAt, then)));
}
