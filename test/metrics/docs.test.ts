import { generateKeyPairSync } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSources } from '../../src/metrics/parse-sources.ts';
import { registry } from '../../src/metrics/registry.ts';

/** The service account of the page about BigQuery. */
const { privateKey } = generateKeyPairSync('ed25519');
const key = {
  client_email: 'r@p.example',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  token_uri: 'https://oauth2.googleapis.com/token',
};

const environment = {
  GOOGLE_KEY: JSON.stringify(key),
  WAREHOUSE_URL: 'postgres://db/w',
  WAREHOUSE_PASSWORD: 'pw',
  PROMETHEUS_TOKEN: 't',
  STATS_TOKEN: 't',
  SHOP_PASSWORD: 'pw',
  CLICKHOUSE_PASSWORD: 'pw',
  INFLUX_PASSWORD: 'pw',
  GRAPHITE_PASSWORD: 'pw',
};

describe('what the pages show is valid', () => {
  const examples = globSync('docs/sources/*.md').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/```yaml\n(connections:[\s\S]*?)```/g)].map(([, text = '']) => ({
      file,
      text,
    })),
  );

  test('there is a page with an example for every type of connection', () => {
    const shown = new Set(examples.map(({ file }) => file));
    expect([...shown]).toEqual(expect.arrayContaining([...registry.keys()].map((type) => `docs/sources/${type}.md`)));
  });

  const figures = [...registry.keys()].filter((type) => !['grafana', 'slack', 'webhook'].includes(type));
  test.each(figures)('the page of %s says how to begin, and what its failures mean', (type) => {
    const page = readFileSync(`docs/sources/${type}.md`, 'utf8');
    expect(page).toMatch(/^## (?:.* may only (?:be )?read|A credential.*|Tokens)$/m);
    expect(page).toMatch(/smallest\s(?:query|target|file)|^## Begin$/m);
    expect(page).toMatch(/^## When something goes wrong\n/m);
  });

  test.each(examples)('$file', ({ file, text }) => {
    expect(parseSources({ file, text, environment, place: { folder: '/' } })).toHaveProperty('value');
  });
});
