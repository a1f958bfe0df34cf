import { formatDate } from '../../../render/words/dates.ts';
import { capital, counted } from '../../../render/words/words.ts';
import { type Findings, isFound, namesWith, wordFor, wordsFor } from './findings.ts';
import { gatePart } from './gate-part.ts';
import { movedPart } from './moved-part.ts';
import type { Part, Report } from './part.ts';
import { showsPart } from './shows-part.ts';
import { unmeasuredPart } from './unmeasured-part.ts';

/** The report in its parts; nobody is named in it. */
export function reportOf(found: Findings): Report {
  const { repository, since, asOf, shipped, pulls, read } = found;
  const moved = namesWith(read, isFound).size;
  const asked = pulls.filter(({ answer }) => answer === 'asked').length;
  const ships = counted(shipped.days.length, wordFor(shipped), wordsFor(shipped));
  return {
    title: `Backtest of ${repository.owner}/${repository.name}`,
    lead: `${formatDate(since)} to ${formatDate(asOf)}: ${counted(pulls.length, 'merged pull request')}, ${ships}, ${counted(read.length, 'metric')}.`,
    figures: [
      { name: 'Merged pull requests', figure: pulls.length.toLocaleString('en-US') },
      { name: capital(wordsFor(shipped)), figure: String(shipped.days.length) },
      { name: 'Moved a metric', figure: read.length === 0 ? 'unknown' : String(moved) },
      { name: 'Name no outcome', figure: asked.toLocaleString('en-US') },
    ],
    parts: [movedPart(found), showsPart(found), unmeasuredPart(found), gatePart(found), basisPart(found)],
  };
}

function basisPart({ shipped, mapFrom, map }: Findings): Part {
  return {
    id: 'basis',
    heading: 'What this rests on',
    lines: [
      `The outcome map: ${mapFrom}.`,
      ...(shipped.insteadOf
        ? [
            `The map ships by ${shipped.insteadOf}, of which GitHub knows none here: ${wordsFor(shipped)} were taken instead.`,
          ]
        : []),
      'Pull requests are taken to ship with the first release after their merge. They are judged by the descriptions and labels that they have now, and their commits are taken to be their author’s.',
      'Unlike a readout this compares with no other metric but the controls of the map, and knows no expectation.',
      ...(map.metrics.some(({ arms }) => arms) ? ['Experiments are read as if they had no groups.'] : []),
    ],
  };
}
