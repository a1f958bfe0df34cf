import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { CheckAction, CheckOutput } from '../../domain/gate/check-output.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Finding, Judgement } from '../../domain/gate/judgement.ts';
import { unjudgedSummary } from '../comment/unjudged.ts';
import { lapsedNote, summaryOf } from './check-summary.ts';
import { checkTitle, misses } from './check-title.ts';
import { cutBytes } from './cut-bytes.ts';
import { lintAnnotations, lintNote } from './lint-notes.ts';
import { annotationsOf, proposedNote, staleNote } from './map-notes.ts';

/** GitHub takes no more annotations in a request. */
const mostAnnotations = 50;

/** GitHub's limit of a summary, in bytes of UTF-8 (facts 22). */
export const mostBytes = 65_535;

const recheck: CheckAction = {
  label: 'Re-check',
  description: 'Read the description again',
  identifier: 'recheck',
};

const exempt: CheckAction = {
  label: 'Mark exempt',
  description: 'This pull request needs no outcome',
  identifier: 'exempt',
};

/** Of nothing but the finding: whatever else is known may be what it stumbled over. */
const unjudgedCheck = (finding: Extract<Finding, { kind: 'unjudged' }>, disclosure: Disclosure) => ({
  output: { title: checkTitle(finding, disclosure), summary: unjudgedSummary(finding).join('\n\n'), annotations: [] },
  actions: misses(finding) ? [recheck, exempt] : [recheck],
});

/** The check of a pull request: what was found, what is missing, and what to write. */
export function renderCheck(
  facts: PullRequestFacts,
  { finding }: Judgement,
): { output: CheckOutput; actions: CheckAction[] } {
  if (finding.kind === 'unjudged') return unjudgedCheck(finding, facts.disclosure);
  const { mapState, proposedMapProblems, proposedMapLint = [], disclosure } = facts;
  const notes = [
    ...(mapState.kind === 'stale' ? [staleNote(mapState, facts)] : []),
    ...(proposedMapProblems ? [proposedNote(proposedMapProblems, facts)] : []),
    ...(proposedMapLint.length > 0 ? [lintNote(proposedMapLint, disclosure)] : []),
  ];
  const wrong = [...(proposedMapProblems ?? []), ...proposedMapLint.filter(({ level }) => level === 'error')];
  const paragraphs = [lapsedNote(facts), ...summaryOf(finding, facts), ...notes].filter(
    (paragraph) => paragraph !== '',
  );
  return {
    output: {
      title: checkTitle(finding, disclosure, wrong),
      summary: cutBytes(paragraphs.join('\n\n'), mostBytes),
      annotations: [...annotationsOf(proposedMapProblems ?? []), ...lintAnnotations(proposedMapLint, disclosure)].slice(
        0,
        mostAnnotations,
      ),
    },
    actions: misses(finding) ? [recheck, exempt] : [recheck],
  };
}
