import { and, desc, eq, sql } from 'drizzle-orm';
import type { Store } from '../flows/ports.ts';
import type { Database } from './connect.ts';
import { repositories } from './schema.ts';

export function repositoryStore(
  database: Database,
): Pick<Store, 'repository' | 'repositoryNamed' | 'rememberRepository'> {
  return {
    async repository(id) {
      const [row] = await database.select().from(repositories).where(eq(repositories.id, id));
      return row;
    },
    async repositoryNamed(ownerId, name) {
      const [row] = await database
        .select()
        .from(repositories)
        .where(and(eq(repositories.ownerId, ownerId), eq(sql`lower(${repositories.name})`, name.toLowerCase())))
        // A name can be taken again after a rename that we have not heard of; ids only grow.
        .orderBy(desc(repositories.id))
        .limit(1);
      return row;
    },
    async rememberRepository(repository) {
      const { id, installationId, ownerId, owner, name, defaultBranch, private: hidden } = repository;
      const row = { installationId, ownerId, owner, name, defaultBranch, private: hidden };
      await database
        .insert(repositories)
        .values({ id, ...row })
        .onConflictDoUpdate({ target: repositories.id, set: row });
    },
  };
}
