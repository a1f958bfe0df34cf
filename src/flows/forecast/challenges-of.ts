import type { Bet } from '../../domain/bet/bet.ts';
import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { nameOfOther } from '../../domain/bet/other-bet.ts';
import type { Challenge } from '../../domain/commands/challenge.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import type { Forecast } from '../../domain/forecast/forecast.ts';
import type { Repository } from '../../domain/repository.ts';
import { placeFrom } from '../audience/quotable.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';

type OpenChallenge = NonNullable<Forecast['challenges']>[number];

interface Place {
  there: Repository;
  number: number;
}

/** Where it was raised, and where it is answered, as far as these are known. */
interface KnownChallenge {
  challenge: Challenge;
  raised?: Place;
  answered?: Place;
}

/** Challenges that nobody has answered of the metrics, key results and hypotheses that a bet rests on. */
export async function challengesOf(store: Store, { repository, bet }: BetRecord): Promise<KnownChallenge[]> {
  const names = namesIn(bet);
  const all = [...new Set(Object.values(names).flatMap((set) => [...set]))];
  const open = await store.openChallenges(repository.ownerId, all);
  const own = open.filter(isOf(names));
  const placeOf = async ({ repositoryId, number }: Challenge['from']): Promise<Place | undefined> => {
    const there = await store.repository(repositoryId);
    return there && { there, number };
  };
  const found: KnownChallenge[] = [];
  for (const challenge of own) {
    const raised = await placeOf(challenge.from);
    const answered = challenge.issue && (await placeOf(challenge.issue));
    found.push({ challenge, ...(raised ? { raised } : {}), ...(answered ? { answered } : {}) });
  }
  return found;
}

type Names = Record<Challenge['subject']['kind'], Set<string>>;

const namesIn = (bet: Bet): Names => ({
  metric: new Set([...bet.movements, ...bet.guardrails].map(({ metric }) => metric.name.toLowerCase())),
  'key-result': new Set(bet.keyResults.map(({ keyResult }) => keyResult.id.toLowerCase())),
  hypothesis: new Set(bet.hypotheses.map((issue) => issueKey(issue))),
});

const isOf =
  (names: Names) =>
  ({ subject }: Challenge) =>
    names[subject.kind].has(subject.name.toLowerCase());

/**
 * As they may be told: one that was raised, and is answered, where the author may not read is none.
 * @param record whose bet has only what may be named
 */
export async function namedChallenges(
  world: Pick<World, 'forge'>,
  { repository, author, bet }: BetRecord,
  known: KnownChallenge[],
): Promise<OpenChallenge[]> {
  const nameOf = async (place: Place | undefined) => {
    const named = place && (await placeFrom(world, repository, place.there, author));
    return !place || named === 'hidden' ? undefined : nameOfOther({ repository: named, number: place.number });
  };
  const isNameable = isOf(namesIn(bet));
  const found: OpenChallenge[] = [];
  for (const { challenge, raised, answered } of known) {
    if (!isNameable(challenge)) continue;
    const issue = await nameOf(answered);
    const from = await nameOf(raised);
    if (issue !== undefined) found.push({ challenge, issue });
    else if (from !== undefined) found.push(answered ? { challenge } : { challenge, issue: from });
  }
  return found;
}
