const shift = 7;
/** Lanczos' approximation with g = 7 and nine terms, in the figures of Godfrey (2001). */
const [first, ...terms] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** Natural logarithm of the gamma function, above zero; relative error below 1e-14. R: lgamma(x). */
export function logGamma(x: number): number {
  const below = x - 1;
  const sum = terms.reduce<number>((all, term, at) => all + term / (below + at + 1), first);
  const base = below + shift + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (below + 0.5) * Math.log(base) - base + Math.log(sum);
}
