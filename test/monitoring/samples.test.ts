import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { prometheusMeters } from '../../src/monitoring/prometheus.ts';

const rules: { alert: string; expr: string }[] = parse(readFileSync('compose/alerts.yml', 'utf8')).groups[0].rules;
const { panels }: { panels: { title: string; targets?: { expr: string }[] }[] } = JSON.parse(
  readFileSync('compose/grafana/dashboard.json', 'utf8'),
);
const expressions = [
  ...rules.map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }): [string, string] => [`panel ${title}`, expr])),
];

/** Everything that can ever be told, as Prometheus names it. */
async function told(): Promise<Set<string>> {
  const text = await prometheusMeters('1.2.3', new Set()).text(
    {
      operations: {
        due: { count: 0, late: 0 },
        queue: { count: 0, givenUp: 0, parked: 0 },
        writes: [],
        reconciled: { count: 0 },
        rounds: [],
      },
      ...{ jobs: [], silent: [], pool: { busy: 0, idle: 0, waiting: 0 }, leastOfRequests: 1 },
    },
    new Date(),
  );
  const families = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  expect(families.length).toBeGreaterThan(25);
  return new Set(
    families.flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    ),
  );
}

test.each(expressions)('%s asks for what is told: %s', async (_, expression) => {
  const names = expression.match(/\b(?:soundings|nodejs|process)_\w+|\bup(?=\{)/g) ?? [];
  expect(names.length).toBeGreaterThan(0);
  const known = new Set([...(await told()), 'up']);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});
