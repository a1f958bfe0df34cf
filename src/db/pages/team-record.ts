import type { TeamRecord } from '../../domain/portfolio/team-page.ts';
import { isSameName } from '../../domain/repository.ts';
import { teamName } from '../../flows/pages/ledger-filter.ts';
import type { Reader } from '../../flows/ports/page-record.ts';
import type { Database } from '../connect.ts';
import { calibration } from '../ledger/calibration.ts';
import { pace } from '../ledger/pace.ts';
import { ledgerPage } from './ledger-page.ts';

interface Asked {
  owner: string;
  team: string;
  /** Of the sums. */
  since: Date;
  limit: number;
}

export async function teamRecord(
  database: Database,
  reader: Reader,
  { owner, team, since, limit }: Asked,
): Promise<TeamRecord> {
  const asked = { team, oldestFirst: false, unknown: [] };
  const ledger = await ledgerPage(database, reader, { owner, asked, limit });
  const name = teamName(owner, team);
  const own = ledger.maps.flatMap(({ map, repositories }) =>
    map.metrics.flatMap((one) => (isSameName(one.owner ?? '', name) ? [{ name: one.owner, repositories }] : [])),
  );
  const filter = {
    // As the map writes it, which the outcomes have.
    team: own[0]?.name ?? name,
    among: [...new Set(own.flatMap(({ repositories }) => repositories))],
    since,
  };
  return { ...ledger, pace: await pace(database, filter), calibration: await calibration(database, filter, 'all') };
}
