import { and, asc, eq } from 'drizzle-orm';
import type { BetStory, StandingCheck } from '../../domain/portfolio/bet-story.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { entries } from '../ledger/entries.ts';
import { openChallenges } from '../ledger/open-challenges.ts';
import { checkpoints } from '../schema/bets.ts';
import { checks } from '../schema/gate.ts';
import { absentAsUndefined } from '../stores/absent.ts';
import { betStore } from '../stores/bet-store.ts';
import { mapStore } from '../stores/map-store.ts';
import { repositoryStore } from '../stores/repository-store.ts';

export async function betStory(
  database: Database,
  repositoryId: number,
  number: number,
  reader: Reader,
): Promise<BetStory | undefined> {
  const repository = await repositoryStore(database).repository(repositoryId);
  const check = await standingCheck(database, repositoryId, number);
  const bet = await betStore(database).betOf(repositoryId, number);
  if (!repository || (!check && !bet)) return undefined;
  const { lastGood } = await mapStore(database).mapFiles(repositoryId);
  const here = { among: [...reader.keys()], repository: `${repository.owner}/${repository.name}`, number };
  return {
    repository,
    number,
    ...(check && { check }),
    ...(bet && { bet }),
    entries: bet ? await entries(database, here, undefined) : [],
    checkpoints: bet ? await checkpointsOf(database, bet.id) : [],
    challenges: await openChallenges(database, here),
    ...(lastGood && { map: { map: lastGood.map, home: lastGood.home ?? { name: repository.name } } }),
  };
}

async function standingCheck(
  database: Database,
  repositoryId: number,
  number: number,
): Promise<StandingCheck | undefined> {
  const { conclusion, headSha, isOpen, words } = checks;
  const [row] = await database
    .select({ conclusion, headSha, isOpen, words: told(words) })
    .from(checks)
    .where(and(eq(checks.repositoryId, repositoryId), eq(checks.number, number)));
  return row && absentAsUndefined(row);
}

async function checkpointsOf(database: Database, betId: string): Promise<BetStory['checkpoints']> {
  const { kind, afterDays, dueAt, final, status, notBefore, attempts, firstTriedAt, posted } = checkpoints;
  const rows = await database
    .select({ kind, afterDays, dueAt, final, status, notBefore, attempts, firstTriedAt, posted })
    .from(checkpoints)
    .where(eq(checkpoints.betId, betId))
    .orderBy(asc(checkpoints.dueAt), asc(checkpoints.id));
  return rows.map(absentAsUndefined);
}
