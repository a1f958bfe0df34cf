/**
 * A p that may be looked at as often as one likes: the running minimum of min(1, 1 / Lambda) stays valid (mixture sequential
 * probability ratio test).
 *
 * Lambda = sqrt(V / (V + tau^2)) exp(tau^2 d^2 / (2 V (V + tau^2))), d the difference, V its variance, tau the size of
 * effects that are thought likely. Assumes a near normal difference. Source: Johari, Koomen, Pekelis and Walsh 2017.
 * Example: d 0.005, V 0.00000497, tau^2 0.0001: Lambda 2.385, p 0.419.
 */
export function alwaysValidP(difference: number, variance: number, tauSquared: number): { lambda: number; p: number } {
  const sum = variance + tauSquared;
  const lambda = Math.sqrt(variance / sum) * Math.exp((tauSquared * difference ** 2) / (2 * variance * sum));
  return { lambda, p: Math.min(1, 1 / lambda) };
}
