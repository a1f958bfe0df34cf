import { describe, expect, test } from 'vitest';
import { type Audience, disclosureOf, type Shown, shownOf } from '../../../src/domain/disclosure/disclosure.ts';
import type { Metric } from '../../../src/domain/metric/metric.ts';
import type { Redaction } from '../../../src/domain/outcome-map/policy.ts';

const revenue: Metric = {
  name: 'revenue',
  title: 'Revenue',
  unit: 'usd',
  good: 'up',
  drives: [],
  source: 'warehouse/mrr',
};
const visits: Metric = { ...revenue, name: 'visits', title: 'Visits', source: 'web/visits', public: true };

function shown(redact: Redaction, audience: Audience, metric: Metric): Shown {
  return shownOf(disclosureOf({ metrics: [revenue, visits], policy: { redact } }, audience), metric);
}

const inPrivate: Audience = { repository: 'private', readsHome: true };
const inPublic: Audience = { repository: 'public', readsHome: true };
/** The map is in the owner's private `.github`. */
const outsider: Audience = { repository: 'public', readsHome: false };
/** May read this private repository, and not that of the map. */
const contractor: Audience = { repository: 'private', readsHome: false };

describe('what may be shown to whom', () => {
  const table: [redact: Redaction, audience: Audience, ofOthers: Shown, ofPublic: Shown][] = [
    ['auto', inPrivate, 'figures', 'figures'],
    ['auto', inPublic, 'name', 'figures'],
    ['auto', outsider, 'nothing', 'figures'],
    ['auto', contractor, 'nothing', 'figures'],
    [true, inPrivate, 'name', 'name'],
    [true, inPublic, 'name', 'name'],
    [true, outsider, 'nothing', 'name'],
    [true, contractor, 'nothing', 'name'],
    [false, inPrivate, 'figures', 'figures'],
    [false, inPublic, 'figures', 'figures'],
    [false, outsider, 'nothing', 'figures'],
    [false, contractor, 'nothing', 'figures'],
  ];
  for (const [redact, audience, ofOthers, ofPublic] of table)
    test(`redact ${redact}, ${audience.repository}, the map ${audience.readsHome ? 'read' : 'not read'} by the author`, () => {
      expect(shown(redact, audience, revenue)).toBe(ofOthers);
      expect(shown(redact, audience, visits)).toBe(ofPublic);
    });
});

describe('public is a metric of the map in force, by name and source', () => {
  test('a bet of an older map, a proposed map: what they say themselves does not count', () => {
    expect(shown('auto', inPublic, { ...revenue, public: true })).toBe('name');
    expect(shown('auto', inPublic, { ...visits, public: false })).toBe('figures');
  });
  test('another series under a public name', () => {
    expect(shown('auto', inPublic, { ...visits, source: 'warehouse/mrr' })).toBe('name');
  });
  test('a metric that the map in force has no more', () => {
    const gone = { ...revenue, name: 'gone' };
    expect(shown('auto', inPrivate, gone)).toBe('figures');
    expect(shown('auto', inPublic, gone)).toBe('name');
    expect(shown('auto', outsider, gone)).toBe('nothing');
  });
});
