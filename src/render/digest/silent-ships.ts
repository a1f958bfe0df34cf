import type { Digest } from '../../domain/digest/digest.ts';
import type { SilentBet } from '../../domain/ledger/ledger.ts';
import { formatDate } from '../words/dates.ts';
import { inertCode } from '../words/inert.ts';
import { listOf, referenceOf } from './bet-lines.ts';

const silences: Record<SilentBet['silence'], (since: string, metric: string) => string> = {
  'no-readout': (since) => `shipped, its readout was due on ${since}, and nothing explains why there is none`,
  'no-data': (since, metric) => `concluded without data on ${since}: its metric${metric} stayed silent`,
  undecided: (since) => `concluded on ${since}, and nobody has decided what to do with it`,
  unreleased: (since) => `was merged on ${since}, and is in no release so far`,
  unanswered: (since) => `was asked on ${since} what was learned; nobody has said so far`,
};

/** What somebody ought to look at, the longest silent first; it comes before everything else. */
export function silentShips({ silent, edition }: Digest): string | undefined {
  if (silent.count === 0) return undefined;
  const line = ({ silence, since, metric, ...place }: SilentBet) =>
    `${referenceOf(place)} ${silences[silence](formatDate(since, edition.until), metric === undefined ? '' : ` ${inertCode(metric, { maxLength: 60 })}`)}.`;
  return `### Silent ships\n\n${listOf(silent, line)}`;
}
