import type { Readout } from '../../domain/readout/readout.ts';
import { recommend } from '../../domain/readout/recommend.ts';
import { mention } from '../comment/mention.ts';
import { formatDate } from '../words/dates.ts';
import { inertBlock } from '../words/inert.ts';
import { otherReference } from '../words/other-bets.ts';
import { readerOf } from '../words/reader-of.ts';
import { firstOf } from '../words/words.ts';
import { decideLine, others } from './question-comment.ts';

/** What to do next, or that there is nothing to do. */
export function readoutNext(readout: Readout): string[] {
  if (readout.interim) return [nextReadouts(readout)];
  const worse = readout.guards.filter(({ state }) => state === 'breached');
  const what = worse.every(({ unheld }) => unheld) ? 'A guarded metric got worse' : 'A guardrail was breached';
  const look = worse.length > 0 ? ` ${what}: that needs a look whatever the rest says.` : '';
  const [first = '', ...rest] = decision(readout);
  return [`${mention(readout.author)}, ${advice(readout)}${look}${first === '' ? '' : ` ${first}`}`, ...rest];
}

/** The same thanks whichever way it went: a clear answer is what a bet is for. */
const clear = new Set<Readout['verdict']>(['moved', 'moved-less', 'flat', 'backfired']);
const thanks = ' Thank you for this bet: its answer is clear, and the next ones can build on it.';

/** The line to copy; as long as data may arrive nothing is asked. */
function decision(readout: Readout): string[] {
  if (readout.silence?.retryUntil) return [];
  const thanked = clear.has(readout.verdict) ? thanks : '';
  if (readout.decided) return [`Decided already: **${readout.decided}**.${thanked}`];
  const { what, why } = recommend(readout);
  return [
    `Recommended is **${what}**, because ${why}. To decide, copy this line into a comment:`,
    inertBlock([decideLine(what)]),
    `Or ${others(what)} in its place, with the reason between the quotation marks.${thanked}`,
  ];
}

function advice({ verdict, others: along, shippedTogether, silence }: Readout): string {
  switch (verdict) {
    case 'moved':
      return 'the movement is there.';
    case 'moved-less':
      return 'it helps, by less than was hoped for.';
    case 'flat':
      return 'that is a clear answer.';
    case 'inconclusive':
      return 'nothing can be concluded from this.';
    case 'backfired': {
      const shipped = along.filter(({ shippedAt, relation }) => shippedAt !== undefined && relation !== 'above');
      const names = [...new Set([...shipped.map(otherReference), ...shippedTogether.map((number) => `#${number}`)])];
      const first = names.length > 0 ? `, after a look at what else shipped (${firstOf(names, 5)})` : '';
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
