import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * A client of `pg` that prepares every statement with parameters under a name of its own, once a connection. Drizzle leaves its statements unnamed, and
 * Postgres would parse and plan each of the forty that an event takes anew. They are few and always the same, and are planned anew by themselves
 * where row-level security or a migration asks for it.
 */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: eight overloads, none of which is meant here.
  override query(...given: any[]): any {
    const [config, values] = given;
    const isNameless = typeof config === 'object' && typeof config.text === 'string' && config.name === undefined;
    if (isNameless && (values ?? config.values)?.length > 0) given[0] = { ...config, name: nameOf(config.text) };
    // @ts-expect-error: as above
    return super.query(...given);
  }
}

const names = new Map<string, string>();

/** Of at most 63 characters, or Postgres would cut it. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(text).digest('hex');
  names.set(text, name);
  return name;
}
