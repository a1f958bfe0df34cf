import type { ForecastEvent } from '../../domain/forecast/forecast.ts';
import { formatDate, formatMinute } from '../words/dates.ts';
import { inert, inertCode, inertSentence } from '../words/inert.ts';
import { shippedHow, shortSha } from '../words/ship-in-words.ts';
import { verdictInWords } from '../words/verdict-in-words.ts';
import { asClause, counted, inWords } from '../words/words.ts';

/** What happened since the bet was stated, one line each, oldest first. */
export function eventLines(events: ForecastEvent[], reader: Date): string[] {
  return events.map((event) => eventLine(event, reader));
}

function eventLine(event: ForecastEvent, reader: Date): string {
  const on = (date: Date) => formatDate(date, reader);
  switch (event.kind) {
    case 'merged':
      return event.asked
        ? `Merged on ${on(event.at)}; what was learned is asked on ${on(event.asked)}.`
        : `Merged on ${on(event.at)}; ${event.waitsFor ? 'waiting for `/soundings live`' : 'waiting for its release'}.`;
    case 'unreleased':
      return `${unreleased(event, reader)} If it has reached its users, say since when: \`/soundings live 2026-11-03\`.`;
    case 'partly-reverted': {
      const { number, sha = '', at } = event;
      return `Reverted in part by ${number === undefined ? shortSha(sha) : `#${number}`} on ${on(at)}: what is left of it is still measured.`;
    }
    case 'carried': {
      const { number, sha, branch, at } = event.by;
      const to = branch === undefined ? 'the default branch' : inertCode(branch, { maxLength: 60 });
      return `Brought to ${to} by ${number === undefined ? shortSha(sha) : `#${number}`} on ${on(at)}: the same change, and the same bet.`;
    }
    case 'shipped': {
      const due = event.readoutsDue.map(on);
      const readouts = due.length === 0 ? '' : `; ${due.length === 1 ? 'readout' : 'readouts'} due ${inWords(due)}`;
      return `Shipped${shippedHow(event.signal)} on ${on(event.at)}${readouts}.`;
    }
    case 'amended':
      return amendedAfterMerge;
    case 'stated-after-merge':
      return statedAfterMerge(event.at, reader);
    case 'undone':
      return `${undone(event.undoing, reader)}: no verdict will follow.`;
    case 'reapplied':
      return `Applied again${event.number === undefined ? '' : ` by #${event.number}`} on ${on(event.at)}: a new window starts with its release.`;
    case 'delayed': {
      const next = event.nextTry
        ? ` Next try ${formatMinute(event.nextTry, reader)}, the last on ${on(event.until)}.`
        : ` Tried again until ${on(event.until)}.`;
      return `Readout delayed since ${on(event.since)}: ${inertCode(event.metric, { maxLength: 80 })} could not be read (${asClause(inertSentence(event.cause, { maxLength: 200 }))}).${next}`;
    }
    case 'extended':
      if (event.by === undefined)
        return `Measured longer by ${counted(event.days, 'day')} since ${on(event.at)}: the window could not show what is expected, and one twice as long can. The last readout, due ${on(event.until)}, concludes.`;
      return `Measured longer by ${counted(event.days, 'day')}, said ${inertCode(event.by, { maxLength: 60 })} on ${on(event.at)}, as the last readout could not tell: the next one, due ${on(event.until)}, concludes. It asks for more certainty (99%), because it is an additional look.`;
    case 'concluded':
      return `Concluded on ${on(event.at)}${event.told ? `: ${verdictInWords(event.told.verdict, event.told)}` : ''}. The readout is a comment below.`;
    case 'decided': {
      const { what, by, at, learned, recommended, before } = event;
      const otherwise = recommended && recommended !== what ? ` (recommended was ${recommended})` : '';
      const replaced = before.length > 0 ? ` It replaces ${inWords(before)}.` : '';
      return `Decided by ${inertCode(by, { maxLength: 60 })} on ${on(at)}: **${what}**${otherwise}${inQuotes(learned)}.${replaced}`;
    }
    case 'learned':
      return `${inertCode(event.by, { maxLength: 60 })} said on ${on(event.at)} what was learned${inQuotes(event.text)}.`;
  }
}

function unreleased(event: Extract<ForecastEvent, { kind: 'unreleased' }>, reader: Date): string {
  const { at, waitsFor, releases, branch } = event;
  const when = `on ${formatDate(at, reader)}, a month after the merge`;
  if (waitsFor === 'live') return `Nobody had said ${when} that it reached its users.`;
  const what = { release: 'release', tag: 'tag', deployment: 'deployment', merge: 'push' }[waitsFor];
  const came =
    releases === 0 ? `no ${what} has come since` : `${counted(releases, what)} came since, and none contains it`;
  const where = branch === undefined ? '' : ` Its commit is on ${inertCode(branch, { maxLength: 60 })} alone.`;
  return `Not released yet ${when}: ${came}.${where}`;
}

export const amendedAfterMerge = 'The description was amended after the merge; the bet is judged as merged.';

/** What was said when the answer could be known is no guess. */
export const statedAfterMerge = (at: Date, reader: Date) =>
  `The bet was stated on ${formatDate(at, reader)}, after the merge: it is judged as stated then, and does not count in the record of bets.`;

const inQuotes = (text: string | undefined) =>
  text === undefined ? '' : `: ${inert(text, { maxLength: 280 }).replace(/\.+$/, '')}`;

function undone(undoing: Extract<ForecastEvent, { kind: 'undone' }>['undoing'], reader: Date): string {
  const on = formatDate(undoing.at, reader);
  switch (undoing.by) {
    case 'revert':
      return `Reverted by #${undoing.number} on ${on}`;
    case 'commit':
      return `Reverted by ${shortSha(undoing.sha)} on ${on}`;
    case 'rollback':
      return `Taken out on ${on}, when **${inert(undoing.environment, { maxLength: 60 })}** was rolled back to ${shortSha(undoing.sha)}`;
  }
}
