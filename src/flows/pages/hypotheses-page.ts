import { paceOf } from '../../domain/ledger/pace.ts';
import type { HypothesesPage, HypothesesRecord } from '../../domain/portfolio/hypotheses-page.ts';
import type { OwnerPlace, Reader } from '../ports/page-record.ts';
import { toldMap } from './told-maps.ts';

interface Asked {
  reader: Reader;
  since: Date;
  now: Date;
  most: number;
}

export function hypothesesPageOf(
  { owner }: OwnerPlace,
  { maps, counts, rows, pace }: HypothesesRecord,
  { reader, since, now, most }: Asked,
): HypothesesPage {
  const words = maps.every((governed) => toldMap(governed, reader).disclosure.words);
  const loop = paceOf(pace, { since }, now).find(({ measure }) => measure === 'hypothesis-to-readout');
  return {
    owner,
    counts,
    // Evidence is people's words, which may hold any figure.
    rows: rows
      .slice(0, most)
      .map(({ evidence, ...row }) => (words && evidence !== undefined ? { ...row, evidence } : row)),
    more: rows.length > most,
    ...(loop && loop.count > 0 ? { loop } : {}),
  };
}
