import { buildDigest } from '../../domain/digest/build-digest.ts';
import { digestMetrics } from '../../domain/digest/digest-metrics.ts';
import { type Edition, newestEdition, nextDue } from '../../domain/digest/editions.ts';
import { planOf } from '../../domain/digest/plan-of.ts';
import { disclosureOf } from '../../domain/disclosure/disclosure.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { type DigestPlan, type Rhythm, rhythms } from '../../domain/outcome-map/digest/plan.ts';
import type { DigestPage, DigestsPage, EditionRecord } from '../../domain/portfolio/digest-page.ts';
import { isOwnersMap } from '../../domain/portfolio/find-wanted.ts';
import type { GovernedBy } from '../../domain/portfolio/portfolio.ts';
import type { OwnerPlace, Reader } from '../ports/page-record.ts';
import { readsAll } from './reader.ts';
import { tellingOf, toldMap } from './told-maps.ts';

/** Those that an edition tells of: each is read. */
export const metricsOfEdition = ({ governed, edition }: EditionRecord, reader: Reader): Metric[] =>
  digestMetrics(governed.map, edition.rhythm, toldMap(governed, reader).disclosure).metrics;

/** The same digest that is written on GitHub, of what its reader may see. */
export function digestPageOf(
  { owner }: OwnerPlace,
  { governed, isOwners, edition, record }: EditionRecord,
  { reader, readings, now }: { reader: Reader; readings: ReadonlyMap<string, Reading>; now: Date },
): DigestPage {
  const told = toldMap(governed, reader);
  const { disclosure } = told;
  const { map, repositories, home } = governed;
  const plan = planOf(map);
  // How far bets came of what was expected would tell it of each, where they are few.
  const isOpen = repositories.some((id) => reader.get(id)?.private === false);
  const inTheOpen = disclosureOf(map, { repository: 'public', readsHome: true });
  const mayCount = !isOpen || inTheOpen.ofOthers === 'figures';
  const digest = buildDigest(
    {
      ...record,
      concluded: record.concluded.map(tellingOf([told], reader)),
      calibration: mayCount ? record.calibration : [],
    },
    {
      ...{ owner, map, edition, timezone: plan.timezone, disclosure, readings },
      mayQuote: (name) => disclosure.words && readsAll(reader, [name]),
    },
  );
  const earlier = newestEdition(plan, edition.rhythm, edition.since)?.name;
  const later = after(plan, edition, now)?.name;
  return {
    digest,
    ...(isOwners ? {} : { home }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(later === undefined ? {} : { later }),
  };
}

function after(plan: DigestPlan, { rhythm, until }: Edition, now: Date): Edition | undefined {
  const next = nextDue(plan, rhythm, until);
  return next && next <= now ? newestEdition(plan, rhythm, next) : undefined;
}

const mostListed: Record<Rhythm, number> = { weekly: 8, monthly: 6, quarterly: 4 };

/** The latest editions of each map. */
export function digestsPageOf({ owner }: OwnerPlace, maps: GovernedBy[], now: Date): DigestsPage {
  return {
    owner,
    maps: maps.map((governed) => {
      const { map, home } = governed;
      const plan = planOf(map);
      const editions = Object.fromEntries(
        rhythms.map((rhythm) => [rhythm, latest(plan, rhythm, now, mostListed[rhythm])]),
      ) as Record<Rhythm, string[]>;
      return {
        ...(isOwnersMap(governed, maps) ? {} : { home }),
        ...(map.digest ? { writtenIn: map.digest.repository } : {}),
        editions,
      };
    }),
  };
}

function latest(plan: DigestPlan, rhythm: Rhythm, now: Date, most: number): string[] {
  const names: string[] = [];
  for (let at: Date | undefined = now; at && names.length < most; ) {
    const edition: Edition | undefined = newestEdition(plan, rhythm, at);
    if (edition) names.push(edition.name);
    at = edition?.since;
  }
  return names;
}
