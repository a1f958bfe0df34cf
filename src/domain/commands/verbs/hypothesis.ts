import { type HypothesisState, hypothesisStates } from '../../hypothesis/hypothesis-standing.ts';
import { cut } from '../../text/cut.ts';
import { nearest } from '../../text/nearest.ts';
import { meantBehind } from '../other-words.ts';
import { bareWord, firstWord, type Misread, mostText, named, type Said, type Verb } from './verb.ts';

interface SaidOfHypothesis {
  verb: 'hypothesis';
  state: HypothesisState;
  evidence?: string;
}

const found = 'what showed it';
const how = 'how it is tested';

export const hypothesis: Verb<SaidOfHypothesis> = {
  usage: 'hypothesis testing "how"',
  does: 'says where the hypothesis stands: `proposed`, `testing`, `validated`, `invalidated`, `inconclusive`; on its issue, or on a pull request that rests on it',
  shortFor: hypothesisStates,
  standIns: [found, how, 'why it is worth another try'],
  read,
};

function read(argument: string, said: Said): SaidOfHypothesis | Misread {
  if (/^#\d/.test(argument))
    return {
      problem: {
        what: 'The place of the comment says which hypothesis is meant, not a number',
        instead: `hypothesis ${firstWord(argument)[1] || `testing "${how}"`}`,
      },
    };
  const [word, rest] = firstWord(argument.replace(/^is\s+/i, ''));
  const state = hypothesisStates.find((one) => one === bareWord(word));
  const evidence = said(rest, mostText);
  if (!state) return notAState(word, evidence);
  if (evidence === undefined && needsEvidence(state))
    return { problem: { what: 'What a test found needs its evidence', instead: `hypothesis ${state} "${found}"` } };
  return { verb: 'hypothesis', state, ...(evidence === undefined ? {} : { evidence }) };
}

function notAState(word: string, evidence: string | undefined): Misread {
  if (/^stop/i.test(word))
    return {
      problem: { what: 'Stopping a hypothesis is a decision', instead: 'decide stop "why work on it should stop"' },
    };
  const [close] = nearest(word.toLowerCase(), hypothesisStates.map(named));
  const meant = meantBehind('hypothesis', bareWord(word)) ?? close?.name;
  const state = meant ?? 'testing';
  const what =
    word === ''
      ? 'The state is missing: proposed, testing, validated, invalidated or inconclusive'
      : `\`${cut(word, 40)}\` is not a state of a hypothesis; those are proposed, testing, validated, invalidated and inconclusive`;
  const wanted = needsEvidence(state) ? found : how;
  return { problem: { what, instead: `hypothesis ${state} "${(meant && evidence) ?? wanted}"` } };
}

const needsEvidence = (state: string) => state !== 'proposed' && state !== 'testing';
