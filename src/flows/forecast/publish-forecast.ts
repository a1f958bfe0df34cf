import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { completeUntil, readoutDays } from '../../domain/bet/schedule.ts';
import { daysBefore } from '../../domain/day.ts';
import { nameableBet } from '../../domain/disclosure/nameable.ts';
import type { Forecast } from '../../domain/forecast/forecast.ts';
import { viewForecast } from '../../domain/forecast/forecast-view.ts';
import type { WindowSize } from '../../domain/gate/earlier-bets.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import type { CommentPolicy } from '../../domain/outcome-map/policy.ts';
import { forecastAsTold } from '../../domain/readout/told.ts';
import type { Repository } from '../../domain/repository.ts';
import { renderForecastFault } from '../../render/comment/unjudged.ts';
import { renderForecast, renderWithdrawnForecast } from '../../render/forecast/forecast-comment.ts';
import { disclosureFor } from '../audience/disclosure-for.ts';
import { named, quotable } from '../audience/quotable.ts';
import { noteFault } from '../net/go-on.ts';
import { NoRoom } from '../ports/forge.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { commentsOf, commentsWanted } from '../publish/comments-wanted.ts';
import { digest } from '../publish/digest.ts';
import { ownComment } from '../publish/own-comment.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { compareWithSiblings } from '../readings/compare-with-siblings.ts';
import { edgesAbove, levelsAbove } from '../readings/metric-tree-now.ts';
import { readBaseline } from '../readings/read-baseline.ts';
import { readEarlier } from '../readings/read-earlier.ts';
import { historyDays } from '../readings/read-metrics.ts';
import { challengesOf, namedChallenges } from './challenges-of.ts';
import { eventsOf } from './forecast-events.ts';
import { gatherSoFar } from './gather-so-far.ts';
import { keepAnswers } from './keep-answers.ts';

/**
 * The sticky comment: created when there is a bet to show, then edited in place for as long as the bet lives.
 * While nothing it rests on has changed since this morning the metrics are not read again, unless somebody insists.
 * Where that fails, the comment says so. Resolves to the bet that it was looked at for.
 */
export async function publishForecast(
  world: World,
  repository: Repository,
  number: number,
  insist = false,
): Promise<BetRecord | undefined> {
  let kept: BetRecord | undefined;
  try {
    const known = await world.store.transaction((tx) => whatIsKnown(tx, repository, number));
    kept = known?.bet;
    if (known) await showForecast(world, known, insist);
    else await withdraw(world, repository, number);
  } catch (error) {
    noteFault(world, error, { repository, number, what: 'a forecast could not be worked out' });
    const wanted = wantsForecast(world, repository, number, await commentsWanted(world, repository));
    if ((await wanted) !== 'off')
      await show(world, repository, number, {
        author: kept?.author,
        body: renderForecastFault(world.cause),
        basis: '',
      });
  }
  return kept;
}

async function showForecast(
  world: World,
  { bet: kept, map, soFar, edges, shown, isWritten, checkpoints, ...known }: Known,
  insist: boolean,
): Promise<void> {
  const { maps } = world;
  const { repository, number } = kept;
  const asOf = completeUntil(world.now(), 'day');
  const record = await quotable(world, kept);
  const { author } = record;
  // What leads here read the map a moment ago.
  const mapState = await (insist ? maps.inForce(repository, map) : maps.lately(repository, map));
  const disclosure = await disclosureFor(world, repository, author, mapState);
  const others = await named(world, record, known.others);
  const nameable = { ...record, bet: nameableBet(record.bet, disclosure) };
  const challenges = await namedChallenges(world, nameable, known.challenges);
  const events = eventsOf(record, checkpoints, disclosure);
  const { bet, state, mapVersion } = record;
  const basis = digest([bet, state, mapVersion, disclosure, others, events, asOf, soFar, edges, challenges]);
  if (!insist && basis === shown) return;
  const wanted = await wantsForecast(world, repository, number, commentsOf(mapState));
  if (wanted === 'off') return;
  // Before the metrics are read: a comment that cannot be written is not to cost the sources their queries.
  if (!(await orPutOff(world, repository, number, () => world.forgeOf(author).room(repository, !isWritten)))) return;

  const readings = await readingsFor(world, record, asOf, insist);
  if (!record.baseline) await keepAnswers(world, record, readings);
  const knownUntil = record.mergedAt ? completeUntil(record.mergedAt, 'day') : asOf;
  const staked = record.bet.movements.map(({ metric }) => metric);
  const built = await world.analyst.forecast({
    bet: record.bet,
    map: record.map,
    state: record.state,
    readings,
    earlier: await readEarlier(world, repository, staked, readings, daysBefore(knownUntil, historyDays)),
    levels: record.baseline ? (record.levels ?? {}) : await levelsAbove(world, record, readings, asOf),
    edges,
    others,
    ...(soFar ? { soFar } : {}),
    events,
    readoutDays: readoutDays(record.map.followUp.afterDays, record.bet),
    disclosure,
    asOf: knownUntil,
  });
  const forecast = forecastAsTold(built);
  const compared = await compareWithSiblings(world, record, forecast, readings, asOf);
  const view = viewForecast({ ...compared, challenges });
  if (wanted === 'measurable' && !view.measurable) {
    // Anyone who likes could have metrics read and analysed all day.
    if (await world.isGuest(repository, author))
      await orPutOff(world, repository, number, () => world.forgeOf(author).room(repository, true, 'counted'));
    return;
  }
  const body = renderForecast(view);
  await show(world, repository, number, { author, body, basis, ...firstSize(forecast) });
}

/** For those who come later: of a metric on which per cent say something. */
function firstSize({ rows: [first] }: Forecast): { shows?: WindowSize } {
  const seen = first?.detectable;
  if (!first || first.experiment || seen?.kind !== 'detectable' || seen.hopeless || seen.inUnit) return {};
  const { name: metric, source } = first.movement.metric;
  const { windowDays: days, relative } = seen;
  return { shows: { metric, days, relative, ...(source === undefined ? {} : { source }) } };
}

/** What the policy says of new ones: a comment that stands goes on telling what becomes of its bet. */
async function wantsForecast(
  world: World,
  repository: Repository,
  number: number,
  { forecast = 'always' }: CommentPolicy,
): Promise<NonNullable<CommentPolicy['forecast']>> {
  if (forecast === 'always') return forecast;
  return (await ownComment(world, repository, number, 'forecast'))?.commentId === undefined ? forecast : 'always';
}

type Known = NonNullable<Awaited<ReturnType<typeof whatIsKnown>>>;

/**
 * Apart from the metrics; in one transaction, and most of it asked at once. `shown`: what the comment that stands there rests on.
 * undefined: there is no bet.
 */
async function whatIsKnown(store: Store, { id }: Repository, number: number) {
  const kept = await store.keptOfForecast(id, number);
  if (!kept) return undefined;
  const { bet, map, isWritten, basis: shown } = kept;
  const [others, soFar, edges, challenges, checkpoints] = await Promise.all([
    store.otherBets(bet),
    gatherSoFar(store, bet),
    edgesAbove(store, bet, bet.mergedAt),
    challengesOf(store, bet),
    // Before, nothing is due.
    bet.mergedAt || bet.shippedAt ? store.checkpoints(bet.id) : [],
  ]);
  return { bet, map, isWritten, shown, others, soFar, edges, challenges, checkpoints };
}

/** The description no longer states a bet: a forecast that was shown says so. Nothing shown, nothing said. */
async function withdraw(world: World, repository: Repository, number: number): Promise<void> {
  const shown = await ownComment(world, repository, number, 'forecast');
  if (!shown) return;
  const author = (await world.forge.pullRequest(repository, number))?.author.login;
  await show(world, repository, number, { author, body: renderWithdrawnForecast(), basis: '' });
}

/** On the account of its author. */
async function show(
  world: World,
  repository: Repository,
  number: number,
  {
    author = 'ghost',
    body,
    basis,
    shows,
  }: { author: string | undefined; body: string; basis: string; shows?: WindowSize },
): Promise<void> {
  const own = { ...world, forge: world.forgeOf(author) };
  const alongside = (store: Store) => store.saveForecastBasis(repository.id, number, basis, shows);
  await orPutOff(world, repository, number, () =>
    publishComment(own, repository, number, { kind: 'forecast', body, alongside }),
  );
}

/** Put off when there is no room, and nothing else of the pull request waits for it. Resolves to whether there was. */
async function orPutOff(
  world: World,
  repository: Repository,
  number: number,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    world.log.info({ repositoryId: repository.id, number, until: error.until }, `Forecast postponed: ${error.message}`);
    await world.store.enqueue({ kind: 'forecast', repositoryId: repository.id, number }, error.until);
    return false;
  }
}

/** Frozen at the merge: from then on the forecast shows what was known when the bet was made. */
async function readingsFor(
  world: World,
  record: BetRecord,
  asOf: Date,
  fresh: boolean,
): Promise<Record<string, Reading>> {
  if (record.baseline) return record.baseline;
  return readBaseline(world, record, asOf, fresh);
}
