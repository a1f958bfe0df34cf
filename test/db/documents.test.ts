import { readFileSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { textOf, told } from '../../src/db/document.ts';
import type { DocumentKind } from '../../src/db/documents/document-kind.ts';
import { kinds } from '../../src/db/documents/kinds.ts';
import { readDocument } from '../../src/db/documents/read-document.ts';
import { bets } from '../../src/db/schema/bets.ts';
import { signals } from '../../src/db/schema/releases.ts';
import { repositories } from '../../src/db/schema/repositories.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { onBothDatabases } from '../stage/database/databases.ts';

/*
 * Samples of every version lie in test/fixtures/documents: those of version 0 were written before documents bore one. Beside them is the shape of each
 * version. Neither is edited once it has landed: anyone who changes a type gives it a new version (docs/decisions/0110).
 */
const every: [string, DocumentKind<unknown>][] = Object.entries(kinds);

/** As the column keeps them. */
const documentSamples = (kind: string, version: number): unknown[] =>
  JSON.parse(readFileSync(`test/fixtures/documents/${kind}/v${version}.json`, 'utf8'));

const reviveDates = (kept: unknown): unknown =>
  JSON.parse(JSON.stringify(kept), (_, value) =>
    typeof value === 'object' && value !== null && '$date' in value ? new Date(value.$date) : value,
  );

describe.each(every)('%s', (name, kind) => {
  const versions = Array.from({ length: kind.version + 1 }, (_, version) => version);

  test.each(versions)('what version %i wrote is read', (version) => {
    const samples = documentSamples(name, version);
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      expect((sample as { v?: unknown }).v).toBe(version === 0 ? undefined : version);
      const read = readDocument(kind, reviveDates(sample), 'a sample');
      // What is read is written as today's version, and read again as the same.
      const again = JSON.parse(textOf({ v: kind.version, ...(read as object) }));
      expect(readDocument(kind, reviveDates(again), 'a sample')).toEqual(read);
    }
  });

  test('its shape is the one of its version: a change makes a new version, with an up-cast and samples', async () => {
    const shape = z.toJSONSchema(kind.schema, {
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'date') jsonSchema.format = 'date-time';
      },
    });
    await expect(`${JSON.stringify(shape, null, 1)}\n`).toMatchFileSnapshot(
      `../fixtures/documents/${name}/v${kind.version}.shape.txt`,
    );
  });

  test('the samples of its version show every property', () => {
    const shown = new Set(documentSamples(name, kind.version).flatMap((sample) => [...propertiesOf(sample)]));
    const known = namesIn(z.toJSONSchema(kind.schema, { unrepresentable: 'any' }));
    expect([...known].filter((property) => !shown.has(property))).toEqual([]);
  });
});

/** Names of all properties, at whatever depth. */
function* propertiesOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const inner of value) yield* propertiesOf(inner);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* propertiesOf(inner);
    }
}

function namesIn(schema: unknown): Set<string> {
  if (Array.isArray(schema)) return new Set(schema.flatMap((part) => [...namesIn(part)]));
  if (typeof schema !== 'object' || schema === null) return new Set();
  const { properties = {}, ...rest } = schema as { properties?: object };
  return new Set([...Object.keys(properties), ...namesIn(Object.values(properties)), ...namesIn(Object.values(rest))]);
}

describe('reading', () => {
  const schema = z.object({ size: z.number(), at: z.date().exactOptional() });
  const kind: DocumentKind<{ size: number; at?: Date }> = {
    version: 2,
    schema,
    upcasts: [({ length, ...rest }) => ({ ...rest, size: length }), ({ size }) => ({ size: Number(size) * 10 })],
  };
  const where = 'boxes.box of id 12';

  test.each([
    ['by none', { length: 3 }, { size: 30 }],
    ['by version 1', { v: 1, size: 3 }, { size: 30 }],
    ['by today', { v: 2, size: 30 }, { size: 30 }],
    ['by today, and says more', { v: 2, size: 30, mood: 'calm' }, { size: 30, mood: 'calm' }],
    [
      'by a newer version: it is taken as it is',
      { v: 3, size: 'large', mood: 'calm' },
      { size: 'large', mood: 'calm' },
    ],
  ])('written %s', (_, kept, expected) => expect(readDocument(kind, kept, where)).toEqual(expected));

  test.each([
    [
      { v: 2, size: 'large' },
      'boxes.box of id 12 cannot be read, at size: Invalid input: expected number, received string (written by version 2)',
    ],
    [
      { v: 2 },
      'boxes.box of id 12 cannot be read, at size: Invalid input: expected number, received undefined (written by version 2)',
    ],
    [{ v: 'two', size: 3 }, 'boxes.box of id 12 cannot be read, at v: it is no version'],
    [{ v: -1, size: 3 }, 'boxes.box of id 12 cannot be read, at v: it is no version'],
    [[3], 'boxes.box of id 12 cannot be read, at its top: it is no object'],
    ['3', 'boxes.box of id 12 cannot be read, at its top: it is no object'],
  ])('%j is an error that says where', (kept, message) => {
    expect(() => readDocument(kind, kept, where)).toThrow(message);
  });
});

onBothDatabases((databases) => {
  const shop = {
    id: 1,
    installationId: 2,
    ownerId: 3,
    owner: 'acme',
    name: 'shop',
    defaultBranch: 'main',
    private: true,
  };

  test('what is kept names its version, what bore none is read, and what cannot be read is told with its place', async () => {
    const { database } = await databases.migrated();
    const store = createStore(database, async () => {});
    await store.rememberRepository(shop);
    const at = new Date('2026-11-03T10:00:00Z');
    await store.recordSignal(1, 'new', { on: 'merge', sha: 'abc' }, at);
    const rows = await database.select({ text: sql<string>`${signals.signal}::text` }).from(signals);
    expect(rows).toEqual([{ text: '{"v":2,"on":"merge","sha":"abc"}' }]);

    await database.execute(sql`insert into signals (repository_id, key, signal, at)
      values (1, 'old', '{"on":"merge","sha":"def"}', ${at.toISOString()}::timestamptz)`);
    expect(await store.signalsSince(1, at)).toEqual([
      { signal: { on: 'merge', sha: 'abc' }, at },
      { signal: { on: 'merge', sha: 'def' }, at },
    ]);

    await database.execute(sql`update signals set signal = '{"on":"merge","sha":7}' where key = 'old'`);
    await expect(store.signalsSince(1, at)).rejects.toThrow(
      'signals.signal of repository_id 1, key old cannot be read, at sha: Invalid input: expected string, received number (written by version 0)',
    );
  });

  test('every sample of version 0 that is a bet is read from its row, and kept as today', async () => {
    const { database } = await databases.migrated();
    const store = createStore(database, async () => {});
    await store.rememberRepository(shop);
    const [map] = documentSamples('outcomeMap', 0);
    await database.execute(sql`insert into map_versions values (1, 'digest', ${JSON.stringify(map)}::json)`);
    for (const [index, sample] of documentSamples('bet', 0).entries()) {
      const document = { ...(sample as object), id: `bet-${index}`, number: index + 1 };
      await database.execute(sql`insert into bets (id, repository_id, number, state, metrics, map_digest, record)
        values (${document.id}, 1, ${document.number}, 'open', '{}', 'digest', ${JSON.stringify(document)}::json)`);
      const bet = await store.bet(document.id);
      if (!bet) throw new Error(`There is no ${document.id}`);
      await store.saveBet(bet);
      expect(await store.bet(document.id)).toEqual(bet);
      const [row] = await database
        .select({ text: sql<string>`record::text` })
        .from(bets)
        .where(eq(bets.id, document.id));
      expect(JSON.parse(row?.text ?? '')).toMatchObject({ v: kinds.bet.version, id: document.id });
    }
  });

  test('a document is read with its place, or not at all', async () => {
    const { database } = await databases.migrated();
    const store = createStore(database, async () => {});
    await store.rememberRepository(shop);
    await store.recordSignal(1, 'new', { on: 'merge', sha: 'abc' }, new Date());
    await expect(database.select({ signal: signals.signal }).from(signals)).rejects.toThrow(/to be read by `told`/);
    expect(await database.select({ signal: told(signals.signal) }).from(signals)).toEqual([
      { signal: { on: 'merge', sha: 'abc' } },
    ]);
    expect(
      await database
        .select({ id: repositories.id, branch: told(bets.branch) })
        .from(repositories)
        .leftJoin(bets, eq(bets.repositoryId, repositories.id)),
    ).toEqual([{ id: 1, branch: null }]);
  });
});
