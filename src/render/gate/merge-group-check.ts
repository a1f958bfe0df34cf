import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { CheckAction, CheckOutput } from '../../domain/gate/check-output.ts';
import { bearingOf, type Judgement } from '../../domain/gate/judgement.ts';
import { table } from '../comment/table.ts';
import { inTheLog } from '../comment/unjudged.ts';
import { inert } from '../words/inert.ts';
import { counted } from '../words/words.ts';
import { mostBytes } from './check-output.ts';
import { checkTitle } from './check-title.ts';
import { cutBytes } from './cut-bytes.ts';

export interface MergeGroupMember {
  number: number;
  title: string;
  judgement: Judgement;
  /** What may be shown on its author's word. */
  disclosure: Disclosure;
}

/** The check on a batch of the merge queue. Without actions: each pull request has its own check for those. */
export function renderMergeGroupCheck(members: MergeGroupMember[]): {
  output: CheckOutput;
  actions: CheckAction[];
} {
  const output = { title: titleOf(members), summary: cutBytes(summaryOf(members), mostBytes), annotations: [] };
  return { output, actions: [] };
}

function titleOf(members: MergeGroupMember[]): string {
  const [only] = members;
  if (!only) return 'No pull request of this group is judged';
  if (members.length === 1) return checkTitle(only.judgement.finding, only.disclosure);
  const failing = members.filter(({ judgement }) => judgement.conclusion === 'failure').length;
  return failing > 0
    ? `${failing} of ${members.length} pull requests ${namesNone(members) ? `${failing === 1 ? 'states' : 'state'} no outcome` : 'may not go on'}`
    : `All ${members.length} pull requests may go on`;
}

/** Some are held up for what they rest on, not for saying nothing. */
const namesNone = (members: MergeGroupMember[]) =>
  members.every(
    ({ judgement: { conclusion, finding } }) => conclusion !== 'failure' || bearingOf(finding) !== 'held-up',
  );

function whyNot(members: MergeGroupMember[], failing: number): string {
  if (namesNone(members)) return `${failing === 1 ? 'does' : 'do'} not say what to move`;
  return 'may not go on, for the reason in the table';
}

const isUnjudged = ({ judgement }: MergeGroupMember) => judgement.finding.kind === 'unjudged';

function unreadNote(members: MergeGroupMember[]): string {
  const causes = members.flatMap(({ judgement: { finding } }) => (finding.kind === 'unjudged' ? [finding.cause] : []));
  const [cause] = causes;
  return cause === undefined
    ? ''
    : ` Soundings could not judge ${counted(causes.length, 'pull request')} because of an internal error. ${inTheLog(cause)}`;
}

function summaryOf(members: MergeGroupMember[]): string {
  if (members.length === 0) return 'Soundings found no pull request in this merge group, and holds nothing up.';
  const failing = members.filter(({ judgement }) => judgement.conclusion === 'failure');
  const rows = members.map(({ number, title, judgement, disclosure }) => [
    `#${number} ${inert(title, { maxLength: 80 })}`,
    judgement.conclusion === 'failure' ? '**stops the group**' : 'may go on',
    inert(checkTitle(judgement.finding, disclosure)),
  ]);
  const answer =
    failing.length > 0
      ? `${counted(failing.length, 'pull request')} in this group ${whyNot(members, failing.length)}. The check on the pull request itself says what to write; then queue it again.`
      : `${members.some(isUnjudged) ? 'No pull request in this group is held up' : 'Every pull request in this group says what it should move, or that it moves nothing'}. Nothing to do.`;
  return `${answer}${unreadNote(members)}\n\n${table(['pull request', '', 'why'], rows)}`;
}
