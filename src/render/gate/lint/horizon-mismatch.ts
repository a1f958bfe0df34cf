import { quoted } from '../../../domain/outcome-map/quoted.ts';
import { formatDays } from '../../words/dates.ts';
import type { RuleWords } from './rule-words.ts';

export const horizonMismatch: RuleWords<'horizon-mismatch'> = (finding) => {
  const { keyResult, metric, daysLeft, horizonDays, readoutDays, earliest, sooner } = finding;
  const seen =
    horizonDays >= readoutDays
      ? `shows in ${quoted(metric.name)} after ${formatDays(horizonDays)}`
      : `has its last readout after ${formatDays(readoutDays)}`;
  return {
    what: `${quoted(keyResult.id)} ends in ${formatDays(daysLeft)}, and what ships today ${seen}`,
    why: 'nothing done for it from now on would show in time',
    better: `\`by: ${earliest.toISOString().slice(0, 10)}\` or later${sooner ? `, or a metric that shows sooner: \`metric: ${sooner.name}\`` : ''}`,
  };
};
