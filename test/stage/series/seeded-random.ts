/** Uniform on [0, 1), the same for the same seed: mulberry32 by Tommy Ettinger. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal, by Box and Muller's transform. */
export function normal(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The two of them, and counts: Poisson, by inversion or its normal limit. */
export interface Random {
  uniform(): number;
  normal(): number;
  count(mean: number): number;
}

export function randomFrom(seed: number): Random {
  const draw = uniform(seed);
  const drawNormal = normal(draw);
  const count = (mean: number) => {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal()));
    let left = Math.exp(-mean);
    let sum = left;
    const u = draw();
    let k = 0;
    while (u > sum && k < 1000) {
      k++;
      left *= mean / k;
      sum += left;
    }
    return k;
  };
  return { uniform: draw, normal: drawNormal, count };
}
