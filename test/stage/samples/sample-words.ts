import type { Challenge } from '../../../src/domain/commands/challenge.ts';
import type { Forecast } from '../../../src/domain/forecast/forecast.ts';
import type { DarkReason } from '../../../src/domain/gate/dark.ts';
import type { Finding } from '../../../src/domain/gate/judgement.ts';
import { missingFields } from '../../../src/domain/hypothesis/hypothesis-form.ts';
import { type HypothesisStanding, lacksEvidence } from '../../../src/domain/hypothesis/hypothesis-standing.ts';
import { type Reply, renderReply } from '../../../src/render/commands/reply-comment.ts';
import { renderCheck } from '../../../src/render/gate/check-output.ts';
import { renderChallengeIssue } from '../../../src/render/hypothesis/challenge-issue.ts';
import {
  type HypothesisComment,
  renderHypothesis,
  renderNoHypothesis,
} from '../../../src/render/hypothesis/hypothesis-comment.ts';
import {
  renderDecided,
  renderDecisionQuestion,
  renderLearned,
  renderLearningQuestion,
} from '../../../src/render/readout/question-comment.ts';
import { redacted } from './disclosures.ts';
import { factsOf, issue } from './outcome-map-of-a-shop.ts';
import { renderForecast } from './rendered.ts';
import { asOf, forecast } from './sample-bets.ts';

/*
 * Texts that quote what people said: of hypotheses, decisions and challenges. `words` stands wherever people's text can be.
 */

const at = new Date('2026-11-05T09:00:00Z');
const later = new Date('2026-11-12T09:00:00Z');

const hypothesisComment = (standing: HypothesisStanding, part: Partial<HypothesisComment> = {}): string =>
  renderHypothesis({
    standing,
    lacksEvidence: lacksEvidence(standing),
    missing: [],
    restingOnIt: ['#12', 'acme/web#7'],
    words: true,
    ...part,
  });

const standing = (words: string): HypothesisStanding => ({
  state: 'invalidated',
  history: [
    { state: 'proposed', at, by: 'ada' },
    { state: 'testing', at, by: 'ben' },
    { state: 'invalidated', at: later, by: words, evidence: words },
  ],
});

const stoppedStanding = (words: string): HypothesisStanding => ({
  ...standing(words),
  history: [...standing(words).history, { state: 'stopped', at: later, by: words }],
  stopped: { at: later, by: words, why: words, on: 'acme/shop#12' },
});

const challenge = (words: string): Challenge => ({
  id: '500-0',
  subject: { kind: 'key-result', name: words },
  owner: '@ada',
  why: words,
  by: words,
  at,
  from: { repositoryId: 1, number: 12 },
});

const heldUp = (kind: 'stopped' | 'not-validated', words: string): string => {
  const facts = factsOf('Hypothesis: #42');
  const bet = { ...forecast.bet, movements: [] };
  const rests = [issue(42, '', { standing: kind === 'stopped' ? stoppedStanding(words) : standing(words) })];
  const finding: Finding =
    kind === 'stopped' ? { kind, bet, objections: [], stopped: rests } : { kind, bet, objections: [], untested: rests };
  return renderCheck(facts, { conclusion: 'failure', finding }).output.summary;
};

const darkOn = (words: string): string => {
  const [movement] = forecast.bet.movements;
  if (!movement) throw new Error('the sample expects nothing');
  const metric = { ...movement.metric, name: words, title: words, source: words };
  const dark = [{ metric, lacks: ['no-definition', 'never-answered'] as DarkReason[] }];
  const finding: Finding = { kind: 'dark', bet: forecast.bet, objections: [], dark };
  return renderCheck(factsOf(''), { conclusion: 'failure', finding }).output.summary;
};

const wordsOnForecast = (words: string): Forecast => ({
  ...forecast,
  state: 'concluded',
  bet: {
    ...forecast.bet,
    answers: [
      { question: 'why-now', answer: words },
      { question: 'problem', answer: words },
      { question: 'proof', answer: words },
    ],
  },
  challenges: [{ challenge: challenge(words), issue: '#77' }],
  events: [
    {
      kind: 'decided',
      what: 'keep',
      recommended: 'revert',
      learned: words,
      by: words,
      at: asOf,
      before: ['revert'],
    },
    { kind: 'learned', text: words, by: words, at: asOf },
  ],
});

const replies = (words: string): Reply[] => [
  { kind: 'unknown-subject', subject: words, suggestions: [{ name: words, title: words }] },
  { kind: 'challenged', subject: words, issue: '#77' },
  { kind: 'not-yours-to-answer', login: words, owner: words },
  { kind: 'no-write-access-there', login: words, reference: '#42' },
];

/** Each of these texts, with the words in every place where people's text can be. */
export const textsWith: Record<string, (words: string) => string> = {
  'hypothesis that tested invalid': (words) => hypothesisComment(standing(words)),
  'hypothesis that was stopped': (words) => hypothesisComment(stoppedStanding(words), { stoppedOn: '#12' }),
  'issue of a challenge': (words) =>
    renderChallengeIssue({ challenge: challenge(words), title: words, raisedIn: '#12', words: true }).body,
  'issue of a challenge, to whom no account belongs': (words) => {
    const unknown = { ...challenge(words), owner: `the team of ${words}` };
    return renderChallengeIssue({ challenge: unknown, title: words, raisedIn: '#12', words: true }).body;
  },
  'answer of what was learned': (words) => renderLearned({ by: words, at, text: words }, true),
  'question that was decided': (words) => renderDecided('keep', words),
  'check that a stopped hypothesis holds up': (words) => heldUp('stopped', words),
  'check that refuses a dark metric': darkOn,
  'forecast that quotes people': (words) => renderForecast(wordsOnForecast(words)),
  'reply to a challenge': (words) => renderReply(replies(words)),
};

/** One of each, as they may read. */
export function wordSamples(): { name: string; body: string }[] {
  const proposed: HypothesisStanding = { state: 'proposed', history: [{ state: 'proposed', at, by: 'ada' }] };
  const byLabel: HypothesisStanding = { state: 'testing', history: [{ state: 'testing', at, by: 'ben' }] };
  const said = 'people look for the price first';
  return [
    { name: 'hypothesis: nothing filled in', body: hypothesisComment(proposed, { missing: missingFields('') }) },
    { name: 'hypothesis: set by label', body: hypothesisComment(byLabel) },
    { name: 'hypothesis: tested invalid', body: hypothesisComment(standing(said)) },
    { name: 'hypothesis: stopped', body: hypothesisComment(stoppedStanding(said), { stoppedOn: '#12' }) },
    { name: 'hypothesis: redacted', body: hypothesisComment(stoppedStanding(said), { words: false }) },
    { name: 'hypothesis: none any more', body: renderNoHypothesis() },
    {
      name: 'question: decision',
      body: renderDecisionQuestion({
        author: 'ada',
        concludedAt: at,
        told: { verdict: 'flat', recommended: 'revert' },
      }),
    },
    { name: 'question: decided', body: renderDecided('keep', 'ada') },
    {
      name: 'question: learning',
      body: renderLearningQuestion({ author: 'ada', mergedAt: at, hypotheses: ['#42'] }),
    },
    { name: 'question: learned', body: renderLearned({ by: 'ada', at, text: said }, true) },
    {
      name: 'challenge',
      body: renderChallengeIssue({
        challenge: {
          ...challenge('it counts bots'),
          subject: { kind: 'key-result', name: 'KR1' },
          owner: '@acme/growth',
          by: 'eve',
        },
        title: 'Visit to sign-up rate',
        raisedIn: '#12',
        words: true,
      }).body,
    },
    { name: 'forecast: decided, challenged, questions answered', body: renderForecast(wordsOnForecast(said)) },
    {
      name: 'forecast: answers redacted',
      body: renderForecast({ ...wordsOnForecast(said), disclosure: redacted, events: [] }),
    },
  ];
}
