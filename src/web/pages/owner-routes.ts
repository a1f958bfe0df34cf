import { day, daysBefore } from '../../domain/day.ts';
import { courseWindow } from '../../domain/digest/metric-course.ts';
import { standingOf } from '../../domain/portfolio/portfolio.ts';
import { isSameName } from '../../domain/repository.ts';
import { betPageOf } from '../../flows/pages/bet-page.ts';
import { digestPageOf, digestsPageOf, metricsOfEdition } from '../../flows/pages/digest-page.ts';
import { hypothesesPageOf } from '../../flows/pages/hypotheses-page.ts';
import { ledgerAskedOf } from '../../flows/pages/ledger-asked.ts';
import { ledgerPageOf } from '../../flows/pages/ledger-page.ts';
import { metricPageOf, metricToRead } from '../../flows/pages/metric-page.ts';
import { portfolioFilterOf } from '../../flows/pages/portfolio-filter.ts';
import { portfolioPageOf, shownKeyMetrics } from '../../flows/pages/portfolio-page.ts';
import { teamPageOf } from '../../flows/pages/team-page.ts';
import type { Analyst } from '../../flows/ports/analyst.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { PageRecord } from '../../flows/ports/page-record.ts';
import { betJson, portfolioJson } from '../../render/pages/as-json.ts';
import { badgeSvg } from '../../render/pages/badge-svg.ts';
import { betCsv } from '../../render/pages/bet-csv.ts';
import { betPage } from '../../render/pages/bet-page.ts';
import { digestJson } from '../../render/pages/digest-json.ts';
import { digestPage, digestsJson, digestsPage } from '../../render/pages/digest-page.ts';
import { hypothesesJson, hypothesesPage } from '../../render/pages/hypotheses-page.ts';
import { ledgerCsv, ledgerJson, ledgerPage } from '../../render/pages/ledger-page.ts';
import { courseSvg } from '../../render/pages/metric/metric-chart.ts';
import { metricCsv } from '../../render/pages/metric/metric-csv.ts';
import { metricJson } from '../../render/pages/metric/metric-json.ts';
import { metricPage } from '../../render/pages/metric/metric-page.ts';
import { portfolioPage } from '../../render/pages/portfolio-page.ts';
import { silentJson, silentPage } from '../../render/pages/silent-page.ts';
import { teamJson, teamPage } from '../../render/pages/team-page.ts';
import type { Routes } from '../server.ts';
import type { forViewers } from './for-viewers.ts';
import type { guestsOf } from './guests.ts';
import { levelsNow } from './levels.ts';
import { isNoAnswer } from './no-answer.ts';
import { halfYearTo, historyDays, readingNow, todayAt } from './reading-now.ts';
import { servePages, type Visit } from './serve-page.ts';

interface OwnersPages {
  ofOwner: ReturnType<typeof forViewers>['ofOwner'];
  guests: Pick<ReturnType<typeof guestsOf>, 'everybody'>;
  record: PageRecord;
  metrics: MetricReader;
  analyst: Pick<Analyst, 'chances'>;
  now(): Date;
}

/** Rows on a page of the ledger, and in a file of it. */
const [mostListed, mostExported] = [50, 2_000];
const [mostSilent, mostHypotheses, mostOfTeam] = [100, 100, 25];

/** The pages of an owner. */
export function addOwnerRoutes(routes: Routes, { ofOwner, guests, record, metrics, analyst, now }: OwnersPages): void {
  const serve = servePages(routes, ofOwner);
  const courses = levelsNow(metrics, analyst, now);
  const readingOf = readingNow(metrics);

  const portfolio = async ({ call, place, reader }: Visit) => {
    const asOf = now();
    const filter = portfolioFilterOf((name) => call.req.query(name));
    const found = await record.portfolio(place.ownerId, reader, filter, asOf);
    return portfolioPageOf(place, found, {
      ...{ reader, filter, asOf },
      courses: await courses(place, shownKeyMetrics(found, reader)),
    });
  };
  serve('', portfolio, { html: portfolioPage, json: portfolioJson }, true);
  // The same for everybody who asks, because it is embedded in other sites.
  routes.get('/o/:owner/badge.svg', async (call) => {
    const found = await guests.everybody(call.req.param('owner')).catch(isNoAnswer);
    if (found === 'no answer') return call.text('GitHub does not answer', 503);
    if (!found) return call.notFound();
    const { counts } = await record.portfolio(found.place.ownerId, found.reader, {}, now());
    call.header('cache-control', 'public, max-age=300');
    return call.body(String(badgeSvg(standingOf(counts.counts))), 200, { 'content-type': 'image/svg+xml' });
  });

  const bet = async ({ place, reader, param }: Visit) => {
    const number = Number.parseInt(param('number'), 10);
    const [id] = [...reader].find(([, repository]) => isSameName(repository.name, param('repository'))) ?? [];
    if (id === undefined || !(number > 0 && number < 2 ** 31)) return undefined;
    const story = await record.story(place.ownerId, id, number, reader);
    return story && betPageOf(story, reader);
  };
  serve('/bets/:repository/:number{[0-9]+}', bet, { html: betPage, json: betJson, csv: betCsv });

  const ledger = async ({ call, place, reader }: Visit, limit: number) => {
    const asked = ledgerAskedOf((name) => call.req.query(name));
    const found = await record.ledger(place, reader, asked, limit);
    return ledgerPageOf(place, found, { reader, asked });
  };
  serve('/ledger', (visit) => ledger(visit, visit.call.req.path.endsWith('.csv') ? mostExported : mostListed), {
    ...{ html: ledgerPage, json: ledgerJson, csv: ledgerCsv },
  });

  const silent = async ({ place: { ownerId, owner }, reader }: Visit) => {
    const asOf = now();
    const bets = await record.silent(ownerId, reader, asOf, mostSilent + 1);
    const daysOf = (since: Date) => Math.max(0, Math.floor((asOf.getTime() - since.getTime()) / day));
    const shown = bets.slice(0, mostSilent).map((bet) => ({ ...bet, days: daysOf(bet.since) }));
    return { owner, bets: shown, more: bets.length > mostSilent };
  };
  serve('/silent', silent, { html: silentPage, json: silentJson });

  const team = async ({ place, reader, param }: Visit) => {
    const [asOf, name] = [now(), param('team')];
    const since = daysBefore(asOf, 365);
    const found = await record.team(place, reader, name, since, mostOfTeam);
    return teamPageOf(place, found, { team: name, reader, since, now: asOf });
  };
  serve('/teams/:team', team, { html: teamPage, json: teamJson });

  const hypotheses = async ({ place, reader }: Visit) => {
    const asOf = now();
    const since = daysBefore(asOf, 365);
    const found = await record.hypotheses(place.ownerId, reader, since, mostHypotheses + 1);
    return hypothesesPageOf(place, found, { reader, since, now: asOf, most: mostHypotheses });
  };
  serve('/hypotheses', hypotheses, { html: hypothesesPage, json: hypothesesJson });

  const digests = async ({ place, reader }: Visit) =>
    digestsPageOf(place, await record.maps(place.ownerId, reader), now());
  serve('/digests', digests, { html: digestsPage, json: digestsJson });

  const digest = async ({ place, reader, param }: Visit) => {
    const [asOf, home] = [now(), param('home')];
    const wanted = { edition: param('edition'), ...(home === '' ? {} : { home }) };
    const found = await record.edition(place.ownerId, reader, wanted, asOf);
    if (!found) return undefined;
    const metrics = metricsOfEdition(found, reader);
    const window = courseWindow(found.edition);
    const readings = await Promise.all(metrics.map((one) => readingOf(place, one, window)));
    const read = metrics.flatMap(({ name }, at) => (readings[at] ? [[name, readings[at]] as const] : []));
    return digestPageOf(place, found, { reader, readings: new Map(read), now: asOf });
  };
  for (const below of ['/:edition', '/:home/:edition'])
    serve(`/digests${below}`, digest, { html: digestPage, json: digestJson });

  const metric =
    (kind: 'metric' | 'keyResult') =>
    async ({ place, reader, param }: Visit) => {
      const today = todayAt(now());
      const wanted = kind === 'metric' ? { metric: param('name') } : { keyResult: param('name') };
      const home = param('home');
      const since = daysBefore(today, historyDays);
      const found = await record.metric(place.ownerId, reader, { ...wanted, ...(home === '' ? {} : { home }) }, since);
      if (!found) return undefined;
      const shown = metricToRead(found, reader);
      const reading = shown && (await readingOf(place, shown, halfYearTo(today)));
      const isRead = shown?.source !== undefined && reading?.kind === 'samples';
      const lastRead = isRead ? await record.lastRead(shown.source ?? '') : undefined;
      const keyResult = found.target?.keyResult;
      const course =
        shown &&
        keyResult &&
        (await courses(place, [{ metric: shown, keyResults: [keyResult] }])).get(shown.source ?? '');
      const chance = keyResult && course?.chances.get(keyResult.id);
      return metricPageOf(place, found, {
        ...{ reader, today },
        ...(reading && { reading }),
        ...(lastRead && { lastRead }),
        ...(chance === undefined ? {} : { chance }),
      });
    };
  const forms = { html: metricPage, json: metricJson, csv: metricCsv, svg: courseSvg };
  // With the map's repository, if that is not the owner's.
  for (const below of ['/:name', '/:home/:name']) {
    serve(`/metrics${below}`, metric('metric'), forms);
    serve(`/key-results${below}`, metric('keyResult'), forms);
  }
}
