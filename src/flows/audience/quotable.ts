import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { OtherBet } from '../../domain/bet/other-bet.ts';
import { issueReferences } from '../../domain/declaration/issue-reference.ts';
import { quotedFor } from '../../domain/disclosure/quoted-for.ts';
import type { Repository } from '../../domain/repository.ts';
import type { KnownBet } from '../ports/stored.ts';
import type { World } from '../ports/world.ts';

/*
 * What is told of other repositories, in a comment or check of `here` on the word of its author. What was read some time ago is asked for again: somebody
 * may have lost the right since, or a repository may have become public.
 */

type Asking = Pick<World, 'forge'>;

/** Where a pull request or issue is, as it may be named. */
export async function placeFrom(
  { forge }: Asking,
  here: Repository,
  there: Repository,
  author: string | undefined,
): Promise<OtherBet['repository']> {
  if (there.id === here.id) return undefined;
  const { owner, name } = there;
  if (!there.private) return { owner, name };
  const reader = quotedFor(here, author);
  return reader !== undefined && (await forge.canRead(here, there, reader)) ? { owner, name } : 'hidden';
}

/** `acme/shop#42`, or undefined where it may not be named. */
export async function nameable(
  { forge }: Asking,
  here: Repository,
  reference: string,
  author: string | undefined,
): Promise<string | undefined> {
  const [found] = issueReferences(reference);
  const { owner = here.owner, repository: name = here.name } = found ?? {};
  return found && (await forge.canRead(here, { owner, name }, quotedFor(here, author))) ? reference : undefined;
}

/** Bets whose effect mixes with that of `record`, named as far as they may be. */
export async function named(world: Asking, { repository, author }: BetRecord, others: KnownBet[]): Promise<OtherBet[]> {
  const found: OtherBet[] = [];
  for (const { there, ...other } of others) {
    const place = await placeFrom(world, repository, there, author);
    found.push(place ? { ...other, repository: place } : other);
  }
  return found;
}

/** A bet without the hypotheses that may not be quoted. */
export async function quotable({ forge }: Asking, record: BetRecord): Promise<BetRecord> {
  const { repository, author, bet } = record;
  const hypotheses = [];
  for (const issue of bet.hypotheses) {
    const place = { owner: issue.owner, name: issue.repository };
    if (await forge.canRead(repository, place, quotedFor(repository, author))) hypotheses.push(issue);
  }
  return hypotheses.length < bet.hypotheses.length ? { ...record, bet: { ...bet, hypotheses } } : record;
}
