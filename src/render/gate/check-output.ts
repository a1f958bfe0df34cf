import type { CheckAction, CheckOutput } from '../../domain/gate/check-output.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import { type Judgement, misses } from '../../domain/gate/judgement.ts';
import { inertCode } from '../words/inert.ts';
import { checkTitle } from './check-title.ts';
import { cutBytes } from './cut-bytes.ts';
import { findingSummary } from './finding-in-words.ts';
import { lintAnnotations, lintNote } from './lint-notes.ts';
import { annotationsOf, proposedNote, staleNote } from './map-notes.ts';
import { unseenNote } from './unseen-issues.ts';

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

/** The check of a pull request: what was found, what is missing, and what to write. */
export function renderCheck(
  facts: PullRequestFacts,
  { finding }: Judgement,
): { output: CheckOutput; actions: CheckAction[] } {
  const actions = misses(finding) ? [recheck, exempt] : [recheck];
  const summary = findingSummary(finding, facts);
  if (finding.kind === 'unjudged') {
    const title = checkTitle(finding, facts.disclosure);
    return { output: { title, summary: summary.join('\n\n'), annotations: [] }, actions };
  }
  const { mapState, proposedMapProblems, proposedMapLint = [], disclosure } = facts;
  const notes = [
    unseenNote(facts, finding),
    ...(mapState.kind === 'stale' ? [staleNote(mapState, facts)] : []),
    ...(proposedMapProblems ? [proposedNote(proposedMapProblems, facts)] : []),
    ...(proposedMapLint.length > 0 ? [lintNote(proposedMapLint, disclosure)] : []),
  ];
  const wrong = [...(proposedMapProblems ?? []), ...proposedMapLint.filter(({ level }) => level === 'error')];
  const paragraphs = [lapsedNote(facts), ...summary, ...notes].filter((paragraph) => paragraph !== '');
  return {
    output: {
      title: checkTitle(finding, disclosure, wrong),
      summary: cutBytes(paragraphs.join('\n\n'), mostBytes),
      annotations: [...annotationsOf(proposedMapProblems ?? []), ...lintAnnotations(proposedMapLint, disclosure)].slice(
        0,
        mostAnnotations,
      ),
    },
    actions,
  };
}

/** An exemption that was given to what is no longer the head. */
function lapsedNote({ lapsed }: PullRequestFacts): string {
  if (!lapsed) return '';
  const head = inertCode((lapsed.headSha ?? '').slice(0, 7), { maxLength: 7 });
  return `The exemption by ${inertCode(lapsed.by, { maxLength: 60 })} was given for ${head}, and does not hold for what somebody without write access pushed to the fork since. Who has write access can give it again.`;
}
