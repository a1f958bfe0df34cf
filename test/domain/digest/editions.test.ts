import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { editionNamed, newestEdition, nextDue } from '../../../src/domain/digest/editions.ts';
import { type DigestPlan, rhythms } from '../../../src/domain/outcome-map/digest/plan.ts';
import { runs } from '../../stage/run/property-runs.ts';

const nine = { day: 1, minutes: 540 };
const plan = (timezone = 'Europe/Berlin', more: Partial<DigestPlan> = {}): DigestPlan => ({
  ...{ repository: 'goals', timezone, repositories: [], weekly: nine, monthly: nine, quarterly: nine },
  ...more,
});
const instant = (text: string) => new Date(text);

describe('the newest edition', () => {
  test.each([
    ['weekly', '2026-11-30T08:00:00Z', '2026-W48', '2026-11-23T08:00:00.000Z', '2026-11-30T08:00:00.000Z'],
    ['weekly', '2026-11-30T07:59:59Z', '2026-W47', '2026-11-16T08:00:00.000Z', '2026-11-23T08:00:00.000Z'],
    // The clocks were set back on 25 October: the week has an hour more.
    ['weekly', '2026-10-26T12:00:00Z', '2026-W43', '2026-10-19T07:00:00.000Z', '2026-10-26T08:00:00.000Z'],
    // 2020 had 53 weeks.
    ['weekly', '2021-01-04T12:00:00Z', '2020-W53', '2020-12-28T08:00:00.000Z', '2021-01-04T08:00:00.000Z'],
    ['monthly', '2026-11-30T12:00:00Z', '2026-10', '2026-10-01T07:00:00.000Z', '2026-11-01T08:00:00.000Z'],
    ['monthly', '2026-12-01T08:00:00Z', '2026-11', '2026-11-01T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
    ['quarterly', '2026-11-30T12:00:00Z', '2026-Q3', '2026-07-01T07:00:00.000Z', '2026-10-01T07:00:00.000Z'],
    ['quarterly', '2027-01-01T08:00:00Z', '2026-Q4', '2026-10-01T07:00:00.000Z', '2027-01-01T08:00:00.000Z'],
  ] as const)('%s at %s is %s', (rhythm, now, name, since, until) => {
    expect(newestEdition(plan(), rhythm, instant(now))).toEqual({
      ...{ rhythm, name },
      ...{ since: instant(since), until: instant(until) },
    });
  });

  test('on a Friday it tells of the week that ends', () => {
    const friday = plan('UTC', { weekly: { day: 5, minutes: 16 * 60 } });
    expect(newestEdition(friday, 'weekly', instant('2026-11-27T16:00:00Z'))?.name).toBe('2026-W48');
  });

  test('at a time that the clocks pass over it is due when they have; at one that comes twice, the first time', () => {
    const night = plan('Europe/Berlin', { weekly: { day: 7, minutes: 150 } });
    expect(newestEdition(night, 'weekly', instant('2026-03-29T12:00:00Z'))?.until).toEqual(
      instant('2026-03-29T01:30:00Z'),
    );
    expect(newestEdition(night, 'weekly', instant('2026-10-25T12:00:00Z'))?.until).toEqual(
      instant('2026-10-25T00:30:00Z'),
    );
  });

  test('there is none of a rhythm that is not asked for', () => {
    const { weekly: _, ...without } = plan();
    expect([newestEdition(without, 'weekly', new Date()), nextDue(without, 'weekly', new Date())]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

test('editions follow each other without a gap, each with a name of its own, at their time by the clocks of the place', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(
      fc.constantFrom(...rhythms),
      fc.constantFrom(...zones),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 1_262_304_000, max: 2_208_988_800 }),
      (rhythm, zone, date, minutes, seconds) => {
        const due = { day: rhythm === 'weekly' ? (date % 7) + 1 : date, minutes };
        const own = plan(zone, { [rhythm]: due });
        let now = new Date(seconds * 1000);
        const names = new Set<string>();
        let before = newestEdition(own, rhythm, now);
        for (let step = 0; step < 6; step += 1) {
          const next = nextDue(own, rhythm, now);
          if (!before || !next) throw new Error('there always is one');
          expect(before.until <= now && now < next).toBe(true);
          const edition = newestEdition(own, rhythm, next);
          expect(edition).toMatchObject({ since: before.until, until: next });
          names.add(edition?.name ?? '');
          const wall = DateTime.fromJSDate(next, { zone });
          const shown = wall.hour * 60 + wall.minute;
          // A time that is passed over is shown as a later one.
          expect(shown === minutes || shown === (minutes + 60) % 1440 || shown === (minutes + 30) % 1440).toBe(true);
          before = edition;
          now = next;
        }
        expect(names.size).toBe(6);
      },
    ),
    runs(),
  );
});

describe('an edition by its name', () => {
  const zones = ['UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Los_Angeles'];
  const due = fc.record({ day: fc.integer({ min: 1, max: 28 }), minutes: fc.integer({ min: 0, max: 1439 }) });

  test('is the one that was the newest when it was due, wherever that is', () => {
    fc.assert(
      fc.property(
        ...[fc.constantFrom(...zones), fc.constantFrom(...rhythms), due],
        fc.date({ min: instant('2019-01-01T00:00:00Z'), max: instant('2032-01-01T00:00:00Z'), noInvalidDate: true }),
        (zone, rhythm, { day, minutes }, now) => {
          const own = plan(zone, { [rhythm]: { day: rhythm === 'weekly' ? (day % 7) + 1 : day, minutes } });
          const newest = newestEdition(own, rhythm, now);
          expect(editionNamed(own, newest?.name ?? '', now)).toEqual(newest);
          expect(editionNamed(own, newest?.name ?? '', instant('2033-01-01T00:00:00Z'))).toEqual(newest);
        },
      ),
      runs(),
    );
  });

  test.each(['2026-W49', '2026-12', '2026-Q4', '2026-W54', '2026-W00', '2026-13', '2026-Q5', '2026-11-01', '', 'W48'])(
    '%s is none on 30 November 2026',
    (name) => expect(editionNamed(plan(), name, instant('2026-11-30T12:00:00Z'))).toBeUndefined(),
  );
});
