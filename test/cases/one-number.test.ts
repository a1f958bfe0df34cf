import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../../src/domain/declaration/declaration.ts';
import type { Reading } from '../../src/domain/metric/reading.ts';
import { runs } from '../stage/run/property-runs.ts';
import { randomFrom } from '../stage/series/seeded-random.ts';
import { type BetCase, betsOn, day, release } from './bet-cases.ts';

const stage = betsOn(`version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, source: w/signups }
  takings: { title: Takings, unit: usd, good: up, source: w/takings }
  rate: { title: Sign-up rate, unit: ratio, good: up, source: w/rate }
  wait: { title: Wait, unit: ms, good: down, source: w/wait }
objectives:
  - id: O1
    title: Out
    key_results:
      - { id: KR1, metric: signups, from: 1, to: 900000, by: 2027-12-31 }
      - { id: KR2, metric: takings, from: 1, to: 900000, by: 2027-12-31 }
      - { id: KR3, metric: rate, from: 0.1%, to: 99%, by: 2027-12-31 }
      - { id: KR4, metric: wait, from: 900000, to: 1, by: 2027-12-31 }
`);

const bets = fc.record({
  metric: fc.constantFrom('signups', 'takings', 'rate', 'wait'),
  size: fc.integer({ min: 1, max: 6 }),
  digits: fc.integer({ min: 1000, max: 9999 }),
  spread: fc.constantFrom(0.01, 0.04, 0.15),
  lift: fc.constantFrom(-0.2, 0, 0.004, 0.05, 0.3),
  hope: fc.constantFrom(0.005, 0.03, 0.1, 0.25),
  days: fc.constantFrom(7, 14, 28),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Ninety days before the release and the window after it, about a level of any size. */
function caseOf({
  metric,
  size,
  digits,
  spread,
  lift,
  hope,
  days,
  seed,
}: typeof bets extends fc.Arbitrary<infer B> ? B : never): BetCase {
  const random = randomFrom(seed);
  const isRate = metric === 'rate';
  const level = isRate ? digits / 25_000 : digits * 10 ** (size - 4);
  const samples = Array.from({ length: 91 + days }, (_, i) => {
    const t = release + (i - 90) * day;
    const value = level * Math.exp(spread * random.normal()) * (t > release ? 1 + lift : 1);
    if (isRate)
      return {
        t,
        value: Math.round(50_000 * value) / 50_000,
        numerator: Math.round(50_000 * value),
        denominator: 50_000,
      };
    return { t, value: metric === 'signups' ? Math.round(value) : Number(value.toFixed(3)) };
  });
  const reading: Reading = { kind: 'samples', series: { bucket: 'day', samples } };
  const towards = metric === 'wait' ? -hope : hope;
  const change: Change = { kind: 'relative', low: towards, high: towards };
  return { metric, change, limit: { kind: 'relative', low: 0.05, high: 0.05 }, reading, afterDays: days };
}

const figure = String.raw`[$]?[\d,.]+(?:%| ?ms)?`;
const found = (body: string, patterns: string[]) =>
  patterns.flatMap((pattern) =>
    [...body.matchAll(new RegExp(pattern.replaceAll('FIGURE', figure), 'gm'))].map(([, one]) => one),
  );

/** Wherever a quantity stands in the comment; the groups hold it without its sign. */
const inReadout: Record<string, string[]> = {
  'measured since': [
    String.raw`release[^*\n]*: \*\*(FIGURE)\*\*, against`,
    String.raw`\| FIGURE \| FIGURE \| (FIGURE) \|\n\n`,
    String.raw`\*\*KR\d\*\* is at (FIGURE)[,.]? `,
  ],
  'expected without': [
    String.raw`\*\*, against (FIGURE) expected without`,
    String.raw`\| FIGURE \| (FIGURE) \| FIGURE \|\n\n`,
  ],
  effect: [
    String.raw`^### .*?: (?:\S+ ){1,3}(?:up|down) (FIGURE)[,\n]`,
    String.raw`The effect is [+−-]?(FIGURE) \(`,
    String.raw`m0\["[^"]*?<br>(?:up|down) (FIGURE)<br>`,
  ],
  'lower end': ['% interval ([+−-]?FIGURE) to ', String.raw`m0\["[^"]*?<br>([+−-]?FIGURE) to [+−-]?FIGURE<br>`],
  'upper end': [
    String.raw`% interval [+−-]?FIGURE to ([+−-]?FIGURE)\)`,
    String.raw`m0\["[^"]*?<br>[+−-]?FIGURE to ([+−-]?FIGURE)<br>`,
  ],
  days: [
    String.raw`In the (\d+) days since`,
    String.raw`- (\d+) days after the day of the release`,
    String.raw`the effect over the same (\d+) days`,
  ],
};
const inForecast: Record<string, string[]> = {
  level: [
    String.raw`\n\| (?:Sign-ups|Takings|Sign-up rate|Wait) \| (FIGURE)(?: \x60|,| \|)`,
    String.raw`m0\["[^"]*?<br>(FIGURE)[,"]`,
    String.raw`\*(FIGURE) now\*`,
  ],
  hope: [
    '^### .*? should (?:rise|fall) (FIGURE) within',
    String.raw`\| FIGURE \([+−-](FIGURE)\) \|`,
    'expects [+−-](FIGURE)"',
    String.raw`\n[+−-](FIGURE) is smaller than what`,
  ],
  days: [
    String.raw`within (\d+) days`,
    String.raw`\n(\d+) days can show`,
    String.raw`what (\d+) days can show`,
    String.raw`follow here (\d+) days after`,
  ],
};

/** `2.00` and `2` are one number, and so are two signs of minus. */
const asNumber = (one: string) =>
  one
    .replace(/[,.]$/, '')
    .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
    .replace(/\.(?=\D|$)/, '');

const severalOf = (body: string, quantities: Record<string, string[]>) =>
  Object.entries(quantities).flatMap(([name, patterns]) => {
    const values = [...new Set(found(body, patterns).map((one = '') => asNumber(one)))];
    return values.length > 1 ? [`${name}: ${values.join(' and ')}`] : [];
  });

test('one number for one thing in a comment', () => {
  fc.assert(
    fc.property(bets, (bet) => {
      const one = caseOf(bet);
      const [forecast, readout] = [stage.forecast(one), stage.readout(one)];
      expect(severalOf(forecast, inForecast), forecast).toEqual([]);
      expect(severalOf(readout, inReadout), readout).toEqual([]);
    }),
    runs(0.2),
  );
});
