import { nameOfExperiment } from '../../domain/bet/experiment-of.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger.ts';
import type { BetPage } from '../../domain/portfolio/bet-page.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import { shortChange } from '../words/movement-in-words.ts';
import { forestJson } from './metric-forest.ts';

/*
 * The same as the pages, for programs: version 1. What is added later is no new version; what is taken away, or means something else, is.
 */

export function betJson({ owner, repository, number, check, bet, challenges, disclosure }: BetPage) {
  return {
    owner,
    repository,
    number,
    check: check
      ? {
          conclusion: check.conclusion ?? null,
          head: check.headSha,
          title: check.words?.title ?? null,
          summary: check.words?.summary ?? null,
        }
      : null,
    bet: bet
      ? {
          title: bet.title,
          author: bet.author,
          state: bet.state,
          verdict: bet.verdict?.verdict ?? null,
          frozen_at: bet.frozen?.at ?? null,
          key_results: bet.declared.keyResults.map(({ objective, keyResult }) => ({
            id: keyResult.id,
            metric: keyResult.metric,
            objective: objective.title,
          })),
          hypotheses: bet.declared.hypotheses.map((issue) => ({
            repository: issue.repository,
            number: issue.number,
            title: issue.title,
          })),
          because: bet.declared.because ?? null,
          experiment: bet.declared.experiment ? nameOfExperiment(bet.declared.experiment) : null,
          metrics: bet.stakes.map(({ metric, role, change, windowDays, baseline, outcome }) => ({
            name: metric.name,
            title: metric.title,
            unit: metric.unit,
            role,
            expected: change && role === 'moves' ? (shortChange({ metric, change }, disclosure) ?? null) : null,
            window_days: windowDays ?? null,
            level_at_merge: baseline?.level ?? null,
            effect: outcome?.effect ?? null,
            verdict: outcome?.verdict ?? null,
          })),
          decision: decisionOf(bet.events),
          due: bet.due
            .filter(({ status }) => status === 'pending')
            .map(({ kind, dueAt, final }) => ({ kind, at: dueAt, final })),
        }
      : null,
    challenges: challenges.map(({ subject, why, at }) => ({
      kind: subject.kind,
      name: subject.name,
      why: why ?? null,
      at,
    })),
  };
}

type Bet = NonNullable<BetPage['bet']>;

function decisionOf(events: Bet['events']) {
  const [decided] = events.filter((event) => event.kind === 'decided');
  return decided ? { what: decided.what, by: decided.by, at: decided.at, learned: decided.learned ?? null } : null;
}

export function portfolioJson({
  owner,
  sections,
  standing,
  isCut,
  attention,
  entries,
  moreEntries,
  asOf,
}: PortfolioPage) {
  return {
    owner,
    as_of: asOf,
    bets: { ...standing, latest_only: isCut },
    maps: sections.map(({ home, isStale, map, objectives, figures, forest }) => ({
      home,
      is_stale: isStale,
      vision: map.vision ?? null,
      strategy: map.strategy ?? [],
      metric_tree: forestJson(forest),
      objectives: objectives.map(({ objective, keyResults }) => ({
        id: objective.id,
        title: objective.title,
        key_results: keyResults.map(({ name, keyResult, now, weeks, chance, bets }) => {
          const shown = figures.includes(keyResult.metric);
          const { moved, ...told } = bets;
          return {
            name,
            id: keyResult.id,
            metric: keyResult.metric,
            from: shown ? keyResult.from : null,
            now: shown ? (now ?? null) : null,
            to: shown ? keyResult.to : null,
            by: keyResult.by,
            weeks: shown ? (weeks ?? []).map((level) => level ?? null) : [],
            chance: shown ? (chance ?? null) : null,
            bets: { ...told, moved: shown ? moved : null },
          };
        }),
      })),
    })),
    attention: {
      decisions: attention.decisions.map(({ verdict, ...owed }) => ({ ...owed, verdict: verdict ?? null })),
      silent: attention.silent,
      challenges: attention.challenges.map(({ subject, why, ...one }) => ({
        ...one,
        subject: subject.name,
        why: why ?? null,
      })),
      alarms: attention.alarms,
      more: attention.more,
    },
    ledger: { entries: entries.map(entryJson), more: moreEntries },
  };
}

export const entryJson = ({
  owner,
  repository,
  number,
  title,
  at,
  state,
  metric,
  keyResults,
  expected,
  effect,
  verdict,
  decision,
}: LedgerEntry) => ({
  ...{ owner, repository, number, title: title ?? null, at, state, metric: metric ?? null, key_results: keyResults },
  ...{ expected: expected ?? null, effect: effect ?? null, verdict: verdict ?? null, decision: decision ?? null },
});
