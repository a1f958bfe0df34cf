import postgres from 'postgres';

/** Connections that a source keeps at most; they end when nobody has asked for a while. */
const most = 4;
const idleSeconds = 30;

/** OID of the type that `$from` and `$to` are bound as. */
export const timestamptz = 1184;

/**
 * A pool that connects at the first query. Dates and times come as the database writes them, since the driver would read a
 * zoneless one in this process's time zone.
 */
export function postgresClient(url: string, timeout: number) {
  return postgres(url, {
    max: most,
    idle_timeout: idleSeconds,
    connect_timeout: Math.ceil(timeout / 1000),
    fetch_types: false,
    // Nothing is prepared by name, so that poolers between us and the database work.
    prepare: false,
    onnotice: () => {},
    connection: { application_name: 'soundings' },
    types: {
      date: {
        to: timestamptz,
        from: [1082, 1114, timestamptz],
        serialize: (text: string) => text,
        parse: (text: string) => text,
      },
    },
  });
}
