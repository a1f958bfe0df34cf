import { setTimeout as pause } from 'node:timers/promises';
import type { Env } from '../env.ts';
import type { Store } from '../flows/ports/store.ts';
import type { World } from '../flows/ports/world.ts';
import { githubForge } from '../github/forge.ts';
import { githubHook } from '../github/hook.ts';
import { githubInstallations } from '../github/installations.ts';
import { onWhoseAccount } from '../github/on-whose-account.ts';
import { mapLoader } from '../github/outcome-map/load-outcome-map.ts';
import { outcomeMaps, recentMaps } from '../github/outcome-map/outcome-maps.ts';
import { appIdentity } from '../github/requests/app-identity.ts';
import { budgetedForge, guestForge } from '../github/requests/budget-writes.ts';
import { appRequestsOf } from '../github/requests/requests.ts';
import { metricReader } from '../metrics/metric-reader.ts';
import { outletsOf } from '../metrics/outlet/tell-outlets.ts';
import { recentReadings } from '../metrics/recent-readings.ts';
import type { Sources } from '../metrics/sources.ts';
import { measuredReader } from '../monitoring/measured-reader.ts';
import { pathOf } from '../render/pages/layout.ts';
import type { Parts } from './parts.ts';

/** The worlds in which the flows act, made of their real parts. */
export interface Worlds {
  /** Sees all owners: for accepting what is not known yet, and for finding what is due. */
  ofAll: World;
  /** Sees only one owner's data. `cause`: what the work is done for. */
  of(ownerId: number, cause: string): World;
}

/** `patient`: writes beyond the budget wait. */
export function openWorlds(parts: Parts, env: Env, sources: Sources, patient = false): Worlds {
  const { analyst, app, budget, firstOwners, meters, sourceStates: states, tenancy, watch } = parts;
  const { log, octokitFor, octokitForApp } = app;
  const now = () => new Date();
  const identity = appIdentity(env.appId, octokitForApp);
  const direct = githubForge({ octokitFor, log, now, watch, identity, beforeWrite: tenancy.assertHeld });
  const forge = budgetedForge(direct, { budget, watch, now, ...(patient && { wait: pause }) });
  const accounts = onWhoseAccount(forge, guestForge(direct, { budget, watch, now }), now);
  const asApp = appRequestsOf(octokitForApp, { log, now });
  const [hook, installations] = [githubHook(asApp), githubInstallations(asApp)];
  for (const [source, { owners }] of sources)
    if (!owners) log.warn({ source }, 'Source has no `owners`: every owner that installs the App may use it');
  const reader = metricReader({ sources, log, firstOwners, pushedOf: tenancy.storeOf });
  const measured = measuredReader(reader, (read) => {
    const { source, query, outcome, seconds, failure, experiment } = read;
    meters.sourceRead({ source, outcome, seconds });
    const { queries, source: connected } = sources.get(source) ?? {};
    // What is pushed is read from the record. Of an experiment that cannot be read, people may have written the id.
    const isOfOne = experiment !== undefined || connected?.takesExperiment?.(query) === true;
    if (queries && !(failure && isOfOne))
      states.note({ source, query, at: now(), seconds, ...(failure && { failure }) });
  });
  const metrics = recentReadings(measured);
  const outlets = outletsOf({ sources, firstOwners, log });
  const load = mapLoader(forge);
  const recent = recentMaps();
  const { pages } = env;
  const pageOf: World['pageOf'] =
    'publicUrl' in pages
      ? ({ owner, name }, number) => `${pages.publicUrl}${pathOf('o', owner, 'bets', name, number)}`
      : undefined;
  const within = (store: Store, cause: string): World => ({
    cause,
    analyst,
    forge,
    ...accounts,
    hook,
    installations,
    metrics,
    outlets,
    maps: outcomeMaps({ forge, load, recent, store, log }),
    store,
    log,
    ...(pageOf && { pageOf }),
    now,
  });
  return {
    ofAll: within(parts.store, 'what is done every minute'),
    of: (ownerId, cause) => within(tenancy.storeOf(ownerId), cause),
  };
}
