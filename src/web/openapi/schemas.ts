import { decisions } from '../../domain/commands/decision.ts';
import { count, date, figure, instant, listOf, object, oneOf, orNull, ref, type Schema, text, truth } from './parts.ts';

const place = { owner: text, repository: text, number: count };
const verdict = oneOf('moved', 'moved-less', 'flat', 'inconclusive', 'backfired', 'no-data');
const span = { low: figure, high: figure };
const effect = object({ relative: figure, ...span });
const state = oneOf('open', 'closed', 'merged', 'shipped', 'reverted', 'concluded');
const decision = oneOf(...decisions);

const standing = { open: count, measuring: count, concluded: count };

const entry = object({
  ...place,
  title: orNull(text),
  at: instant,
  state,
  metric: orNull(text),
  key_results: listOf(text),
  expected: orNull(object(span)),
  effect: orNull(effect),
  verdict: orNull(verdict),
  decision: orNull(decision),
});

const keyResult = object({
  name: text,
  id: text,
  metric: text,
  from: orNull(figure),
  now: orNull(figure),
  to: orNull(figure),
  by: date,
  weeks: listOf(orNull(figure)),
  chance: orNull(figure),
  bets: object({ ...standing, moved: orNull(count) }),
});

const metricNode = object({
  name: text,
  key_results: listOf(text),
  edge: orNull(object({ moved: count, followed: count, doubtful: truth })),
  again: { ...truth, description: 'It stands before this already, with what drives it.' },
  driven_by: listOf(ref('MetricNode')),
});

const portfolio = object({
  owner: text,
  as_of: instant,
  bets: object({ ...standing, moved: count, latest_only: truth }),
  maps: listOf(
    object({
      home: text,
      is_stale: truth,
      vision: orNull(text),
      strategy: listOf(object({ id: text, title: text })),
      metric_tree: object({ tops: listOf(ref('MetricNode')), alone: listOf(text), more: count }),
      objectives: listOf(object({ id: text, title: text, key_results: listOf(keyResult) })),
    }),
  ),
  attention: object({
    decisions: listOf(object({ ...place, title: text, since: instant, verdict: orNull(verdict) }, ['title'])),
    silent: listOf(
      object(
        {
          ...place,
          silence: oneOf('no-readout', 'no-data', 'undecided', 'unreleased', 'unanswered'),
          since: instant,
          metric: text,
          title: text,
        },
        ['metric', 'title'],
      ),
    ),
    challenges: listOf(
      object({ ...place, subject: text, why: orNull(text), at: instant, issue: object(place) }, ['issue']),
    ),
    alarms: listOf(object({ ...place, lower: text, upper: text, at: instant })),
    more: truth,
  }),
  ledger: object({ entries: listOf(ref('Entry')), more: truth }),
});

const bet = object({
  ...place,
  check: orNull(
    object({
      conclusion: orNull(oneOf('success', 'neutral', 'failure')),
      head: text,
      title: orNull(text),
      summary: orNull(text),
    }),
  ),
  bet: orNull(
    object({
      title: text,
      author: text,
      state,
      verdict: orNull(verdict),
      frozen_at: orNull(instant),
      key_results: listOf(object({ id: text, metric: text, objective: text })),
      hypotheses: listOf(object({ repository: text, number: count, title: text })),
      because: orNull(text),
      experiment: orNull(text),
      metrics: listOf(
        object({
          name: text,
          title: text,
          unit: text,
          role: oneOf('moves', 'guards'),
          expected: orNull(text),
          window_days: orNull(figure),
          level_at_merge: orNull(figure),
          effect: orNull(effect),
          verdict: orNull(verdict),
        }),
      ),
      decision: orNull(object({ what: decision, by: text, at: instant, learned: orNull(text) })),
      due: listOf(object({ kind: text, at: instant, final: truth })),
    }),
  ),
  challenges: listOf(object({ kind: text, name: text, why: orNull(text), at: instant })),
});

const sample: Schema = {
  ...object(
    {
      t: { type: 'string', description: 'A date, or an instant with its offset.' },
      ...{ value: orNull(figure), n: figure, numerator: orNull(figure), denominator: figure },
      ...{ mean: orNull(figure), stddev: figure, arm: text },
    },
    ['value', 'n', 'numerator', 'denominator', 'mean', 'stddev', 'arm'],
  ),
};

const ledger = object({
  owner: text,
  open: listOf(
    object({ repository: text, number: count, title: orNull(text), metric: orNull(text), key_results: listOf(text) }),
  ),
  entries: listOf(ref('Entry')),
  next: orNull({ type: 'string', description: 'The address of the rows after these.' }),
});

const silent = object({
  owner: text,
  bets: listOf(
    object({
      repository: text,
      number: count,
      title: orNull(text),
      silence: text,
      since: instant,
      metric: orNull(text),
      days: count,
    }),
  ),
  more: truth,
});

const named = { repository: text, number: count, title: orNull(text) };

const hypotheses = object({
  owner: text,
  counts: { type: 'object', additionalProperties: count },
  loop_days: orNull(figure),
  hypotheses: listOf(
    object({
      ...{ repository: text, number: count },
      state: oneOf('proposed', 'testing', 'validated', 'invalidated', 'inconclusive', 'stopped'),
      since: orNull(instant),
      evidence: orNull(text),
      bets: listOf(object({ ...named, track: oneOf('discovery', 'delivery') })),
    }),
  ),
  more: truth,
});

const median = object({ median: figure, ...span });

const team = object({
  owner: text,
  name: text,
  title: orNull(text),
  purpose: orNull(text),
  metrics: listOf(object({ name: text, map: orNull(text), above: listOf(text) })),
  open: listOf(object(named)),
  bets: object({ entries: listOf(ref('Entry')), more: truth }),
  pace: listOf(
    object({ measure: text, detail: text, count, value: figure, ...span }, ['detail', 'value', 'low', 'high']),
  ),
  calibration: orNull({ ...object({ concluded: count, ratio: median }, ['ratio']), additionalProperties: true }),
});

const digests = object({
  owner: text,
  maps: listOf(
    object({
      map: orNull(text),
      written_in: orNull(text),
      weekly: listOf(text),
      monthly: listOf(text),
      quarterly: listOf(text),
    }),
  ),
});

const held = { ...named, key_results: listOf(text) };
const some = (row: Schema) => ({ count, bets: listOf(row) });

const digest = object({
  owner: text,
  map: orNull(text),
  edition: { ...text, description: '`2026-W48`, `2026-11` or `2026-Q4`.' },
  rhythm: oneOf('weekly', 'monthly', 'quarterly'),
  since: instant,
  until: instant,
  earlier: orNull(text),
  later: orNull(text),
  silent: object(
    some(object({ repository: text, number: count, silence: text, since: instant, metric: orNull(text) })),
  ),
  opened: object(some(object(held))),
  shipped: object(some(object(held))),
  concluded: object({
    ...some(
      object({
        ...held,
        at: instant,
        metric: orNull(text),
        effect: orNull(effect),
        verdict: orNull(verdict),
        decision: orNull(decision),
        learned: orNull(text),
      }),
    ),
    moved: count,
  }),
  metrics: listOf(object({ name: text, level: orNull(figure), change: orNull(figure), weeks: listOf(orNull(figure)) })),
  objectives: listOf(
    object({
      id: text,
      title: text,
      key_results: listOf(
        object({ id: text, metric: text, reached: orNull(figure), shipped: count, concluded: count, moved: count }),
      ),
      concluded: count,
    }),
  ),
});

/** The parts of requests and answers, by name. */
export const schemas = {
  Entry: entry,
  Portfolio: portfolio,
  MetricNode: metricNode,
  Bet: bet,
  Ledger: ledger,
  Silent: silent,
  Hypotheses: hypotheses,
  Team: team,
  Digests: digests,
  Digest: digest,
  Push: object({ samples: { ...listOf(sample), maxItems: 10_000 }, revise: truth }, ['revise']),
  Pushed: object({ metric: text, new: count, same: count, revised: count }),
  Live: {
    ...object({ repository: text, number: count, sha: text, at: text }, ['number', 'sha', 'at']),
    anyOf: [{ required: ['number'] }, { required: ['sha'] }],
  },
  TakenLive: object({ repository: text, number: count, new: truth, at: instant }, ['at']),
  Problem: {
    ...object({ error: { type: 'string', description: 'What is wrong, and what to do.' } }),
    additionalProperties: true,
  },
};
