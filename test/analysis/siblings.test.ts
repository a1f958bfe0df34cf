import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import type { NamedSeries } from '../../src/analysis/effect.ts';
import { analyseBeside } from '../../src/analysis/siblings/analyse-beside.ts';
import { chooseSiblings } from '../../src/analysis/siblings/choose.ts';
import { day } from '../stage/series/daily-series.ts';
import { randomFrom } from '../stage/series/seeded-random.ts';

const history = 120;
const days = 28;
const at = history * day;
const release = { releaseFrom: at, releaseTo: at + day, until: at + (1 + days) * day, minimumAfter: 1 };

/** Metrics of one shop: the same weather moves all of them as much as is said, and each has noise of its own. */
function shop(seed: number, sizes: Record<string, { weather: number; lift?: number }>): NamedSeries[] {
  const { normal } = randomFrom(seed);
  let level = 0;
  const weather = Array.from({ length: history + 1 + days }, () => {
    level += 0.04 * normal();
    return level + 0.08 * normal();
  });
  return Object.entries(sizes).map(([name, { weather: share, lift = 0 }]) => ({
    name,
    series: {
      bucket: 'day' as const,
      samples: weather.map((w, i) => ({
        t: i * day,
        value: 1000 * Math.exp(share * w + 0.02 * normal()) * (i > history ? 1 + lift : 1),
      })),
    },
  }));
}
const seeds = Array.from({ length: 12 }, (_, i) => i + 1);
const widthOf = ({ low, high }: { low: number; high: number }) => high - low;

describe('which siblings', () => {
  test('those that went along, the likest first', () => {
    const [own, ...others] = shop(3, {
      own: { weather: 1 },
      france: { weather: 1 },
      noise: { weather: 0 },
      spain: { weather: 0.4 },
    });
    expect(chooseSiblings((own as NamedSeries).series, others, at)).toEqual(['france', 'spain']);
  });

  test('what happens from the release on has no part in it', () => {
    for (const seed of seeds) {
      const [own, other] = shop(seed, { own: { weather: 1 }, other: { weather: 0.3 } }) as [NamedSeries, NamedSeries];
      const upTo = ({ series }: NamedSeries) => ({ ...series, samples: series.samples.filter(({ t }) => t < at) });
      const early = chooseSiblings(upTo(own), [{ name: 'other', series: upTo(other) }], at);
      expect(chooseSiblings(own.series, [other], at)).toEqual(early);
    }
  });

  test('five at most, and none with zeros, gaps all over or of hours', () => {
    const sizes = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m${i}`, { weather: 1 }]));
    const [own, ...others] = shop(5, sizes) as [NamedSeries, ...NamedSeries[]];
    expect(chooseSiblings(own.series, others, at)).toHaveLength(5);
    const { samples } = (others[0] as NamedSeries).series;
    const unfit: NamedSeries[] = [
      { name: 'zero', series: { bucket: 'day', samples: samples.with(40, { t: 40 * day, value: 0 }) } },
      { name: 'few', series: { bucket: 'day', samples: samples.slice(100, 118) } },
      { name: 'hours', series: { bucket: 'hour', samples: samples.map(({ t, value }) => ({ t: t / 24, value })) } },
    ];
    expect(chooseSiblings(own.series, unfit, at)).toEqual([]);
  });
});

describe('the effect beside them', () => {
  test('several times narrower, and it holds the truth', () => {
    let [covered, narrower, used] = [0, 0, 0];
    for (const seed of seeds) {
      const [own, ...others] = shop(seed, { own: { weather: 1, lift: 0.08 }, a: { weather: 1 }, b: { weather: 0.9 } });
      const { series } = own as NamedSeries;
      const alone = analyse({ series, ...release });
      const beside = analyseBeside({ series, ...release }, others);
      if (alone.kind !== 'effect' || beside.kind !== 'effect') throw new Error('no effect');
      covered += Number(beside.low <= 0.08 && beside.high >= 0.08);
      if (!beside.alone) continue;
      used++;
      expect(beside.alone).toMatchObject({ relative: alone.relative, low: alone.low, high: alone.high });
      narrower += Number(widthOf(beside) < 0.6 * widthOf(alone));
    }
    expect(covered).toBeGreaterThanOrEqual(seeds.length - 1);
    expect(used).toBeGreaterThan(seeds.length / 2);
    expect(narrower).toBeGreaterThan(0.8 * used);
  });

  test('one that the release moves as well does not hide the effect', () => {
    let covered = 0;
    for (const seed of seeds) {
      const [own, other] = shop(seed, { own: { weather: 1, lift: 0.5 }, other: { weather: 1, lift: 0.5 } }) as [
        NamedSeries,
        NamedSeries,
      ];
      const answer = analyseBeside({ series: own.series, ...release }, [other]);
      if (answer.kind !== 'effect') throw new Error(answer.text);
      covered += Number(answer.low <= 0.5 && answer.high >= 0.5);
      if (!answer.alone) expect(answer.unusedControls).toMatchObject([{ name: 'other' }]);
    }
    expect(covered).toBeGreaterThanOrEqual(seeds.length - 1);
  });

  test.each([0.04, 0.08])('what moves siblings by %d, too little to be seen in them, is not ruled out', (lift) => {
    let covered = 0;
    for (const seed of [...seeds, ...seeds.map((seed) => seed + 100)]) {
      const [own, ...others] = shop(seed, {
        own: { weather: 1, lift },
        a: { weather: 1, lift },
        b: { weather: 0.9, lift },
      });
      const answer = analyseBeside({ series: (own as NamedSeries).series, ...release }, others);
      if (answer.kind !== 'effect') throw new Error(answer.text);
      covered += Number(answer.low <= lift && answer.high >= lift);
    }
    expect(covered / (2 * seeds.length)).toBeGreaterThan(0.7);
  });

  test('one whose own movement cannot be told is left out, and not said to have moved', () => {
    const [own, other] = shop(1, { own: { weather: 1 }, other: { weather: 1 } }) as [NamedSeries, NamedSeries];
    const lately = { ...other.series, samples: other.series.samples.filter(({ t }) => t >= at - 10 * day) };
    expect(analyseBeside({ series: own.series, ...release }, [{ name: 'other', series: lately }])).toMatchObject({
      controls: [],
      unusedControls: [{ name: 'other', why: 'whether it moved at the release itself cannot be told' }],
    });
  });

  test('without any it is the effect alone', () => {
    const [own] = shop(1, { own: { weather: 1 } });
    const question = { series: (own as NamedSeries).series, ...release };
    expect(analyseBeside(question, [])).toEqual(analyse(question));
  });
});

test('one that is named by hand as well counts once, as the named one', () => {
  const [own, france] = shop(3, { own: { weather: 1 }, france: { weather: 1 } }) as [NamedSeries, NamedSeries];
  const question = { ...release, series: own.series, controls: [france] };
  const answer = analyseBeside(question, [france]);
  expect(answer).toMatchObject({ controls: ['france'] });
  expect(answer).toEqual(analyseBeside(question, []));
});
