import { nameOfOther, type OtherBet } from '../../domain/bet/other-bet.ts';
import type { ForecastView } from '../../domain/forecast/forecast-view.ts';
import type { Alongside } from '../../domain/readout/alongside.ts';
import { formatDate, formatDays } from './dates.ts';
import { distinct } from './distinct.ts';
import { inertCode } from './inert.ts';
import { issueReference } from './issue-link.ts';
import { firstOf } from './words.ts';

/** How many others a forecast names of each kind. */
export const mostNamed = 5;

/** Bets whose effect would mix with this one's, one line for each way they stand to it, and what would tell them apart. */
export function otherBetsLines({ others, rows, over, daysApart, asOf }: ForecastView): string[] {
  if (over) return [];
  const groups: [OtherBet['relation'], string][] = [
    ['same', others.some(({ metrics }) => metrics.length > 1) ? 'Also on these metrics' : 'Also on this metric'],
    ['above', 'On a metric above'],
    ['below', 'On a metric below'],
  ];
  const lines = groups.flatMap(([relation, heading]) => {
    const named = others.filter((other) => other.relation === relation).map((other) => inPassing(other, asOf));
    return named.length === 0 ? [] : [`**${heading}** ${firstOf(named, mostNamed)}`];
  });
  const last = lines.pop();
  if (last === undefined) return [];
  const effects = others.length === 1 ? 'the two effects' : 'their effects';
  const apart = daysApart === undefined ? '' : `shipping them at least ${formatDays(daysApart)} apart, `;
  if (rows.length > 0 && rows.every(({ experiment }) => experiment))
    return [...lines, `${last}: they affect both groups of the experiment alike`].map((line) => `${line}.`);
  return [
    ...lines.map((line) => `${line}.`),
    `${last}: a before/after comparison cannot separate ${effects}. What can: ${apart}a holdout${apart === '' ? '' : ','} or an experiment.`,
  ];
}

/** GitHub makes a link of it, where it may be named. */
export function otherReference(other: OtherBet): string {
  const { repository, number } = other;
  if (repository === undefined || repository === 'hidden') return nameOfOther(other);
  return issueReference({ owner: repository.owner, repository: repository.name, number });
}

function inPassing(other: OtherBet, asOf: Date): string {
  const { state, metrics, relation, measuringUntil } = other;
  const on = relation === 'same' ? [] : metrics.slice(0, 2).map((name) => inertCode(name, { maxLength: 60 }));
  const standing = {
    open: 'open',
    merged: 'merged, not shipped yet',
    shipped: measuringUntil ? `measured until ${formatDate(measuringUntil, asOf)}` : 'being measured',
  }[state as string];
  return `${otherReference(other)} (${[...on, ...(standing ? [standing] : [])].join(', ')})`;
}

/** What else shipped on a measured metric in these days, for the line about the cause. */
export function alongsideInWords({ together, apart, below }: Alongside): string {
  const names = (some: OtherBet[]) =>
    firstOf(
      distinct(some.map(otherReference), (name) => name),
      mostNamed,
    );
  return [
    together.length > 0
      ? ` The effect is shared with ${names(together)}, which shipped too close to tell apart, and is counted once.`
      : '',
    apart.length > 0
      ? ` ${names(apart)} shipped on the same metric in these days, and ${apart.length === 1 ? 'its effect is' : 'their effects are'} estimated apart from this one.`
      : '',
    below.length > 0 ? ` ${names(below)} shipped on a metric that drives this one, and may have a part in it.` : '',
  ].join('');
}
