import type { MissingField } from '../../domain/hypothesis/hypothesis-form.ts';
import {
  type HypothesisChange,
  type HypothesisStanding,
  type HypothesisWord,
  wordOf,
} from '../../domain/hypothesis/hypothesis-standing.ts';
import { commentBody } from '../comment/comment-body.ts';
import type { Fold } from '../comment/fold.ts';
import { marker } from '../comment/marker.ts';
import { list } from '../comment/table.ts';
import { formatDate } from '../words/dates.ts';
import { inert, inertBlock, inertCode, inertSentence } from '../words/inert.ts';
import { counted, firstOf } from '../words/words.ts';

export interface HypothesisComment {
  standing: HypothesisStanding;
  lacksEvidence: boolean;
  missing: MissingField[];
  /** Open pull requests that rest on it, as they may be named here. */
  restingOnIt: string[];
  /** Where it was stopped, as it may be named here; absent: on the issue itself. */
  stoppedOn?: string;
  /** Evidence is people's text, and may hold any figure: whether it may be repeated. */
  words: boolean;
}

const shownChanges = 5;
const mostChanges = 50;

/** On the hypothesis' issue, edited in place: where it stands, what comes next, what its description lacks, and how it came here. */
export function renderHypothesis(about: HypothesisComment): string {
  const { standing, missing, restingOnIt, stoppedOn, words } = about;
  const word = wordOf(standing);
  const history = standing.history.slice(-mostChanges).map((change) => historyLine(change, words));
  const isLong = history.length > shownChanges;
  return commentBody({
    marker: marker('hypothesis', { state: word }),
    shown: [
      `### ${headlines[word]}`,
      ...next(standing, word, stoppedOn, words),
      ...(about.lacksEvidence ? evidenceWanted(standing, word) : []),
      ...stillMissing(missing),
      restingOnIt.length === 0
        ? ''
        : `**${restingOnIt.length === 1 ? 'Open pull request that rests on it' : 'Open pull requests that rest on it'}** ${firstOf(restingOnIt, 20)}`,
      isLong ? '' : `**So far**\n\n${list(history)}`,
    ],
    folds: [isLong ? historyFold(history) : undefined],
  });
}

/** The label was taken off again: this is an issue like any other. */
export function renderNoHypothesis(): string {
  return commentBody({
    marker: marker('hypothesis', { state: 'none' }),
    shown: ['This issue is no longer tracked as a hypothesis. Add the `hypothesis` label to track it again.'],
  });
}

const headlines: Record<HypothesisWord, string> = {
  proposed: 'Hypothesis: proposed',
  testing: 'Hypothesis: being tested',
  validated: 'Hypothesis: tested valid',
  invalidated: 'Hypothesis: tested invalid',
  inconclusive: 'Hypothesis: the test could not tell',
  stopped: 'Hypothesis: stopped',
};

/** The same whichever way it went. */
const tested = 'Tested: the next team no longer has to guess.';

const answers = inertBlock([
  '/soundings hypothesis validated "what showed it"',
  '/soundings hypothesis invalidated "what showed it"',
  '/soundings hypothesis inconclusive "what showed it"',
]);

function next(
  standing: HypothesisStanding,
  word: HypothesisWord,
  stoppedOn: string | undefined,
  words: boolean,
): string[] {
  switch (word) {
    case 'proposed':
      return [
        'Not tested yet. When you start, say so in a comment:',
        inertBlock(['/soundings hypothesis testing "how it is tested"']),
      ];
    case 'testing':
      return ['When the test has an answer, say so with one of these:', answers];
    case 'validated':
    case 'invalidated':
      return [tested];
    case 'inconclusive':
      return [
        tested,
        'Is it worth another test?',
        inertBlock(['/soundings hypothesis testing "how it is tested this time"']),
      ];
    case 'stopped':
      return [stopLine(standing, stoppedOn, words), ...resume];
  }
}

function stopLine({ stopped }: HypothesisStanding, on: string | undefined, words: boolean): string {
  if (!stopped) return '';
  const { at, by, why } = stopped;
  const reason = why === '' || !words ? '' : `: ${inert(why, { maxLength: 500 })}`;
  const see = on === undefined ? '' : `, see ${on}`;
  return `Stopped on ${formatDate(at)} by ${inertCode(by, { maxLength: 60 })}${see}${reason}`;
}

const resume = [
  'Work that rests on it should not continue; the checks of open pull requests say so. To resume it:',
  inertBlock(['/soundings hypothesis testing "why it is worth another try"']),
];

function evidenceWanted({ history }: HypothesisStanding, word: HypothesisWord): string[] {
  const by = inertCode(history.at(-1)?.by ?? '', { maxLength: 60 });
  const command =
    word === 'stopped'
      ? '/soundings decide stop "why work on it should stop"'
      : `/soundings hypothesis ${word} "${word === 'testing' ? 'how it is tested' : 'what showed it'}"`;
  const unsaid = word === 'stopped' ? 'Why it was stopped' : word === 'testing' ? 'How it is tested' : 'What showed it';
  return [
    `${unsaid} is missing: ${by} set the state without it. Anybody with write access can add it:`,
    inertBlock([command]),
  ];
}

function stillMissing(missing: MissingField[]): string[] {
  if (missing.length === 0) return [];
  return [
    `**${counted(missing.length, 'thing')} missing in the description.** Write each under a heading of its name (\`### ${missing[0]?.name}\`):`,
    list(missing.map(({ name, write }) => `**${name}**: ${inertSentence(write)}`)),
  ];
}

function historyLine({ state, at, by, evidence }: HypothesisChange, words: boolean): string {
  const said =
    evidence === undefined || evidence === ''
      ? ''
      : words
        ? `: ${inert(evidence, { maxLength: 300 })}`
        : ', with evidence';
  return `${formatDate(at)} **${state}** by ${inertCode(by, { maxLength: 60 })}${said}`;
}

const historyFold = (history: string[]): Fold => ({
  summary: `So far: ${counted(history.length, 'change')}`,
  content: list(history),
});
