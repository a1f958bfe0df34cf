import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import { nameableOf } from '../../domain/disclosure/nameable.ts';
import type { ForecastEvent } from '../../domain/forecast/forecast.ts';
import { recommendedAsTold, verdictAsTold } from '../../domain/readout/told.ts';

/** What happened to a bet since it was stated, oldest first. */
export function eventsOf(record: BetRecord, checkpoints: CheckpointRecord[], disclosure: Disclosure): ForecastEvent[] {
  const events: ForecastEvent[] = [];
  const { mergedAt, amendedAt, reapplied, shippedAt, signal, undoing, delayed, verdict, concludedAt } = record;
  if (reapplied) events.push({ kind: 'reapplied', ...reapplied });
  else if (mergedAt) events.push({ kind: 'merged', at: mergedAt, ...asked(record, checkpoints), ...waitsFor(record) });
  const { unreleased, partlyReverted = [], map, branch } = record;
  if (unreleased)
    events.push({
      ...{ kind: 'unreleased', at: unreleased.since, waitsFor: map.release.on, releases: unreleased.releases },
      ...(unreleased.elsewhere && branch !== undefined ? { branch } : {}),
    });
  for (const by of record.carriers ?? []) events.push({ kind: 'carried', by });
  if (shippedAt && signal)
    events.push({ kind: 'shipped', signal, at: shippedAt, readoutsDue: readoutsDue(checkpoints) });
  for (const by of partlyReverted) events.push({ kind: 'partly-reverted', ...by });
  if (record.statedAfterMerge) events.push({ kind: 'stated-after-merge', at: record.statedAfterMerge });
  else if (amendedAt) events.push({ kind: 'amended', at: amendedAt });
  if (delayed && nameableOf([delayed.metric], disclosure).length > 0) events.push({ kind: 'delayed', ...delayed });
  if (undoing) events.push({ kind: 'undone', undoing });
  if (record.extended) events.push(extension(record.extended));
  const told = verdict && verdictAsTold(verdict, record.bet, disclosure);
  if (verdict && concludedAt) events.push({ kind: 'concluded', ...(told && { told }), at: concludedAt });
  const { decision, decidedBefore = [], learned } = record;
  const before = decidedBefore.map(({ what }) => what);
  if (decision) {
    // What was recommended tells the verdict.
    const { recommended: kept, ...said } = withoutWords(decision, disclosure);
    const recommended = told && recommendedAsTold(kept, record.bet, disclosure);
    events.push({ kind: 'decided', before, ...said, ...(recommended && { recommended }) });
  }
  if (learned) events.push({ kind: 'learned', ...withoutWords(learned, disclosure) });
  return events;
}

const extension = ({ by, at, days, until }: NonNullable<BetRecord['extended']>): ForecastEvent => ({
  ...{ kind: 'extended', at, days, until },
  ...(by === undefined ? {} : { by }),
});

/** Where figures are kept back, so is what people write: it may hold any. */
function withoutWords<Said extends { learned?: string; text?: string }>(said: Said, { words }: Disclosure) {
  const { learned, text, ...rest } = said;
  return words ? said : rest;
}

const waitsFor = ({ map }: BetRecord): { waitsFor?: 'word' } => (map.release.on === 'live' ? { waitsFor: 'word' } : {});

/** When what was learned is asked, of a bet on which nothing is measured. */
function asked({ bet }: BetRecord, checkpoints: CheckpointRecord[]): { asked?: Date } {
  const question = checkpoints.find(({ kind }) => kind === 'learning');
  return bet.movements.length === 0 && question ? { asked: question.dueAt } : {};
}

/** Cancelled ones belong to an earlier window, or to a bet that was undone. */
function readoutsDue(checkpoints: CheckpointRecord[]): Date[] {
  return checkpoints
    .filter(({ kind, status }) => kind === 'readout' && status !== 'cancelled')
    .map(({ dueAt }) => dueAt);
}
