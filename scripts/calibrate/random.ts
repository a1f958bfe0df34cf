/** Numbers that are the same on every run: 0 to 1 (mulberry32), normal (Box and Muller), counts (Poisson, by inversion or its normal limit). */
export interface Random {
  uniform(): number;
  normal(): number;
  count(mean: number): number;
}

export function randomFrom(seed: number): Random {
  let a = seed >>> 0;
  const uniform = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const count = (mean: number) => {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let left = Math.exp(-mean);
    let sum = left;
    const u = uniform();
    let k = 0;
    while (u > sum && k < 1000) {
      k++;
      left *= mean / k;
      sum += left;
    }
    return k;
  };
  return { uniform, normal, count };
}
