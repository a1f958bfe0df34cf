import { and, asc, eq, gt, like } from 'drizzle-orm';
import type { Carrier } from '../../domain/bet/carrier.ts';
import type { CarrierStore } from '../../flows/ports/stores/carrier-store.ts';
import { anyOf } from '../any-of.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { carriers } from '../schema/releases.ts';
import { namesOf, numbered, oneAfterTheOther } from './named-merges.ts';

const headed = 'head ';
/** A branch that lives for years takes in thousands of changes; the first ones after the merge are enough. */
const mostHeads = 50;

/** Which commits and pull requests bring a change to another branch. */
export function carrierStore(database: Database): CarrierStore {
  return {
    async saveCarriers(repositoryId, carrier, { numbers, shas, head }) {
      await oneAfterTheOther(database, repositoryId);
      const targets = [...numbers.map(numbered), ...shas, ...(head === undefined ? [] : [`${headed}${head}`])];
      const row = { repositoryId, by: nameOf(carrier), at: carrier.at, carrier };
      for (const target of targets)
        await database
          .insert(carriers)
          .values({ ...row, target })
          .onConflictDoNothing();
    },
    async carriersOf(repositoryId, { number, sha, at }) {
      await oneAfterTheOther(database, repositoryId);
      const rows = (condition: Parameters<typeof and>[0]) =>
        database
          .select({ target: carriers.target, carrier: told(carriers.carrier) })
          .from(carriers)
          .where(and(eq(carriers.repositoryId, repositoryId), condition))
          .orderBy(asc(carriers.at), asc(carriers.by));
      const names = namesOf({ ...(number === undefined ? {} : { number }), sha });
      const named = await rows(anyOf(carriers.target, names));
      const merged = await rows(and(like(carriers.target, `${headed}%`), gt(carriers.at, at))).limit(mostHeads);
      return [
        ...named.map(({ carrier }) => ({ by: carrier })),
        ...merged.map(({ target, carrier }) => ({ by: carrier, head: target.slice(headed.length) })),
      ];
    },
    async landedAs(repositoryId, number) {
      const rows = await database
        .select({ carrier: told(carriers.carrier) })
        .from(carriers)
        .where(and(eq(carriers.repositoryId, repositoryId), eq(carriers.target, numbered(number))))
        .orderBy(asc(carriers.at), asc(carriers.by));
      return rows.map(({ carrier }) => carrier).filter((carrier) => carrier.number === undefined);
    },
  };
}

/** One commit may be pushed to several branches, one after the other. */
const nameOf = ({ number, sha, branch }: Carrier) =>
  number === undefined ? [sha, branch].filter(Boolean).join(' ') : numbered(number);
