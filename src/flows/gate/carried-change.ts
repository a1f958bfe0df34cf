import type { Declaration } from '../../domain/declaration/declaration.ts';
import { saysTheSame } from '../../domain/declaration/same-declaration.ts';
import { isExemptKind } from '../../domain/gate/exemption.ts';
import type { CarriedChange, PullRequest } from '../../domain/gate/facts.ts';
import type { Policy } from '../../domain/outcome-map/policy.ts';
import { findBackports } from '../../domain/release/find-backports.ts';
import { findReverts } from '../../domain/release/find-reverts.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import { withReapplied } from '../release/find-reverted.ts';
import { changedPaths } from './changed-paths.ts';

/**
 * The change of another pull request that this one takes back, or brings to another branch. Anybody can write that it does: it is believed where that
 * one is merged, and changed all the files that this one changes. Three requests at most: of what a text names the first counts.
 */
export async function carriedChange(
  world: World,
  repository: Repository,
  pullRequest: PullRequest,
  paths: string[],
  declaration: Declaration,
  { exempt }: Policy,
): Promise<CarriedChange | undefined> {
  const { owner, name } = repository;
  const { number, title, body } = pullRequest;
  const text = { owner, name, number, title, text: body };
  const named = isExemptKind(exempt, 'backport') ? findBackports(text) : undefined;
  const backported = named && (named.numbers[0] ?? (await numberOf(world, repository, named.shas)));
  if (backported !== undefined) {
    const found = await mergedWith(world, repository, backported, paths);
    // A description of its own is a bet of its own.
    const isCopy = found !== undefined && (statesNothing(declaration) || saysTheSame(found.body, body));
    return isCopy && found.baseRef !== pullRequest.baseRef ? { kind: 'backport', number: backported } : undefined;
  }
  if (!isExemptKind(exempt, 'revert') || !statesNothing(declaration)) return undefined;
  const said = findReverts(text);
  const { numbers, shas } = await withReapplied(world.store, repository, said, {
    at: world.now(),
    ...(pullRequest.baseRef === repository.defaultBranch ? {} : { branch: pullRequest.baseRef }),
  });
  const reverted = numbers[0] ?? said.partly[0] ?? (await numberOf(world, repository, shas));
  if (reverted === undefined || !(await mergedWith(world, repository, reverted, paths))) return undefined;
  return { kind: 'revert', number: reverted };
}

/** Of bets it is known; what stated none, or was merged and is not heard of yet, costs a request. */
async function numberOf({ store, forge }: World, repository: Repository, [sha]: string[]): Promise<number | undefined> {
  if (sha === undefined) return undefined;
  return (await store.betByMergeSha(repository.id, sha))?.number ?? (await forge.mergedWith(repository, sha))[0];
}

const statesNothing = ({ keyResults, hypotheses, expectations, nonBet }: Declaration) =>
  keyResults.length === 0 && hypotheses.length === 0 && expectations.length === 0 && nonBet === undefined;

async function mergedWith(
  world: World,
  repository: Repository,
  number: number,
  paths: string[],
): Promise<PullRequest | undefined> {
  const found = await world.forge.pullRequest(repository, number);
  if (!found?.merged || paths.length === 0) return undefined;
  const theirs = new Set(await changedPaths(world, repository, found));
  return paths.every((path) => path !== '' && theirs.has(path)) ? found : undefined;
}
