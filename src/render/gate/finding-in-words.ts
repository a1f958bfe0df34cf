import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Finding } from '../../domain/gate/judgement.ts';
import { bet } from './findings/bet.ts';
import { dark } from './findings/dark.ts';
import { exempt } from './findings/exempt.ts';
import type { FindingOf, FindingWords } from './findings/finding-words.ts';
import { lostExpectation } from './findings/lost-expectation.ts';
import { mapInvalid } from './findings/map-invalid.ts';
import { noExpectation } from './findings/no-expectation.ts';
import { noHypothesis } from './findings/no-hypothesis.ts';
import { noReference } from './findings/no-reference.ts';
import { nonBet } from './findings/non-bet.ts';
import { notValidated } from './findings/not-validated.ts';
import { stopped } from './findings/stopped.ts';
import { unjudged } from './findings/unjudged.ts';

const words: { [Kind in Finding['kind']]: FindingWords<FindingOf<Kind>> } = {
  bet,
  'non-bet': nonBet,
  exempt,
  'no-reference': noReference,
  'no-expectation': noExpectation,
  'lost-expectation': lostExpectation,
  'no-hypothesis': noHypothesis,
  'not-validated': notValidated,
  dark,
  stopped,
  'map-invalid': mapInvalid,
  unjudged,
};

const wordsOf = <Kind extends Finding['kind']>({ kind }: FindingOf<Kind>) => words[kind as Kind];

export const findingTitle = <Kind extends Finding['kind']>(finding: FindingOf<Kind>, disclosure: Disclosure): string =>
  wordsOf<Kind>(finding).title(finding, disclosure);

export const findingSummary = <Kind extends Finding['kind']>(
  finding: FindingOf<Kind>,
  facts: PullRequestFacts,
): string[] => wordsOf<Kind>(finding).summary(finding, facts);
