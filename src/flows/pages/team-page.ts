import { calibrationOf } from '../../domain/ledger/calibration.ts';
import { paceOf } from '../../domain/ledger/pace.ts';
import { chainsUpward } from '../../domain/metric/metric-tree.ts';
import { isOwnersMap } from '../../domain/portfolio/find-wanted.ts';
import type { TeamPage, TeamRecord } from '../../domain/portfolio/team-page.ts';
import { isSameName } from '../../domain/repository.ts';
import type { OwnerPlace, Reader } from '../ports/page-record.ts';
import { teamName } from './ledger-filter.ts';
import { showsFigures, tellingOf, toldMap } from './told-maps.ts';

interface Asked {
  team: string;
  reader: Reader;
  since: Date;
  now: Date;
}

/** Undefined: no map that the reader has knows the team. */
export function teamPageOf(
  { owner }: OwnerPlace,
  { maps, open, entries, next, pace, calibration }: TeamRecord,
  { team, reader, since, now }: Asked,
): TeamPage | undefined {
  const name = teamName(owner, team);
  const told = maps.map((governed) => toldMap(governed, reader));
  const known = maps.flatMap(({ map }) => map.teams ?? []).find((one) => isSameName(teamName(owner, one.name), name));
  const owned = told.flatMap((one) => {
    const { metrics } = one.governed.map;
    return metrics
      .filter((metric) => isSameName(metric.owner ?? '', name))
      .map((metric) => ({
        metric,
        ...(isOwnersMap(one.governed, maps) ? {} : { home: one.governed.home }),
        above: chainsUpward(metrics, metric.name)[0]?.slice(1) ?? [],
        isTold: showsFigures(one, metric),
      }));
  });
  if (!known && owned.length === 0) return undefined;
  const [sums] = calibration;
  // How many moved as expected would tell it of each, where they are few.
  const mayCount = owned.every(({ isTold }) => isTold) && sums !== undefined && sums.concluded > 0;
  return {
    owner,
    name: owned[0]?.metric.owner ?? name,
    ...(known && { team: known }),
    metrics: owned.map(({ isTold: _, ...one }) => one),
    open,
    entries: entries.map(tellingOf(told, reader)),
    more: next !== undefined,
    pace: paceOf(pace, { since }, now).filter(({ count, measure }) => count > 0 && !measure.startsWith('merged-')),
    ...(mayCount ? { calibration: calibrationOf(sums) } : {}),
  };
}
