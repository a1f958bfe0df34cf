import { quoted } from '../../../domain/outcome-map/quoted.ts';
import { formatDate } from '../../words/dates.ts';
import type { FoundBy, RuleWords } from './rule-words.ts';

export const unmeasured: RuleWords<'unmeasured'> = (finding) => ({
  what: whyUnmeasured(finding),
  why: 'nobody will know whether it moved',
  better:
    finding.why.kind === 'no-source'
      ? "`source: connection/query`, as the operator's file of sources names it"
      : 'a source that answers with a value for each day',
});

function whyUnmeasured({ metric, why }: FoundBy<'unmeasured'>): string {
  const name = quoted(metric.name);
  const source = metric.source === undefined ? '' : ` (${quoted(metric.source)})`;
  switch (why.kind) {
    case 'no-source':
      return `${name} has no source`;
    case 'failed':
      return `${name} cannot be read${source}: ${why.failure.text}`;
    case 'empty':
      return why.lastAt
        ? `${name} has had no value since ${formatDate(why.lastAt)}${source}`
        : `${name} has never had a value${source}`;
  }
}
