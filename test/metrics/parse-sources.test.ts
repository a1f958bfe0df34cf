import { describe, expect, test } from 'vitest';
import { parseSources } from '../../src/metrics/parse-sources.ts';

const environment = {
  WAREHOUSE_URL: 'postgres://reader:s3cret@db.internal.example.com/w',
  TOKEN: 'tok-12345',
  EMPTY: '',
  TRICKY: 'a: b\n"c": [',
};

function parse(text: string) {
  return parseSources({ file: 'sources.yml', text, environment, place: { folder: '/srv' } });
}

function problemsOf(text: string): string[] {
  const result = parse(text);
  if ('value' in result) return [];
  return result.problems.map(
    ({ file, line, column, what, expected }) => `${file}:${line}:${column}: ${what}, expected ${expected}`,
  );
}

function connectionsOf(text: string) {
  const result = parse(text);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return Object.fromEntries(
    [...result.value].map(([name, { source: _, queries, ...rest }]) => [
      name,
      { ...rest, queries: [...(queries ?? [])] },
    ]),
  );
}

const good = `
connections:
  warehouse:
    type: postgres
    url: \${WAREHOUSE_URL}
    owners: [Acme, other-org, 583231]
    timezone: Europe/Berlin
    timeout: 5s
    max_rows: 500
    queries:
      signup_rate: >
        select day as t, signups as numerator, visits as denominator from daily where day >= $from and day < $to
      mrr: select day as t, usd as value from mrr where day >= $from and day < $to;
  prod:
    type: prometheus
    url: http://127.0.0.1:9090/prefix
    headers: { authorization: "Bearer \${TOKEN}" }
    queries:
      latency: avg(avg_over_time(latency_ms[1d]))
      errors: { numerator: "sum(increase(e[1h]))", denominator: "sum(increase(r[1h]))", step: 1h }
  stats:
    type: http
    url: https://stats.example.com/api/
    queries:
      active: daily?from={from}&to={to}
      visits: { path: "visits?since={from_date}", rows: "data.rows[0]", time: "[0]", value: "[1]" }
  files:
    type: csv
    queries:
      nps: nps.csv
      load: { file: load.csv, time: day, mean: avg, stddev: sd, n: count, delimiter: ";" }
`;

test('a whole file', () => {
  expect(connectionsOf(good)).toEqual({
    warehouse: {
      owners: ['acme', 'other-org', 583231],
      timezone: 'Europe/Berlin',
      timeout: 5000,
      maxRows: 500,
      queries: ['signup_rate', 'mrr'],
      secrets: [environment.WAREHOUSE_URL],
    },
    prod: {
      timezone: 'UTC',
      timeout: 30_000,
      maxRows: 100_000,
      queries: ['latency', 'errors'],
      secrets: [environment.TOKEN],
    },
    stats: { timezone: 'UTC', timeout: 30_000, maxRows: 100_000, queries: ['active', 'visits'], secrets: [] },
    files: { timezone: 'UTC', timeout: 30_000, maxRows: 100_000, queries: ['nps', 'load'], secrets: [] },
  });
});

test.each([
  ['nothing', ''],
  ['only comments', '# none yet\n'],
  ['no connections', 'connections:\n'],
])('no sources: %s', (_, text) => {
  expect(connectionsOf(text)).toEqual({});
});

const csv = (lines: string) => `connections:\n  files:\n    type: csv\n${lines}`;

describe('problems', () => {
  const table: Record<string, [string, string[]]> = {
    'a list': ['- a\n', ['sources.yml:1:1: the file is not a mapping, expected `connections:` and what follows it']],
    'another key at the top': [
      'conections: {}\n',
      ['sources.yml:1:1: `conections` is not a key of this file, expected `connections`'],
    ],
    'a network that is none': [
      'network: private\nconnections:\n  w: { type: http, network: internal, url: "http://db/", queries: {} }\n',
      [
        'sources.yml:1:10: `network` cannot be used, expected `public` (no private networks, not this machine) or `any`',
        'sources.yml:3:29: `connections.w.network` cannot be used, expected `public` (no private networks, not this machine) or `any`',
      ],
    ],
    'TLS that looks at no certificate': [
      'connections:\n  w: { type: postgres, url: "postgres://db/w?sslmode=prefer", queries: {} }\n',
      [
        'sources.yml:2:29: `connections.w.url` cannot be used, expected `sslmode=require`, which checks the certificate (of your own authority: NODE_EXTRA_CA_CERTS), or `sslmode=disable`',
      ],
    ],
    'connections as a list': [
      'connections: [a]\n',
      ['sources.yml:1:14: `connections` is not a mapping, expected connections by name'],
    ],
    'a connection without anything': [
      'connections:\n  a:\n',
      ['sources.yml:2:3: `connections.a` is not a mapping, expected `type: ...` and what it needs'],
    ],
    'a name with a slash': [
      'connections:\n  a/b: { type: csv }\n',
      [
        'sources.yml:2:3: `a/b` cannot be the name of a connection, expected a name of at most 80 letters, digits, `_`, `.` and `-`',
      ],
    ],
    'no type': [
      'connections:\n  a: { url: x }\n',
      [
        'sources.yml:2:3: `connections.a` has no `type`, expected one of `bigquery`, `clickhouse`, `csv`, `duckdb`, `grafana`, `graphite`, `http`, `influxdb`, `mysql`, `postgres`, `prometheus`, `push`, `slack`, `webhook`',
      ],
    ],
    'nearly a type': [
      'connections:\n  a: { type: postgress }\n',
      ['sources.yml:2:14: the `type` of `connections.a` is not known, expected `postgres`'],
    ],
    'no type at all': [
      'connections:\n  a: { type: constructor }\n',
      [
        'sources.yml:2:14: the `type` of `connections.a` is not known, expected one of `bigquery`, `clickhouse`, `csv`, `duckdb`, `grafana`, `graphite`, `http`, `influxdb`, `mysql`, `postgres`, `prometheus`, `push`, `slack`, `webhook`',
      ],
    ],
    'a key twice': [
      csv('    queries: { a: a.csv }\n    queries: { b: b.csv }\n'),
      ['sources.yml:5:5: `queries` is here twice, first on line 4, expected each key once'],
    ],
    'nearly a key': [
      csv('    querys: { a: a.csv }\n'),
      [
        'sources.yml:2:3: `connections.files.queries` is missing, expected queries by name, such as `signup_rate: ...`',
        'sources.yml:4:5: `querys` is not a key of `connections.files`, expected `queries`',
      ],
    ],
    'a wrong query name': [
      csv('    queries: { "a b": a.csv }\n'),
      [
        'sources.yml:4:16: `a b` cannot be a name here, expected a name of at most 80 letters, digits, `_`, `.` and `-`',
      ],
    ],
    'half a ratio': [
      csv('    queries: { a: { file: a.csv, numerator: x } }\n'),
      [
        'sources.yml:4:19: `connections.files.queries.a` does not fit together, expected `value`, with or without `n`, or `numerator` and `denominator`, or `mean`, `stddev` and `n`',
      ],
    ],
    'an arm with a value alone': [
      csv('    queries: { a: { file: a.csv, arm: variant, value: x } }\n'),
      [
        'sources.yml:4:19: `connections.files.queries.a` does not fit together, expected beside `arm`: `numerator` and `denominator`, with or without `n`, or `mean`, `stddev` and `n`, or `sum`, `sum_squares` and `n`',
      ],
    ],
    'a variable that is not set': [
      `connections:\n  w:\n    type: postgres\n    url: postgres://\${NOT_SET}@db/\${EMPTY}\n    queries: {}\n`,
      [
        'sources.yml:4:10: the environment has no variable `NOT_SET`, or an empty one, expected a value for it',
        'sources.yml:4:10: the environment has no variable `EMPTY`, or an empty one, expected a value for it',
      ],
    ],
    'an offset for a time zone': [
      csv('    timezone: "+02:00"\n    queries: { a: a.csv }\n'),
      [
        'sources.yml:4:15: `connections.files.timezone` cannot be used, expected a time zone by its IANA name, such as `UTC` or `Europe/Berlin`',
      ],
    ],
    'a timeout without end': [
      csv('    timeout: 3h\n    queries: { a: a.csv }\n'),
      [
        'sources.yml:4:14: `connections.files.timeout` cannot be used, expected a duration of at most 10 minutes, such as `30s`',
      ],
    ],
    'owners that are not a list': [
      csv('    owners: acme\n    queries: { a: a.csv }\n'),
      [
        'sources.yml:4:13: `connections.files.owners` cannot be used, expected a list of GitHub owners such as `[acme]`',
      ],
    ],
    'several statements': [
      'connections:\n  w:\n    type: postgres\n    url: postgres://db/w\n    queries:\n      a: select 1; drop table daily\n',
      [
        'sources.yml:6:10: `connections.w.queries.a` cannot be used, expected one statement, without anything behind its `;`',
      ],
    ],
    'an unknown placeholder, in the short form': [
      'connections:\n  w:\n    type: http\n    url: http://db/\n    queries:\n      a: daily?from={start}\n',
      [
        'sources.yml:6:10: `connections.w.queries.a` cannot be used, expected no other words in braces than `{from}`, `{to}`, `{from_date}`, `{to_date}`, `{from_yyyymmdd}`, `{to_yyyymmdd}`, `{from_seconds}`, `{to_seconds}`, `{from_ms}`, `{to_ms}`, `{experiment}`',
      ],
    ],
    'a path to another server': [
      'connections:\n  w:\n    type: http\n    url: http://db/\n    queries:\n      a: { path: "//elsewhere/daily" }\n',
      [
        "sources.yml:6:18: `connections.w.queries.a.path` cannot be used, expected an address on the connection's own server",
      ],
    ],
    'a step that no bucket has': [
      'connections:\n  w:\n    type: prometheus\n    url: http://db/\n    step: 5m\n    queries: { a: up }\n',
      ['sources.yml:5:11: `connections.w.step` cannot be used, expected `1d` or `1h`'],
    ],
    'everything at once, in the order of lines': [
      'connections:\n  a: { type: csv, queries: { q: { fil: x } } }\n  b: { type: what }\n',
      [
        'sources.yml:2:30: `connections.a.queries.q.file` is missing, expected the path of a file, such as `signups.csv`',
        'sources.yml:2:35: `fil` is not a key of `connections.a.queries.q`, expected `file`',
        'sources.yml:3:14: the `type` of `connections.b` is not known, expected one of `bigquery`, `clickhouse`, `csv`, `duckdb`, `grafana`, `graphite`, `http`, `influxdb`, `mysql`, `postgres`, `prometheus`, `push`, `slack`, `webhook`',
      ],
    ],
  };
  test.each(Object.entries(table))('%s', (_, [text, expected]) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe('secrets', () => {
  test.each([
    ['a wrong url from a variable', `url: \${TOKEN}`],
    ['a wrong url in the file', 'url: tok-12345'],
    ['an alias', 'url: *tok-12345'],
    ['a tag', 'url: !tok-12345 x'],
    ['a quote without an end', 'url: "tok-12345'],
    ['text behind a quoted text', 'url: "x" tok-12345'],
    ['a reserved character', 'url: @tok-12345'],
    ['a list', 'url: [tok-12345]'],
    ['a broken mapping', 'url: {tok-12345'],
    ['a time zone', 'timezone: tok-12345'],
    ['an owner', 'owners: [tok-12345!]'],
    ['a query', 'queries: { a: "select tok-12345 from $1" }'],
  ])('%s is not repeated', (_, line) => {
    const found = problemsOf(`connections:\n  w:\n    type: postgres\n    ${line}\n`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).not.toContain('12345');
  });

  test('what a variable holds stays text', () => {
    const text = `connections:\n  w:\n    type: http\n    url: http://x/\n    headers: { a: "\${TRICKY}" }\n    queries: {}\n`;
    expect(problemsOf(text)).toEqual([
      'sources.yml:5:19: `connections.w.headers.a` cannot be used, expected text in ASCII on one line',
    ]);
  });

  test('two dollars keep a reference as it is written', () => {
    const text = csv(`    queries: { a: "$\${TOKEN}.csv" }\n`);
    expect(connectionsOf(text).files?.secrets).toEqual([]);
  });
});
