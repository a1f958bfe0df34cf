import { day, dayOf } from '../../../domain/day.ts';
import type { ReleaseRule } from '../../../domain/outcome-map/outcome-map.ts';
import { deploymentCounts, releaseCounts, tagCounts } from '../../../domain/release/ship-rules.ts';
import type { Repository } from '../../../domain/repository.ts';
import { readDeployDays } from '../../../github/past/read-deploy-days.ts';
import { readReleasesSince } from '../../../github/read-history.ts';
import { readTagsSince } from '../../../github/read-tags.ts';
import type { GitHubAccess, Requests } from '../../../github/requests/requests.ts';
import type { MergedPull } from './gate-of.ts';
import type { Kept } from './kept.ts';

/** Everything that reached users on one day: a daily metric cannot tell it apart. */
export interface ShippedDay {
  name: string;
  at: Date;
  /** The last of that day. */
  lastAt: Date;
}

export interface Shipped {
  by: 'release' | 'tag' | 'deployment' | 'merge';
  /** The map names another signal, of which there is none. */
  insteadOf?: ReleaseRule['on'];
  days: ShippedDay[];
}

interface Past {
  requests: Requests;
  access: GitHubAccess;
  repository: Repository;
  since: Date;
  pulls: MergedPull[];
  kept: Kept;
  say(line: string): void;
}

const merges = ['merge', 'live'];

/**
 * What reached users, and when, by the signal that the map names. Where a repository has none of it, the next one that
 * it has: tags for releases, deployments to production, merges.
 */
export async function shippedSince(rule: ReleaseRule, past: Past): Promise<Shipped> {
  const { on } = rule;
  const signals = merges.includes(on) ? [] : ([on, 'release', 'tag', 'deployment'] as const);
  for (const by of new Set(signals)) {
    if (by === 'merge' || by === 'live') continue;
    const found = byDay(await readers[by]({ ...rule, on: by }, past));
    if (found.length > 0) return { by, days: found, ...(by === on ? {} : { insteadOf: on }) };
  }
  const onDefault = past.pulls.filter(({ baseRef }) => baseRef === past.repository.defaultBranch);
  const days = byDay(onDefault.map(({ number, mergedAt }) => ({ name: `#${number}`, at: new Date(mergedAt) })));
  return { by: 'merge', days, ...(on === 'merge' ? {} : { insteadOf: on }) };
}

type Named = { name: string; at: Date };

const readers: Record<'release' | 'tag' | 'deployment', (rule: ReleaseRule, past: Past) => Promise<Named[]>> = {
  async release(rule, { requests, repository, since, say }) {
    const found = await readReleasesSince(requests, repository, since);
    say(`Read ${found.length} releases.`);
    return found.filter((release) => releaseCounts(rule, release)).map(({ tag, at }) => ({ name: tag, at }));
  },
  async tag(rule, { access, repository, since, say }) {
    const found = await readTagsSince(access, repository, since);
    say(`Read ${found.length} tags.`);
    // One without a date of its own that is older is given this one.
    const dated = found.filter(({ at }) => at > since);
    return dated.filter(({ tag }) => tagCounts(rule, tag)).map(({ tag, at }) => ({ name: tag, at }));
  },
  async deployment(rule, { requests, repository, since, kept, say }) {
    let read = 0;
    const onOne = () => {
      read += 1;
      if (read % 25 === 0) say(`Read ${read} deployments.`);
    };
    const isWanted = (deployment: Parameters<typeof deploymentCounts>[1]) => deploymentCounts(rule, deployment);
    const days = await readDeployDays(requests, repository, since, isWanted, kept.deployed, onOne).finally(() =>
      kept.save(),
    );
    say(`Found deployments on ${days.length} days.`);
    return days.map((at) => ({ name: `deployment of ${at.toISOString().slice(0, 10)}`, at }));
  },
};

function byDay(found: Named[]): ShippedDay[] {
  const days = new Map<number, [Named, ...Named[]]>();
  for (const one of found.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const known = days.get(dayOf(one.at));
    if (known) known.push(one);
    else days.set(dayOf(one.at), [one]);
  }
  return [...days.values()].map(([first, ...more]) => ({
    name: more.length === 0 ? first.name : `${first.name} and ${more.length} more`,
    at: first.at,
    lastAt: more.at(-1)?.at ?? first.at,
  }));
}

/** Days from one to the next: half of them are shorter. */
export function usualGap(days: ShippedDay[]): number | undefined {
  const gaps = days.slice(1).map(({ at }, index) => (at.getTime() - (days[index]?.at.getTime() ?? 0)) / day);
  return gaps.sort((one, other) => one - other)[gaps.length >> 1];
}
