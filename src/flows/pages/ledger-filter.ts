import type { LedgerFilter } from '../../domain/ledger/ledger.ts';
import { findMap } from '../../domain/portfolio/find-wanted.ts';
import type { LedgerAsked } from '../../domain/portfolio/ledger-page.ts';
import type { GovernedBy } from '../../domain/portfolio/portfolio.ts';
import { isSameName } from '../../domain/repository.ts';
import type { Reader } from '../ports/page-record.ts';
import { showsFigures, toldMap } from './told-maps.ts';

/** What the database is asked: names of maps resolved, and nothing that would tell what a row does not. */
export interface PageFilter extends Omit<LedgerFilter, 'keyResult' | 'team'> {
  among: readonly number[];
  /** Any of these. */
  keyResults?: string[];
  /** Of bets without an outcome it is told by the metric that they are first about. */
  team?: { name: string; metrics: string[] };
  /** Verdicts of these alone may be told, where not all may. */
  tellable?: { among: readonly number[]; metrics: string[] }[];
}

/** Undefined: what is named does not exist, and nothing fits. */
export function pageFilterOf(
  { owner, maps, readable }: { owner: string; maps: GovernedBy[]; readable: number[] },
  asked: LedgerAsked,
  reader: Reader,
): PageFilter | undefined {
  const { keyResult, objective, team, metric, repository, verdict, decision, period } = asked;
  const byKeyResult = keyResult === undefined ? undefined : keyResultsOf(maps, keyResult, 'keyResult');
  const byObjective = objective === undefined ? undefined : keyResultsOf(maps, objective, 'objective');
  const limits = [...(keyResult === undefined ? [] : [byKeyResult]), ...(objective === undefined ? [] : [byObjective])];
  if (limits.some((limit) => !limit)) return undefined;
  const found = limits.flatMap((limit) => limit ?? []);
  const among = found.reduce((ids, limit) => ids.filter((id) => limit.among.includes(id)), readable);
  const [first, ...others] = found.map(({ ids }) => ids);
  const keyResults = first && others.reduce((kept, ids) => kept.filter((id) => ids.includes(id)), first);
  const tellable = verdict === undefined ? undefined : tellableOf(maps, reader);
  return {
    among,
    ...(keyResults && { keyResults }),
    ...(team === undefined ? {} : { team: teamOf(maps, owner, team) }),
    ...(metric === undefined ? {} : { metric: metric.toLowerCase() }),
    ...(repository === undefined ? {} : { repository: repository.split('/').at(-1) ?? repository }),
    ...(verdict && { verdict }),
    ...(decision && { decision }),
    ...(period && { since: period.since, until: period.until }),
    ...(tellable && { tellable }),
  };
}

function keyResultsOf(maps: GovernedBy[], text: string, kind: 'keyResult' | 'objective') {
  const [id = '', home] = text.split('/').reverse();
  const governed = findMap(maps, home);
  const within = governed?.map.objectives.filter((one) => kind === 'keyResult' || isSameName(one.id, id)) ?? [];
  const ids = within
    .flatMap((one) => one.keyResults.map((keyResult) => keyResult.id))
    .filter((one) => kind === 'objective' || isSameName(one, id));
  return governed && ids.length > 0 ? { among: governed.repositories, ids } : undefined;
}

/** `growth` is `@acme/growth`. `@ann` is a person, whom no page counts: it is read as a team, too. */
export const teamName = (owner: string, text: string): string =>
  text.includes('/') ? text : `@${owner}/${text.replace(/^@/, '')}`;

function teamOf(maps: GovernedBy[], owner: string, text: string): { name: string; metrics: string[] } {
  const name = teamName(owner, text);
  const own = maps.flatMap(({ map }) => map.metrics.filter((one) => isSameName(one.owner ?? '', name)));
  // As the map writes it, which the outcomes have.
  return { name: own[0]?.owner ?? name, metrics: own.map((one) => one.name) };
}

/** Undefined: all of them. */
function tellableOf(maps: GovernedBy[], reader: Reader): PageFilter['tellable'] {
  const told = maps.map((governed) => toldMap(governed, reader));
  const whole = told.every((one) => one.governed.map.metrics.every((metric) => showsFigures(one, metric)));
  if (whole) return undefined;
  return told.map((one) => ({
    among: one.governed.repositories,
    metrics: one.governed.map.metrics.filter((metric) => showsFigures(one, metric)).map(({ name }) => name),
  }));
}
