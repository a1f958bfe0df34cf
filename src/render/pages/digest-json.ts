import type { ConcludedBet, DigestBet, Some } from '../../domain/digest/digest.ts';
import type { DigestPage } from '../../domain/portfolio/digest-page.ts';

const betJson = ({ repository, number, title, keyResults }: DigestBet) => ({
  repository,
  number,
  title: title ?? null,
  key_results: keyResults,
});

const concludedJson = (bet: ConcludedBet) => ({
  ...betJson(bet),
  at: bet.at,
  metric: bet.metric?.name ?? null,
  effect: bet.effect ?? null,
  verdict: bet.verdict?.verdict ?? null,
  decision: bet.decision ?? null,
  learned: bet.learned ?? null,
});

const some = <Row>({ rows, count }: Some<Row>, json: (row: Row) => object) => ({ count, bets: rows.map(json) });

/** An edition as programs read it. Lists hold the first of each kind, `count` says how many there are. */
export const digestJson = ({ digest, home, earlier, later }: DigestPage) => ({
  owner: digest.owner,
  map: home ?? null,
  edition: digest.edition.name,
  rhythm: digest.edition.rhythm,
  since: digest.edition.since,
  until: digest.edition.until,
  earlier: earlier ?? null,
  later: later ?? null,
  silent: some(digest.silent, ({ repository, number, silence, since, metric }) => ({
    ...{ repository, number, silence, since },
    metric: metric ?? null,
  })),
  opened: some(digest.opened, betJson),
  shipped: some(digest.shipped, betJson),
  concluded: { ...some(digest.concluded, concludedJson), moved: digest.moved },
  metrics: digest.metrics.map(({ metric, level, change, weeks, figures }) => ({
    name: metric.name,
    level: level ?? null,
    change: change ?? null,
    weeks: figures ? weeks.map((mean) => mean ?? null) : [],
  })),
  objectives: digest.objectives.map(({ id, title, keyResults, bets }) => ({
    id,
    title,
    key_results: keyResults.map(({ keyResult, reached, shipped, concluded, moved }) => ({
      ...{ id: keyResult.id, metric: keyResult.metric, reached: reached ?? null, shipped, concluded, moved },
    })),
    concluded: bets.count,
  })),
});
