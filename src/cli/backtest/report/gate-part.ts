import { formatDate } from '../../../render/words/dates.ts';
import { counted } from '../../../render/words/words.ts';
import type { JudgedPull } from '../repository/gate-of.ts';
import { type Findings, share } from './findings.ts';
import { type Cell, cell, type Part } from './part.ts';

const answers: [JudgedPull['answer'], string][] = [
  ['bet', 'Names an outcome'],
  ['non-bet', 'Says that nothing is to move'],
  ['exempt', 'Exempt'],
  ['unread', 'Rests on issues, which were not looked up'],
  ['asked', 'Names none'],
];

/** What the check would have said of each merged pull request. */
export function gatePart({ pulls, map, repository, siteUrl, asOf }: Findings): Part {
  const asked = pulls.filter(({ answer }) => answer === 'asked');
  const closing = asked.filter(({ closes }) => closes).length;
  const counts = answers
    .map(([answer, words]) => ({ words, count: pulls.filter((pull) => pull.answer === answer).length }))
    .filter(({ count }) => count > 0);
  return {
    id: 'gate',
    heading: 'What the gate would have said',
    lines: [
      ...(pulls.length === 0
        ? ['Nothing was merged in this time.']
        : [inMode[map.policy.mode](asked.length, pulls.length)]),
      ...(closing > 0
        ? [
            `${closing} of those that say none ${closing === 1 ? 'closes' : 'close'} an issue, which may say it: issues were not looked up.`,
          ]
        : []),
    ],
    items: counts.map(({ words, count }) => `${words}: ${count} (${share(count, pulls.length)})`),
    ...(asked.length > 0
      ? {
          table: {
            columns: [{ title: 'Names none, latest first' }, { title: 'Title' }, { title: 'Merged' }],
            rows: asked
              .toSorted((one, other) => other.mergedAt.getTime() - one.mergedAt.getTime())
              .map(({ number, title, mergedAt }): Cell[] => [
                { text: `#${number}`, href: `${siteUrl}/${repository.owner}/${repository.name}/pull/${number}` },
                cell(title),
                cell(formatDate(mergedAt, asOf)),
              ]),
          },
        }
      : {}),
  };
}

const inMode = {
  enforce: (asked: number, all: number) =>
    `${asked} of ${counted(all, 'merged pull request')} would have been stopped until they say an outcome, or that there is none. Nobody knew then that they would be asked.`,
  advise: (asked: number, all: number) =>
    `${asked} of ${counted(all, 'merged pull request')} would have been asked for an outcome. The map’s mode is advise: none would have been stopped; enforce would have stopped them. Nobody knew then that they would be asked.`,
  off: (asked: number, all: number) =>
    `The map’s mode is off: Soundings would have stayed quiet. With enforce ${asked} of ${counted(all, 'merged pull request')} would have been stopped.`,
};
