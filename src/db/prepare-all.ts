import type { Sql, UnsafeQueryOptions } from 'postgres';

/**
 * Every statement of this client as a prepared one. Drizzle asks postgres.js for unprepared ones, and of each of those it has the server describe
 * the parameters before it sends them: two round trips and a new plan for each of the forty statements that an event takes. Our statements
 * are few and always the same, and Postgres plans them anew where row-level security or a migration asks for it.
 *
 * `?prepare=false` in the connection string still turns it off.
 */
export function prepareAll<Client extends Sql>(client: Client): Client {
  type Nested = (...given: [...unknown[], (inner: Client) => unknown]) => unknown;
  const own: Record<string, unknown> = {
    unsafe: (query: string, parameters?: Parameters<Sql['unsafe']>[1], options?: UnsafeQueryOptions) =>
      client.unsafe(query, parameters, { ...options, prepare: true }),
  };
  // A transaction and a savepoint hand out clients of their own.
  for (const name of ['begin', 'savepoint'] as const)
    own[name] = (...given: [...unknown[], (inner: Client) => unknown]) => {
      const work = given.pop() as (inner: Client) => unknown;
      const nested = (client as unknown as Record<string, Nested>)[name] as Nested;
      return nested(...given, (inner) => work(prepareAll(inner)));
    };
  return new Proxy(client, {
    get: (target, name, receiver) => own[name as string] ?? Reflect.get(target, name, receiver),
  });
}
