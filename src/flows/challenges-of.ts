import type { Challenge } from '../domain/challenge.ts';
import type { Forecast } from '../domain/forecast.ts';
import { issueKey } from '../domain/issue-reference.ts';
import { nameOfOther, placeFrom } from '../domain/other-bet.ts';
import type { BetRecord, Store } from './ports.ts';

type OpenChallenge = NonNullable<Forecast['challenges']>[number];

/** Challenges that nobody has answered of the metrics, key results and hypotheses that a bet rests on. */
export async function challengesOf(store: Store, { repository, bet }: BetRecord): Promise<OpenChallenge[]> {
  const names: Record<Challenge['subject']['kind'], Set<string>> = {
    metric: new Set([...bet.movements, ...bet.guardrails].map(({ metric }) => metric.name.toLowerCase())),
    'key-result': new Set(bet.keyResults.map(({ keyResult }) => keyResult.id.toLowerCase())),
    hypothesis: new Set(bet.hypotheses.map((issue) => issueKey(issue))),
  };
  const all = [...new Set(Object.values(names).flatMap((set) => [...set]))];
  const open = await store.openChallenges(repository.ownerId, all);
  const own = open.filter(({ subject }) => names[subject.kind].has(subject.name.toLowerCase()));
  const found: OpenChallenge[] = [];
  for (const challenge of own) {
    const issue = challenge.issue ?? challenge.from;
    const there = await store.repository(issue.repositoryId);
    const place = there && placeFrom(repository, there);
    if (!there || place === 'hidden') found.push({ challenge });
    else found.push({ challenge, issue: nameOfOther({ repository: place, number: issue.number }) });
  }
  return found;
}
