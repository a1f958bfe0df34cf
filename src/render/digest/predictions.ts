import type { Digest } from '../../domain/digest/digest.ts';
import type { PaceFigure } from '../../domain/ledger/pace.ts';
import { list } from '../comment/table.ts';
import { formatFigures } from '../words/figures.ts';
import { inertCode } from '../words/inert.ts';
import { counted, inWords } from '../words/words.ts';

/** How well bets were predicted, how fast they were, what the tree is worth, and what was merged without one. */
export function predictions(digest: Digest): string[] {
  return [
    section('Predictions', calibrationLines(digest)),
    section('Pace', paceLines(digest.pace)),
    section('Where the metric tree did not hold', edgeLines(digest)),
    section('Bets and non-bets', mergedLines(digest.pace)),
  ].filter((part) => part !== '');
}

const section = (heading: string, lines: string[]) => (lines.length === 0 ? '' : `### ${heading}\n\n${list(lines)}`);

function calibrationLines({ calibration, concluded }: Digest): string[] {
  if (!calibration || concluded.count === 0) return [];
  const { compared, compatible, ratio, withoutData } = calibration;
  return [
    compatible
      ? `What was expected lies within the interval of ${Math.round(compatible.share * compared)} of ${counted(compared, 'bet')} (${percent(compatible.share)}, interval ${percent(compatible.low)} to ${percent(compatible.high)}).`
      : 'No bet that concluded can be compared with what was expected.',
    ...(ratio ? [`Half of them reached ${percent(ratio.median)} or more of what was expected.`] : []),
    ...(withoutData > 0 ? [`${counted(withoutData, 'bet', 'bets')} concluded without data.`] : []),
  ];
}

const percent = (share: number) => `${formatFigures([Math.round(share * 100)])[0]}%`;

const spells: Partial<Record<PaceFigure['measure'], string>> = {
  'hypothesis-to-readout': 'from hypothesis to last readout',
  'merge-to-ship': 'from merge to release',
  'ship-to-readout': 'from release to last readout',
};

const figure = (value: number) => formatFigures([Math.round(value * 10) / 10])[0] ?? '';

function paceLines(pace: PaceFigure[]): string[] {
  return pace.flatMap(({ measure, count, value, low, high }) => {
    if (value === undefined || count === 0) return [];
    if (measure === 'readouts-a-week') return [`${figure(value)} bets concluded a week.`];
    const spell = spells[measure];
    if (!spell) return [];
    const range = low === undefined || high === undefined || count < 3 ? [] : [...new Set([figure(low), figure(high)])];
    const spread = range.length < 2 ? '' : ` (eight of ten: ${range.join(' to ')})`;
    return [`${figure(value)} days ${spell}${spread}.`];
  });
}

function edgeLines({ edges }: Digest): string[] {
  return edges.map(({ lower, upper, moved, followed, doubtful }) => {
    const [down, up] = [lower, upper].map((name) => inertCode(name, { maxLength: 80 }));
    const record = `${down} moved, and ${up} did not follow. So far it followed in ${followed} of ${counted(moved, 'bet', 'bets')}`;
    return doubtful ? `${record}: an assumption to challenge, by \`/soundings challenge\`.` : `${record}.`;
  });
}

/** The rate of non-bets and their reasons: what was not meant to move anything. */
function mergedLines(pace: PaceFigure[]): string[] {
  const of = (measure: PaceFigure['measure']) => pace.filter((row) => row.measure === measure && row.count > 0);
  const total = (rows: PaceFigure[]) => rows.reduce((sum, { count }) => sum + count, 0);
  const [bets, nonBets, exempt, without] = (
    ['merged-with-bet', 'merged-non-bet', 'merged-exempt', 'merged-without-reference'] as const
  ).map((measure) => of(measure)) as [PaceFigure[], PaceFigure[], PaceFigure[], PaceFigure[]];
  const all = total([...bets, ...nonBets, ...exempt, ...without]);
  if (all === 0) return [];
  const share = (rows: PaceFigure[]) => `${total(rows)} (${percent(total(rows) / all)})`;
  const reasons = nonBets.map(
    ({ detail, count }) => `${count} ${inertCode(detail ?? 'without a reason', { maxLength: 40 })}`,
  );
  return [
    `${counted(all, 'pull request was', 'pull requests were')} merged; ${share(bets)} with a bet.`,
    ...(nonBets.length > 0
      ? [`${share(nonBets)} ${total(nonBets) === 1 ? 'was' : 'were'} not meant to move anything: ${inWords(reasons)}.`]
      : []),
    ...(exempt.length > 0 ? [`${share(exempt)} ${total(exempt) === 1 ? 'was' : 'were'} exempt.`] : []),
    ...(without.length > 0 ? [`${share(without)} named no outcome.`] : []),
  ];
}
