import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { readoutChain } from '../chart/chain-flowchart.ts';
import { commentBody } from '../comment/comment-body.ts';
import type { Fold } from '../comment/fold.ts';
import { marker } from '../comment/marker.ts';
import { list } from '../comment/table.ts';
import { guardLine } from './guard-line.ts';
import { readoutFold } from './readout-fold.ts';
import { readoutHeadline } from './readout-headline.ts';
import { movementTable, readoutLead } from './readout-lead.ts';
import { isTold, readoutLines } from './readout-lines.ts';
import { readoutNext } from './readout-next.ts';

/** What moved since the release: an interim look, or the last one, which concludes and mentions the author. */
export function renderReadout(readout: ReadoutView): string {
  const { subject } = readout;
  return commentBody({
    marker: marker(readout.interim ? 'interim' : 'final', { verdict: readout.verdict }),
    shown: [
      `### ${readoutHeadline(readout)}`,
      subject ? readoutLead(readout, subject) : '',
      movementTable(readout),
      subject ? list(readoutLines(readout, subject)) : '',
    ],
    folds: [readoutFold(readout), readout.interim ? undefined : readoutChain(readout), guardsFold(readout)],
    close: readoutNext(readout),
  });
}

/** Guardrails to which nothing happened, or of which nobody can tell. */
function guardsFold({ guards, interim, disclosure, reader }: ReadoutView): Fold | undefined {
  const quiet = guards.filter((guard) => !isTold(guard, interim));
  if (quiet.length === 0) return undefined;
  const summary = quiet.every(({ guarded }) => guarded.byMap) ? 'Watched on every bet' : 'Guardrails without news';
  return { summary, content: list(quiet.map((guard) => guardLine(guard, disclosure, reader))) };
}

/** What a last readout without data becomes when the data have arrived: a line, because the new one stands below. */
export function renderSuperseded(): string {
  return commentBody({
    marker: marker('final', { verdict: 'no-data', superseded: 'yes' }),
    shown: ['There was no data at first; it has arrived since, and the readout is a comment below.'],
  });
}
