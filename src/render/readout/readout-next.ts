import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { mention } from '../comment/mention.ts';
import { formatDate, formatDays } from '../words/dates.ts';
import { inertBlock } from '../words/inert.ts';
import { otherReference } from '../words/other-bets.ts';
import { firstOf } from '../words/words.ts';
import { decideLine, others } from './question-comment.ts';
import { mayHaveHarmed } from './readout-headline.ts';
import { longestWait } from './readout-lead.ts';

/** What to do next, or that there is nothing to do. */
export function readoutNext(readout: ReadoutView): string[] {
  if (readout.interim) return [nextReadouts(readout)];
  const worse = readout.guards.filter(({ state }) => state === 'breached');
  const what = worse.every(({ unheld }) => unheld) ? 'A guarded metric got worse' : 'A guardrail was breached';
  const look = worse.length > 0 ? ` ${what}: look at that first, no matter what the rest says.` : '';
  const [first = '', ...rest] = decision(readout);
  return [`${mention(readout.author)}, ${advice(readout)}${look}${first === '' ? '' : ` ${first}`}`, ...rest];
}

/** The line to copy; as long as data may arrive nothing is asked. */
function decision(readout: ReadoutView): string[] {
  if (readout.silence?.retryUntil) return [];
  if (readout.decided) return [`Already decided: **${readout.decided}**.`];
  const { what, why } = readout.recommendation;
  return [
    `Recommendation: **${what}**, because ${why}. To decide, copy this line into a comment:`,
    inertBlock([decideLine(what)]),
    `Or ${others(what)} instead, with the reason in the quotes.`,
  ];
}

function advice({ verdict, subject, suspects, shippedTogether, silence, decided, extended }: ReadoutView): string {
  const level = subject?.movement.change?.kind === 'level';
  switch (verdict) {
    case 'moved':
      return level ? 'it is where it was expected to be.' : 'the movement is there.';
    case 'moved-less':
      return level ? 'it is short of what was expected.' : 'it helps, but less than expected.';
    case 'flat':
      return subject?.answer.kind === 'effect' && subject.expected && mayHaveHarmed(subject.answer, subject.expected)
        ? 'what was expected is ruled out.'
        : 'that is a clear answer.';
    case 'inconclusive':
      return `nothing can be concluded from this.${decided || extended ? '' : measureOn(subject)}`;
    case 'backfired': {
      if (subject?.answer.kind === 'effect' && subject.answer.shape?.lasts === 'no') return 'it is over by now.';
      const names = [...new Set([...suspects.map(otherReference), ...shippedTogether.map((number) => `#${number}`)])];
      const first = names.length > 0 ? `, after a look at what else shipped (${firstOf(names, 5)})` : '';
      return `decide whether to revert it${first}.`;
    }
    case 'no-data':
      return silence?.retryUntil
        ? 'ask the owner of the metric for its data; the readout follows here as soon as there is any.'
        : 'without data there is no answer. Ask the owner of the metric, so that the next bet on it has one.';
  }
}

/** Fewest days that the example measures on. */
const fewestMore = 15;

/** Only where it could help: by as many days as it would take to tell. */
function measureOn(subject: ReadoutView['subject']): string {
  const days = Math.max(fewestMore, subject?.precision?.moreDays ?? fewestMore);
  const isHopeless = subject?.answer.kind === 'unanswerable' && subject.answer.reason === 'constant';
  return days > longestWait || isHopeless ? '' : ` To measure longer, once, comment \`/soundings extend ${days}d\`.`;
}

function nextReadouts(readout: ReadoutView): string {
  const { nextDue, lastDue, verdict, reader, extendedTo } = readout;
  const on = (date: Date) => formatDate(date, reader);
  const when =
    lastDue === undefined
      ? ''
      : nextDue === undefined || nextDue.getTime() === lastDue.getTime()
        ? `, on ${on(lastDue)}`
        : `, on ${on(lastDue)}; the next one is due ${on(nextDue)}`;
  const calm = verdict === 'backfired' || verdict === 'no-data' ? '' : ' Nothing to do now.';
  if (extendedTo !== undefined && lastDue)
    return `${formatDays(readout.afterDays)} are too few to show what is expected, and ${formatDays(extendedTo)} can. The measurement goes on, and the last readout follows on ${on(lastDue)}.${calm}`;
  return `This is interim: the verdict comes with the last readout${when}.${calm}`;
}
