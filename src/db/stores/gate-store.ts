import { and, asc, desc, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { alias, union } from 'drizzle-orm/pg-core';
import type { GateStore } from '../../flows/ports/stores/gate-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { bets } from '../schema/bets.ts';
import {
  changedPaths,
  checks,
  exemptions,
  firstFailures,
  forecastBases,
  gateResults,
  labellings,
  nonBets,
} from '../schema/gate.ts';
import { repositories } from '../schema/repositories.ts';
import { absentAsUndefined } from './absent.ts';
import { remembers } from './memory-store.ts';

/** Each costs requests where it has to be judged. */
const mostOnHead = 20;
const mostEarlier = 60;
const mostPaths = 300;

const memberColumns = {
  ...{ number: checks.number, headSha: checks.headSha, isOpen: checks.isOpen, fromFork: checks.fromFork },
  ...{ conclusion: checks.conclusion, digest: checks.digest, checkRunId: checks.checkRunId },
};

/** The gate's record of a pull request. */
export function gateStore(database: Database): GateStore {
  return {
    async check(repositoryId, number) {
      const { headSha, checkRunId, digest } = checks;
      const [row] = await database
        .select({ headSha, checkRunId, digest })
        .from(checks)
        .where(and(eq(checks.repositoryId, repositoryId), eq(checks.number, number)));
      return row && absentAsUndefined(row);
    },
    async saveRun(repositoryId, number, { headSha, checkRunId, digest, words }) {
      const rows = await database
        .update(checks)
        .set({
          checkRunId: checkRunId ?? null,
          ...(words && { words }),
          digest: sql`case when ${eq(checks.number, number)} then ${digest} else '' end`,
        })
        .where(and(eq(checks.repositoryId, repositoryId), eq(checks.headSha, headSha)))
        .returning(memberColumns);
      const open = rows.filter(({ isOpen }) => isOpen).sort((one, other) => one.number - other.number);
      return open.slice(0, mostOnHead).map(absentAsUndefined);
    },
    async saveOnHead(repositoryId, { number, headSha, isOpen, fromFork, conclusion }) {
      const row = { headSha, isOpen, fromFork, conclusion: conclusion ?? null };
      const isSame = eq(checks.headSha, headSha);
      await database
        .insert(checks)
        .values({ repositoryId, number, digest: '', ...row })
        .onConflictDoUpdate({
          target: [checks.repositoryId, checks.number],
          set: {
            ...row,
            // What is closed is not judged again: its page tells what its last head came to.
            ...(isOpen
              ? {}
              : { conclusion: sql`coalesce(${row.conclusion}, case when ${isSame} then ${checks.conclusion} end)` }),
            checkRunId: sql`case when ${isSame} then ${checks.checkRunId} end`,
            digest: sql`case when ${isSame} then ${checks.digest} else '' end`,
          },
        });
    },
    async openOn(repositoryId, headSha) {
      const rows = await database
        .select(memberColumns)
        .from(checks)
        .where(and(eq(checks.repositoryId, repositoryId), eq(checks.headSha, headSha), checks.isOpen))
        .orderBy(checks.number)
        .limit(mostOnHead);
      return rows.map(absentAsUndefined);
    },
    async lastHead(repositoryId, number) {
      const [mine, there] = [alias(checks, 'mine'), alias(checks, 'there')];
      const isThere = and(eq(there.repositoryId, mine.repositoryId), eq(there.headSha, mine.headSha), there.isOpen);
      const rows = await database
        .select({
          headSha: mine.headSha,
          number: there.number,
          isRemembered: remembers(database, number, 'check'),
        })
        .from(repositories)
        .leftJoin(mine, and(eq(mine.repositoryId, repositories.id), eq(mine.number, number)))
        .leftJoin(there, isThere)
        .where(eq(repositories.id, repositoryId))
        .orderBy(asc(there.number))
        .limit(mostOnHead);
      const { headSha, isRemembered = false } = rows[0] ?? {};
      const open = rows.flatMap((row) => row.number ?? []);
      return { open, isRemembered, ...(typeof headSha === 'string' ? { headSha } : {}) };
    },
    async claimFirstFailure({ id: repositoryId, ownerId }, authorId, number) {
      await database.insert(firstFailures).values({ ownerId, authorId, repositoryId, number }).onConflictDoNothing();
      const [row] = await database
        .select({ repositoryId: firstFailures.repositoryId, number: firstFailures.number })
        .from(firstFailures)
        .where(and(eq(firstFailures.ownerId, ownerId), eq(firstFailures.authorId, authorId)));
      return row?.repositoryId === repositoryId && row.number === number;
    },
    async numberByHead(repositoryId, headSha) {
      const of = (table: typeof checks | typeof changedPaths) =>
        database
          .select({ number: table.number })
          .from(table as typeof checks)
          .where(and(eq(table.repositoryId, repositoryId), eq(table.headSha, headSha)));
      const [row] = await union(of(checks), of(changedPaths)).limit(1);
      return row?.number;
    },
    async changedPaths(repositoryId, number) {
      const { headSha, baseRef } = changedPaths;
      const [row] = await database
        .select({ headSha, baseRef, paths: told(changedPaths.paths) })
        .from(changedPaths)
        .where(and(eq(changedPaths.repositoryId, repositoryId), eq(changedPaths.number, number)));
      return row;
    },
    async saveChangedPaths(repositoryId, number, row) {
      await database
        .insert(changedPaths)
        .values({ repositoryId, number, ...row })
        .onConflictDoUpdate({ target: [changedPaths.repositoryId, changedPaths.number], set: row });
    },
    async earlierBets(repositoryId, number) {
      const { showsMetric, showsSource, showsDays, showsRelative } = forecastBases;
      const on = (table: typeof changedPaths | typeof forecastBases) =>
        and(eq(table.repositoryId, bets.repositoryId), eq(table.number, bets.number));
      const rows = await database
        .select({
          ...{ merged: isNotNull(bets.mergedAt).mapWith(Boolean), keyResults: bets.keyResults },
          ...{ paths: told(changedPaths.paths), showsMetric, showsSource, showsDays, showsRelative },
        })
        .from(bets)
        .leftJoin(changedPaths, and(on(changedPaths), sql`json_array_length(${changedPaths.paths}) <= ${mostPaths}`))
        .leftJoin(forecastBases, on(forecastBases))
        .where(and(eq(bets.repositoryId, repositoryId), ne(bets.number, number)))
        .orderBy(desc(bets.number))
        .limit(mostEarlier);
      return rows.map(({ merged, keyResults, paths, ...shown }) => {
        const { showsMetric: metric, showsSource: source, showsDays: days, showsRelative: relative } = shown;
        const isKnown = metric !== null && days !== null && relative !== null;
        const shows = isKnown && { metric, days, relative, ...(source === null ? {} : { source }) };
        return { merged, keyResults, paths: paths ?? [], ...(shows ? { shows } : {}) };
      });
    },
    async saveExemption(repositoryId, number, exemption) {
      await database
        .insert(exemptions)
        .values({ repositoryId, number, exemption })
        .onConflictDoUpdate({ target: [exemptions.repositoryId, exemptions.number], set: { exemption } });
    },
    async labellings(repositoryId, number) {
      const { label, by, asked, mayWrite } = labellings;
      const rows = await database
        .select({ label, by, asked, mayWrite })
        .from(labellings)
        .where(and(eq(labellings.repositoryId, repositoryId), eq(labellings.number, number)));
      return rows.map(absentAsUndefined);
    },
    async saveLabelling(repositoryId, number, { label, by, asked, mayWrite }) {
      const row = { by: by ?? null, asked: asked ?? null, mayWrite: mayWrite ?? null };
      await database
        .insert(labellings)
        .values({ repositoryId, number, label, ...row })
        .onConflictDoUpdate({ target: [labellings.repositoryId, labellings.number, labellings.label], set: row });
    },
    async forgetLabelling(repositoryId, number, label) {
      const here = and(eq(labellings.repositoryId, repositoryId), eq(labellings.number, number));
      await database.delete(labellings).where(and(here, eq(labellings.label, label)));
    },
    async saveNonBet(repositoryId, number, { reason, note }, at) {
      await database
        .insert(nonBets)
        .values({ repositoryId, number, reason, note, at })
        .onConflictDoUpdate({ target: [nonBets.repositoryId, nonBets.number], set: { reason, note, at } });
    },
    async saveGateResult(repositoryId, number, { result, detail, mergedAt }) {
      const row = { result, detail: detail ?? null, mergedAt };
      await database
        .insert(gateResults)
        .values({ repositoryId, number, ...row })
        .onConflictDoUpdate({ target: [gateResults.repositoryId, gateResults.number], set: row });
    },
  };
}
