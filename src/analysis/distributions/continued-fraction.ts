const tiny = 1e-300;
const fineEnough = 1e-16;
const mostTerms = 10_000;

/**
 * b0 + a1 / (b1 + a2 / (b2 + …)) by the modified algorithm of Lentz (Thompson and Barnett 1986, Journal of Computational Physics 64).
 * @param term a and b of one term, from the first on
 */
export function continuedFraction(b0: number, term: (n: number) => readonly [number, number]): number {
  let value = b0 || tiny;
  let numerator = value;
  let denominator = 0;
  for (let n = 1; n <= mostTerms; n += 1) {
    const [a, b] = term(n);
    denominator = 1 / (b + a * denominator || tiny);
    numerator = b + a / numerator || tiny;
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < fineEnough) return value;
  }
  return value;
}
