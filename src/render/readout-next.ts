import type { Readout } from '../domain/readout.ts';
import { formatDate } from './dates.ts';
import { mention } from './mention.ts';
import { otherReference } from './other-bets.ts';
import { readerOf } from './readout-lead.ts';
import { firstOf } from './words.ts';

/** What to do next, or that there is nothing to do. */
export function readoutNext(readout: Readout): string {
  if (readout.interim) return nextReadouts(readout);
  const breached = readout.guards.some(({ state }) => state === 'breached');
  return `${mention(readout.author)}, ${advice(readout)}${breached ? ' A guardrail was breached: that needs a look whatever the rest says.' : ''}`;
}

function advice({ verdict, others, shippedTogether, silence }: Readout): string {
  switch (verdict) {
    case 'moved':
      return 'the movement is there. Nothing to do.';
    case 'moved-less':
      return 'it helps, by less than was hoped for. Nothing has to be done; the rest of the way needs another step.';
    case 'flat':
      return 'that is a clear answer. Keep the change if it is worth having for other reasons; otherwise take it out, or try another way.';
    case 'inconclusive':
      return 'nothing can be concluded from this. A longer window, or a part of the users without the change, would tell the next time.';
    case 'backfired': {
      const shipped = others.filter(({ shippedAt, relation }) => shippedAt !== undefined && relation !== 'above');
      const along = [...new Set([...shipped.map(otherReference), ...shippedTogether.map((number) => `#${number}`)])];
      const first = along.length > 0 ? `, after a look at what else shipped (${firstOf(along, 5)})` : '';
      return `see whether to take it out${first}.`;
    }
    case 'no-data':
      return silence?.retryUntil
        ? 'ask the owner of the metric for its data; the readout follows here as soon as there is any.'
        : 'without data there is no answer. Ask the owner of the metric, so that the next bet on it has one.';
  }
}

function nextReadouts(readout: Readout): string {
  const { nextDue, lastDue, verdict } = readout;
  const on = (date: Date) => formatDate(date, readerOf(readout));
  const when =
    lastDue === undefined
      ? ''
      : nextDue === undefined || nextDue.getTime() === lastDue.getTime()
        ? `, on ${on(lastDue)}`
        : `, on ${on(lastDue)}; the next one is due ${on(nextDue)}`;
  const calm = verdict === 'backfired' || verdict === 'no-data' ? '' : ' Nothing to do now.';
  return `This is interim: only the last readout concludes${when}.${calm}`;
}
