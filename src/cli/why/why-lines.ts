import type { KnownOf } from '../../db/known-of.ts';
import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import { nameOfExperiment } from '../../domain/bet/experiment-of.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import { referenceTo } from '../../domain/repository.ts';
import type { QueuedJob } from '../../jobs/boss-tables.ts';
import { noBreak } from '../../render/words/figures.ts';
import { shortChange, windowOf } from '../../render/words/movement-in-words.ts';
import { plain } from '../../render/words/plain.ts';
import { counted } from '../../render/words/words.ts';

/** What is known about it, in sections, for a terminal. */
export function whyLines(number: number, known: KnownOf, jobs: QueuedJob[], now: Date): string[] {
  const { repository, gone, bet, check, comments, checkpoints, deliveries } = known;
  const place = referenceTo(repository.owner, repository.name, number);
  const isKnown = bet || check || comments.length > 0 || jobs.length > 0 || deliveries.length > 0;
  if (!isKnown)
    return [
      `${place}: nothing has been heard of it.`,
      'A comment `/soundings check` on it, or an edit of its description, has it looked at. If nothing happens then, GitHub’s deliveries do not arrive.',
    ];
  return [
    bet ? `${place} "${plain(bet.title, 100)}": ${bet.state}` : `${place}: states no bet`,
    ...(gone ? [`GitHub has not shown us its repository since ${minute(gone)}: nothing is done for it.`] : []),
    ...section('Bet', bet ? betLines(bet) : []),
    ...section('Written there', [
      ...(check ? [checkLine(check)] : []),
      ...comments.map(({ kind, key, commentId }) =>
        commentId === undefined
          ? `${kind} comment: about to be written`
          : `${kind} comment ${commentId}${key ? ` (${plain(key, 60)})` : ''}`,
      ),
    ]),
    ...section('Waits for', [
      ...waitLines(bet),
      ...checkpoints
        .filter(isPending)
        .sort(byDue)
        .map((one) => dueLine(one, now)),
    ]),
    ...section('In the queue', jobs.length > 0 ? jobs.map(jobLine) : ['nothing: there is no work to do now']),
    ...section(
      'Heard of it',
      deliveries.length > 0 ? deliveries.map(deliveryLine) : ['no delivery that is still kept'],
    ),
  ];
}

const section = (title: string, lines: string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const minute = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function betLines(record: BetRecord): string[] {
  const { bet, mergedAt, shippedAt, signal, undoing, verdict, concludedAt, decision, amendedAt, delayed } = record;
  const stakes = bet.movements.map((movement) => {
    const change = shortChange(movement, everything);
    return `${movement.metric.name}${change ? ` ${change}` : ''}${windowOf(movement)}`.replaceAll(noBreak, ' ');
  });
  return [
    ...stakes,
    ...(bet.experiment ? [`experiment ${nameOfExperiment(bet.experiment)}`] : []),
    ...(mergedAt ? [`merged ${minute(mergedAt)}`] : []),
    ...(amendedAt ? [`its description was changed since, ${minute(amendedAt)}: what was merged counts`] : []),
    ...(shippedAt ? [`shipped ${minute(shippedAt)}${signal ? `, known by ${signalName(signal)}` : ''}`] : []),
    ...(undoing ? [`taken back ${minute(undoing.at)} by ${undoingName(undoing)}`] : []),
    ...(delayed
      ? [`readout delayed since ${minute(delayed.since)}: ${delayed.metric}, ${plain(delayed.cause, 200)}`]
      : []),
    ...(verdict ? [`verdict ${verdict}${concludedAt ? `, ${minute(concludedAt)}` : ', so far'}`] : []),
    ...(decision ? [`decided ${decision.what}, ${minute(decision.at)}`] : []),
  ];
}

const signalName = (signal: NonNullable<BetRecord['signal']>) =>
  'name' in signal
    ? `${signal.on} ${plain(signal.name, 60)}`
    : signal.on === 'deployment'
      ? `a deployment to ${plain(signal.environment, 60)}`
      : signal.on === 'live'
        ? 'a comment'
        : 'its merge';

const undoingName = (undoing: NonNullable<BetRecord['undoing']>) =>
  undoing.by === 'revert'
    ? `#${undoing.number}`
    : undoing.by === 'commit'
      ? `commit ${undoing.sha.slice(0, 7)}`
      : `a rollback of ${plain(undoing.environment, 60)}`;

const checkLine = ({ headSha, checkRunId, conclusion, isOpen }: NonNullable<KnownOf['check']>) =>
  `check${checkRunId === null ? '' : ` ${checkRunId}`} on ${headSha.slice(0, 7)}${conclusion ? `: ${conclusion}` : ''}${isOpen ? '' : ' (no longer open)'}`;

/** Waits without a date: somebody else has to do something first. */
function waitLines(bet: BetRecord | undefined): string[] {
  if (bet?.state === 'open') return ['its merge'];
  if (bet?.state === 'closed') return ['nothing: it was closed without a merge; reopening brings the bet back'];
  if (bet?.state === 'merged') return [waitsFor[bet.map.release.on]];
  if (bet?.undoing?.by === 'rollback') return ['the next release or deployment that holds it'];
  if (bet?.state === 'reverted') return ['nothing, unless the revert is reverted'];
  return [];
}

const waitsFor: Record<BetRecord['map']['release']['on'], string> = {
  release: 'a published release that holds its merge commit (`release.on: release` in the map)',
  tag: 'a tag that holds its merge commit (`release.on: tag` in the map)',
  deployment: 'a successful deployment that holds its merge commit (`release.on: deployment` in the map)',
  merge: 'its merge to reach the default branch (`release.on: merge` in the map)',
  live: '`/soundings live` in a comment (`release.on: live` in the map)',
};

const isPending = ({ status }: CheckpointRecord) => status === 'pending';
const byDue = (one: CheckpointRecord, other: CheckpointRecord) => one.dueAt.getTime() - other.dueAt.getTime();

const kindsOfLook: Record<CheckpointRecord['kind'], (afterDays: number, final: boolean) => string> = {
  guard: (days) => `guardrails, ${counted(days, 'day')} after the release`,
  readout: (days, final) => `${final ? 'the last readout' : 'a readout'}, ${counted(days, 'day')} after the release`,
  upstream: (days) => `whether the metrics above have followed, ${counted(days, 'day')} after the release`,
  decision: () => 'a reminder, if nobody has decided by then',
  release: () => 'a reminder, if it is in no release by then',
  learning: () => 'a question, if nobody has said by then what was learned',
};

function dueLine({ kind, afterDays, final, dueAt, notBefore, attempts }: CheckpointRecord, now: Date): string {
  const at = notBefore && notBefore > dueAt ? notBefore : dueAt;
  const late = at < now ? ', due' : '';
  const tried = attempts > 0 ? `, tried ${counted(attempts, 'time')}` : '';
  return `${minute(at)}: ${kindsOfLook[kind](afterDays, final)}${late}${tried}`;
}

function jobLine({ data, state, tries, startAfter }: QueuedJob): string {
  const what = data.kind === 'delivery' ? `delivery ${data.deliveryId}` : data.kind;
  const tried = tries > 0 ? `, tried ${counted(tries, 'time')}` : '';
  if (state === 'active') return `${what}: being worked on${tried}`;
  return `${what}: waits, not before ${minute(new Date(startAfter))}${tried}`;
}

function deliveryLine({
  id,
  event,
  action,
  receivedAt,
  completedAt,
  gaveUpAt,
  error,
}: KnownOf['deliveries'][number]): string {
  const what = `${minute(receivedAt)}: ${event}${action ? ` ${action}` : ''}, delivery ${plain(id, 60)}`;
  if (gaveUpAt) return `${what}: given up ${minute(gaveUpAt)}${error ? `, ${plain(error, 200)}` : ''}`;
  return `${what}: ${completedAt ? 'done' : 'not done yet'}${error && !completedAt ? `, ${plain(error, 200)}` : ''}`;
}
