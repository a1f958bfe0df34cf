/** What a type of connection has to be told, beside its name. */
export interface Kind {
  title: string;
  /** Where it is, and the key that takes it. */
  address?: { key: 'url' | 'folder'; ask: string };
  /** Where its credentials go: a variable is the whole address, a token that is sent along, or a key of the connection. */
  credentials?: 'address' | 'token' | 'key';
  /** Other keys that it cannot do without. */
  settings?: { key: string; ask: string; example: string }[];
  /** Absent: it takes every name that is pushed. */
  query?: { ask: string; example: string };
}

const sql = {
  ask: 'Query in SQL, with the columns t and value (or numerator and denominator)',
  example: 'select day as t, signups as value from daily where day >= $from and day < $to',
};
const httpAddress = { key: 'url', ask: 'Address' } as const;

/** Those that `source add` makes, in the order of its question; the others have more keys than a few questions. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['postgres', { title: 'PostgreSQL, Redshift, Timescale', credentials: 'address', query: sql }],
  ['mysql', { title: 'MySQL, MariaDB', credentials: 'address', query: sql }],
  [
    'prometheus',
    {
      ...{ title: 'Prometheus, Mimir, VictoriaMetrics', address: httpAddress, credentials: 'token' },
      query: { ask: 'Query in PromQL', example: 'sum(increase(signups_total[1d]))' },
    },
  ],
  [
    'http',
    {
      ...{ title: 'a JSON endpoint', address: httpAddress, credentials: 'token' },
      query: {
        ask: 'Path, or a mapping with the places in the answer',
        example: '{ path: "daily?from={from_date}&to={to_date}", rows: data, time: day, value: count }',
      },
    },
  ],
  [
    'csv',
    {
      title: 'a CSV file on this server',
      query: { ask: 'File, with the columns t and value', example: 'signups.csv' },
    },
  ],
  [
    'duckdb',
    {
      ...{ title: 'Parquet, JSON and large CSV files', address: { key: 'folder', ask: 'Folder of the files' } },
      query: {
        ask: sql.ask,
        example: "select day as t, signups as value from 'daily.parquet' where day >= $from and day < $to",
      },
    },
  ],
  ['push', { title: 'figures that your side sends' }],
  ['clickhouse', { ...{ title: 'ClickHouse', address: httpAddress, credentials: 'token' }, query: sql }],
  [
    'bigquery',
    {
      ...{ title: 'BigQuery', credentials: 'key' },
      settings: [
        { key: 'project', ask: 'Project that pays for the queries', example: 'my-project' },
        { key: 'location', ask: 'Location of the data set', example: 'EU' },
      ],
      query: {
        ask: sql.ask,
        example: 'select day as t, signups as value from growth.daily where day >= date($from) and day < date($to)',
      },
    },
  ],
  [
    'influxdb',
    {
      ...{ title: 'InfluxDB', credentials: 'address' },
      settings: [{ key: 'database', ask: 'Database (of version 2: the one mapped to the bucket)', example: 'growth' }],
      query: {
        ask: 'Query in InfluxQL',
        example: 'select sum(n) as value from signups where time >= $from and time < $to group by time(1d) fill(none)',
      },
    },
  ],
  [
    'graphite',
    {
      ...{ title: 'Graphite', address: httpAddress, credentials: 'token' },
      query: { ask: 'Target', example: "summarize(sumSeries(shop.*.signups), '1day', 'sum', false)" },
    },
  ],
]);
