import type { ConcludedBet, Digest, KeyResultLookedBack, ObjectiveLookedBack } from '../../domain/digest/digest.ts';
import { table } from '../comment/table.ts';
import { formatLevel, formatLevels } from '../words/figures.ts';
import { inert } from '../words/inert.ts';
import { shareInWords } from '../words/share-in-words.ts';
import { counted } from '../words/words.ts';
import { betName, concludedLine, listOf } from './bet-lines.ts';

/** The retrospective: each objective, what was learned, and what went on although the numbers did not move. */
export function lookBack({ objectives, concluded }: Digest): string[] {
  const on = objectives.map(objectiveSection);
  const elsewhere = concluded.rows.filter(({ keyResults }) => keyResults.length === 0);
  const others =
    elsewhere.length > 0
      ? [`### Bets without a key result\n\n${listOf({ rows: elsewhere, count: elsewhere.length }, concludedLine)}`]
      : [];
  return [...on, ...others, ...wentOn(concluded.rows)];
}

function objectiveSection({ title, keyResults, bets }: ObjectiveLookedBack): string {
  const rows = keyResults.map((row) => [
    `**${inert(row.keyResult.id, { maxLength: 40 })}** ${inert(row.keyResult.title ?? row.metric?.title ?? '', { maxLength: 60 })}`.trim(),
    wayOf(row),
    betsOn(row),
  ]);
  return [
    `### ${inert(title, { maxLength: 120 })}`,
    table(['Key result', 'From, reached, to', 'Bets'], rows),
    bets.count === 0 ? 'No bet on it concluded.' : listOf(bets, concludedLine),
  ].join('\n\n');
}

function betsOn({ shipped, moved, concluded }: KeyResultLookedBack): string {
  if (shipped + concluded === 0) return 'none';
  const orNone = (count: number) => (count === 0 ? 'none' : String(count));
  const came = concluded === 0 ? '' : `, ${orNone(moved)} moved it`;
  return `${orNone(shipped)} shipped, ${orNone(concluded)} concluded${came}`;
}

/** `3.1% → **3.5%** → 4.0%: about half of the way` */
function wayOf({ keyResult, metric, figures, reached, progress }: KeyResultLookedBack): string {
  if (!figures || !metric) return 'not shown';
  const [from, to] = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  if (reached === undefined) return `${from} → *not read* → ${to}`;
  const way = progress === undefined ? '' : progress <= 0 ? ': where it was' : `: ${shareInWords(progress)} of the way`;
  return `${from} → **${formatLevel(reached, metric.unit)}** → ${to}${way}`;
}

/** Kept or iterated on, and its metric did not move as it should: no blame, a question. */
function wentOn(bets: ConcludedBet[]): string[] {
  const going = bets.filter(
    ({ decision, verdict }) =>
      (decision === 'keep' || decision === 'iterate') &&
      verdict !== undefined &&
      verdict.verdict !== 'moved' &&
      verdict.verdict !== 'moved-less',
  );
  if (going.length === 0) return [];
  const said = `${counted(going.length, 'bet was', 'bets were')} kept or iterated on although what was measured did not move as hoped. What would show that it is worth it?`;
  return [
    `### Work that went on\n\n${said}\n\n${listOf({ rows: going, count: going.length }, (bet) => `${betName(bet)}: ${bet.decision}.`)}`,
  ];
}
