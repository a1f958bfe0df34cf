import { noBreak } from '../../render/words/figures.ts';
import { inPercent, inUnitOf, type Sizes } from '../../render/words/sizes.ts';
import { inWords } from '../../render/words/words.ts';
import type { Column } from '../ledger/column.ts';
import type { JudgedRelease } from './judge-releases.ts';

/** How the effect on a metric is told: in per cent, or in its unit where they say nothing. */
export const sizesFor = ({ answer }: JudgedRelease, unit: string): Sizes =>
  answer.kind === 'effect' && answer.inUnit ? inUnitOf(answer.inUnit, unit) : inPercent;
const spaced = (text: string) => text.replaceAll(noBreak, ' ');
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A row for each release. */
export const releaseColumns = <Row extends JudgedRelease>(unitOf: (row: Row) => string): Column<Row>[] => [
  { field: 'release', value: ({ name }) => name, title: 'release', text: ({ name }) => name, flexible: true },
  { field: 'shipped', value: ({ at }) => dayOf(at), title: 'shipped', text: ({ at }) => dayOf(at) },
  {
    ...{ field: 'effect', title: 'effect', align: 'right' },
    value: ({ answer }) => (answer.kind === 'effect' ? answer.relative : undefined),
    text: (row) => (row.answer.kind === 'effect' ? spaced(sizesFor(row, unitOf(row)).one(row.answer.relative)) : ''),
  },
  {
    ...{ field: 'low', title: 'interval' },
    value: ({ answer }) => (answer.kind === 'effect' ? answer.low : undefined),
    text: (row) => (row.answer.kind === 'effect' ? spaced(sizesFor(row, unitOf(row)).span(row.answer)) : ''),
  },
  { field: 'high', value: ({ answer }) => (answer.kind === 'effect' ? answer.high : undefined) },
  { field: 'confidence', value: ({ answer }) => (answer.kind === 'effect' ? (answer.confidence ?? 0.95) : undefined) },
  {
    ...{ field: 'verdict', title: 'verdict' },
    value: ({ verdict }) => verdict ?? 'no-data',
    text: ({ verdict }) => verdict ?? 'no-data',
  },
  { field: 'shared_with', value: ({ answer }) => (answer.kind === 'effect' ? (answer.sharedWith ?? []) : []) },
  {
    ...{ field: 'detectable', title: 'would be seen' },
    value: ({ answer }) => (answer.kind === 'effect' ? answer.detectable : undefined),
    text: (row) =>
      row.answer.kind === 'effect'
        ? `from ${spaced(sizesFor(row, unitOf(row)).one(row.answer.detectable)).replace(/^\+/, '')}`
        : '',
  },
  {
    ...{ field: 'reason', title: '' },
    value: ({ answer }) => (answer.kind === 'unanswerable' ? answer.text : undefined),
    text: ({ answer }) =>
      answer.kind === 'unanswerable'
        ? answer.text
        : answer.sharedWith?.length
          ? `together with ${inWords(answer.sharedWith)}`
          : '',
  },
];
