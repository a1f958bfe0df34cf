import { expect, test } from 'vitest';
import { within } from '../../stage/run/crowding.ts';
import { normal, uniform } from '../../stage/series/seeded-random.ts';
import { onPostgres, useDatabase } from '../../stage/world/use-world.ts';
import { outsider } from './outsider.ts';
import { bisects, divides, fits, type Known, type Prober, reads, resembles, type Texts } from './probers.ts';

/*
 * Two hundred levels that nobody is to know, over six decades, with days that differ by chance. Readers of all that the app writes because of an outsider
 * try to work them out.
 */

const levels = 200;
/** A decade apart: no finer steps come within a fifth of a level either. */
const sizes = Array.from({ length: 7 }, (_, at) => 10 ** (1 + at));

const database = useDatabase(onPostgres);

async function textsOf(level: number, seed: number, policy: string): Promise<Texts> {
  const chance = normal(uniform(seed));
  const days = new Map<number, number>();
  const noise = (day: number) => {
    const known = days.get(day) ?? Math.exp(0.05 * chance());
    days.set(day, known);
    return known;
  };
  const mallory = await outsider(database, { level, noise, effect: 0.1 }, policy);
  const texts: Texts = new Map();
  for (const size of sizes)
    texts.set(
      size,
      await mallory.edit(
        `Key result: KR1\nExpect: revenue +${size} usd within 14 days\nGuard: p95_latency +${size}ms\nExpect: p95_latency from ${size} to 1 within 14 days`,
      ),
    );
  const merged = sizes[3] ?? 1;
  const ship = `Key result: KR1\nExpect: revenue +${merged} usd within 14 days\nGuard: p95_latency +${merged}ms`;
  texts.set(-1, await mallory.ship(ship, ['2026-12-02T10:00:00Z']));
  return texts;
}

const probers: Record<string, Prober> = { divides, reads, bisects, resembles, fits };

/** Of so many levels the share that each prober comes close to. */
async function closeCalls(count: number, policy: string) {
  const random = uniform(11);
  const known: Known[] = [];
  for (let at = 0; at < count; at += 1) {
    const level = 10 ** (1 + 6 * random());
    known.push({ level, texts: await textsOf(level, 1000 + at, policy) });
  }
  return Object.entries(probers).map(([name, guess]) => {
    const close = known.filter((one) => {
      const studied = known.filter((other) => other !== one);
      return Math.abs(guess(one.texts, studied) - one.level) <= 0.2 * one.level;
    });
    return { name, share: close.length / count };
  });
}

test('where figures are shown the probers find them', within(1_800), async () => {
  const shares = (await closeCalls(24, 'mode: enforce, redact: false')).map(({ share }) => share);
  expect(Math.max(...shares)).toBeGreaterThan(0.8);
});

test('where they are not, none comes within a fifth of more than a tenth', within(1_800), async () => {
  for (const { name, share } of await closeCalls(levels, 'mode: enforce')) expect(share, name).toBeLessThanOrEqual(0.1);
});
