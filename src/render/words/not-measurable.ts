import type { ForecastRowView } from '../../domain/forecast/forecast-view.ts';
import type { Baseline } from '../../domain/metric/baseline.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { ReadFailure } from '../../domain/metric/reading.ts';
import { formatDate } from './dates.ts';
import { remedyFor } from './finding-in-words.ts';
import { inertCode, inertSentence } from './inert.ts';
import { asClause, capital } from './words.ts';

type Unmeasured = Exclude<Baseline, { kind: 'level' }>;

/** `cannot be measured: source not available to acme`, for a sentence or a cell. */
export function whyNot(baseline: Unmeasured, reader: Date): string {
  if (baseline.kind === 'failed')
    return `cannot be measured: ${asClause(inertSentence(baseline.failure.text, { maxLength: 200 }))}`;
  return baseline.lastAt ? `has had no value since ${formatDate(baseline.lastAt, reader)}` : 'has had no value so far';
}

/** The bet's own metric cannot be read: what that means and who can do what about it. */
export function notMeasurable(
  { movement, baseline, unfit }: ForecastRowView,
  shown: boolean,
  open: boolean,
  reader: Date,
): string[] {
  const { metric } = movement;
  const why =
    baseline.kind !== 'level'
      ? whyNot(baseline, reader)
      : `cannot be measured: ${asClause(inertSentence(unfit?.text ?? '', { maxLength: 300 }))}`;
  const remedy = unfit && remedyFor(unfit);
  const then = open ? 'If this ships now' : 'Unless that changes';
  return [
    `${inertCode(metric.name, { maxLength: 80 })} ${why}${provenance(metric, shown)}. ${then}, nobody will know whether it worked.`,
    remedy
      ? `What to do: ${remedy}; ${again}`
      : baseline.kind === 'failed'
        ? remedies[baseline.failure.reason]
        : remedies.empty,
  ];
}

/** `Owner ..., source ....`: whom to ask; never pinged. The source only where the metric's figures may be shown. */
export function whomToAsk({ source, owner }: Metric, shown: boolean): string {
  const parts = [
    owner ? `owner ${inertCode(owner, { maxLength: 80 })}` : '',
    source && shown ? `source ${inertCode(source, { maxLength: 120 })}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${capital(parts.join(', '))}.`;
}

/** ` (source ..., owner ...)`, within a sentence. */
export function provenance({ source, owner }: Metric, shown: boolean): string {
  const parts = [
    source && shown ? `source ${inertCode(source, { maxLength: 120 })}` : '',
    owner ? `owner ${inertCode(owner, { maxLength: 80 })}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const again = '`/soundings check` looks again.';
const askForSource = 'Ask the operator of Soundings for it, or name another source in the outcome map';

const remedies: Record<ReadFailure['reason'] | 'empty', string> = {
  empty: `What to do: make sure that it is recorded; ${again}`,
  'no-source': `What to do: name its source in the outcome map, \`source: connection/query\`; ${again}`,
  'unknown-source': `What to do: ${askForSource.charAt(0).toLowerCase()}${askForSource.slice(1)}; ${again}`,
  'not-available':
    'What to do: ask the operator of Soundings to open this source to the owner of this repository, or name another one in the outcome map.',
  timeout: `What to do: try again later; if it does not help, its owner or the operator of Soundings can find out why. ${again}`,
  unreachable: `What to do: try again later; if it does not help, its owner or the operator of Soundings can find out why. ${again}`,
  'query-failed': `What to do: its owner, or the operator of Soundings, has to fix the query. ${again}`,
  'not-pushed': `What to do: push its samples, such as \`curl --json '{"samples":[{"t":"2026-11-03","value":12}]}' -H "Authorization: Bearer $TOKEN" $SOUNDINGS/api/v1/o/OWNER/metrics/NAME\`, with the name behind the slash of its \`source\`. The operator of Soundings makes the token. ${again}`,
  'bad-samples': `What to do: its owner, or the operator of Soundings, has to fix the query. ${again}`,
  'too-many-rows': `What to do: its owner, or the operator of Soundings, has to make the query return one row a day. ${again}`,
};
