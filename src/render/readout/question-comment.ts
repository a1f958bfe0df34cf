import type { Verdict } from '../../analysis/verdict.ts';
import { type DecisionKind, decisions } from '../../domain/commands/decision.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { mention } from '../comment/mention.ts';
import { formatDate } from '../words/dates.ts';
import { inert, inertBlock, inertCode } from '../words/inert.ts';
import { verdictInWords } from '../words/verdict-in-words.ts';
import { inWords } from '../words/words.ts';

/** Nobody has decided a week after the last readout; asked once. */
export function renderDecisionQuestion(asked: {
  author: string;
  concludedAt: Date;
  /** Absent: the verdict may not be told. The recommendation may be absent alone: it may come of more than may be told. */
  told?: { verdict: Verdict; unheld?: true; ofLevel?: true; recommended?: DecisionKind };
}): string {
  const { author, concludedAt, told } = asked;
  const first = told?.recommended ?? 'iterate';
  const came = told ? `: ${verdictInWords(told.verdict, told)}` : '';
  const advice = told?.recommended
    ? ` Recommendation: **${told.recommended}**; another decision needs its reason in the quotes.`
    : '';
  return commentBody({
    marker: marker('question'),
    shown: [
      '### What happens to this change?',
      `The last readout was on ${formatDate(concludedAt)}${came}. ${mention(author)}, nobody has decided yet.${advice}`,
      inertBlock([decideLine(first)]),
      `Or ${others(first)} instead. This is asked once.`,
    ],
  });
}

/** The other decisions, to be put in its place. */
export const others = (than: DecisionKind) =>
  inWords(
    decisions.filter((one) => one !== than).map((one) => `\`${one}\``),
    'or',
  );

export const decideLine = (what: DecisionKind) => `/soundings decide ${what} "what we learned"`;

/** The same comment when somebody has decided. */
export function renderDecided(what: DecisionKind, by: string): string {
  return commentBody({
    marker: marker('question', { state: 'answered' }),
    shown: [`Decided by ${inertCode(by, { maxLength: 60 })}: **${what}**. Nothing to do.`],
  });
}

/** A merged pull request of discovery is asked what was learned. */
export function renderLearningQuestion(asked: { author: string; mergedAt: Date; hypotheses: string[] }): string {
  const { author, mergedAt, hypotheses } = asked;
  const about = hypotheses.length > 0 ? ` about ${hypotheses.join(' and ')}` : '';
  return commentBody({
    marker: marker('question'),
    shown: [
      `### What was learned${about}?`,
      `This was merged on ${formatDate(mergedAt)} to find something out. ${mention(author)}, a sentence is enough, and "nothing" is an answer too:`,
      inertBlock(['/soundings learned "what we know now that we did not know before"']),
      'If that settles the hypothesis, one of these answers for both:',
      inertBlock([
        '/soundings hypothesis validated "what showed it"',
        '/soundings hypothesis invalidated "what showed it"',
        '/soundings hypothesis inconclusive "what showed it"',
      ]),
    ],
  });
}

/** The same comment when it is answered; the answer itself is in the comment of the one who gave it. */
export function renderLearned({ by, at, text }: { by: string; at: Date; text: string }, words: boolean): string {
  const said = words ? `: ${inert(text, { maxLength: 1000 })}` : '';
  return commentBody({
    marker: marker('question', { state: 'answered' }),
    shown: [
      `${inertCode(by, { maxLength: 60 })} said on ${formatDate(at)} what was learned${said}`,
      'What was learned is kept with the bet.',
    ],
  });
}
