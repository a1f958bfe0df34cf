import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Change } from '../../domain/declaration/declaration.ts';
import { type Disclosure, disclosureOf, mayHold, shownOf } from '../../domain/disclosure/disclosure.ts';
import { inShort } from '../../domain/disclosure/in-short.ts';
import { isNameable, nameableBet } from '../../domain/disclosure/nameable.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger.ts';
import { baselineOf } from '../../domain/metric/baseline.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { BetOnPage, BetPage, Stake } from '../../domain/portfolio/bet-page.ts';
import type { BetStory } from '../../domain/portfolio/bet-story.ts';
import { verdictAsTold } from '../../domain/readout/told.ts';
import { isSameName } from '../../domain/repository.ts';
import { own } from '../../domain/text/own.ts';
import { eventsOf } from '../forecast/forecast-events.ts';
import type { Reader } from '../ports/page-record.ts';
import { readsAll } from './reader.ts';

/** The story as one reader may see it: by the same rule as comments, with the reader in place of the author. */
export function betPageOf(story: BetStory, reader: Reader): BetPage {
  const { repository, number, check, bet, challenges, map } = story;
  const seen = reader.get(repository.id);
  const disclosure = disclosureOf(map?.map ?? { metrics: [], policy: { redact: 'auto' } }, {
    // As GitHub says now; one that it does not speak of is nobody's to read.
    repository: seen && !seen.private ? 'public' : 'private',
    readsHome: readsAll(reader, map ? [map.home.name, ...(map.home.others ?? [])] : [seen?.name ?? repository.name]),
  });
  return {
    owner: repository.owner,
    repository: seen?.name ?? repository.name,
    number,
    disclosure,
    ...(check && { check }),
    ...(bet && { bet: betOnPage(bet, story, disclosure, reader) }),
    challenges: disclosure.ofOthers === 'nothing' ? [] : challenges.map((one) => withoutWhy(one, disclosure)),
  };
}

function withoutWhy({ why, ...challenge }: BetStory['challenges'][number], { words }: Disclosure) {
  return words ? { ...challenge, why } : challenge;
}

function betOnPage(record: BetRecord, story: BetStory, disclosure: Disclosure, reader: Reader): BetOnPage {
  const { title, author, state, verdict, mergedAt, frozenBody } = record;
  const checkpoints = story.checkpoints.map((one) => ({ ...one, id: '', betId: record.id }));
  const named = nameableBet(record.bet, disclosure);
  const told = verdict && verdictAsTold(verdict, record.bet, disclosure);
  const { because, evidence, answers, ...rest } = named;
  const hypotheses = named.hypotheses.filter(
    (issue) => isSameName(issue.owner, story.repository.owner) && readsAll(reader, [issue.repository]),
  );
  return {
    title,
    author,
    state,
    ...(told && { verdict: told }),
    declared: {
      ...rest,
      hypotheses,
      evidence: disclosure.words ? evidence : [],
      ...(disclosure.words && because !== undefined ? { because } : {}),
      ...(disclosure.words && answers ? { answers } : {}),
    },
    ...(mergedAt && {
      frozen: { at: mergedAt, ...(disclosure.words && frozenBody !== undefined ? { body: frozenBody } : {}) },
    }),
    stakes: stakesOf(record, story.entries, disclosure),
    events: eventsOf(record, checkpoints, disclosure),
    due: checkpoints.map(({ kind, dueAt, final, status }) => ({ kind, dueAt, final, status })),
  };
}

function stakesOf(record: BetRecord, entries: LedgerEntry[], disclosure: Disclosure): Stake[] {
  const { bet, mergedAt } = record;
  const before = (metric: Metric): Pick<Stake, 'baseline'> => {
    const reading = own(record.baseline ?? {}, metric.name);
    if (!reading || !mergedAt || shownOf(disclosure, metric) !== 'figures') return {};
    const baseline = baselineOf(reading, mergedAt);
    return baseline.kind === 'level' ? { baseline } : {};
  };
  const moved = bet.movements.map(({ metric, change, windowDays }): Stake => {
    const entry = entries.find((one) => one.metric === metric.name);
    return {
      ...{ metric, role: 'moves', ...before(metric) },
      ...(change && { change }),
      ...(windowDays === undefined ? {} : { windowDays }),
      ...(entry?.verdict && { outcome: outcomeOf(entry, { metric, change }, disclosure) }),
    };
  });
  const guarded = bet.guardrails.map(
    ({ metric, limit }): Stake => ({ metric, role: 'guards', change: limit, ...before(metric) }),
  );
  return [...moved, ...guarded].filter(({ metric }) => isNameable(metric, disclosure));
}

/** In the ledger good is positive. */
function outcomeOf(
  entry: LedgerEntry,
  { metric, change }: { metric: Metric; change: Change | undefined },
  disclosure: Disclosure,
): NonNullable<Stake['outcome']> {
  const { verdict, expected, lasts } = entry;
  const { good } = metric;
  const held = mayHold(change, metric, disclosure);
  const effect = entry.effect && (shownOf(disclosure, metric) === 'figures' ? entry.effect : inShort(entry.effect));
  const sign = good === 'up' ? 1 : -1;
  const turned = ({ low, high }: { low: number; high: number }) =>
    good === 'up' ? { low, high } : { low: 0 - high, high: 0 - low };
  return {
    ...(verdict && held ? { verdict } : {}),
    ...(expected && held ? { expected: turned(expected) } : {}),
    ...(effect && { effect: { relative: sign * effect.relative, ...turned(effect) } }),
    ...(lasts && { lasts }),
    ...(held ? {} : { unheld: true }),
  };
}
