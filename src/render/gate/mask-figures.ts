/** Relative changes, windows, and everything else that is a figure; not the digits of `KR1`, `#42` or `p95_latency`. */
const figures =
  /(?<kept>[+-]\s?\d[\d.,]*\s?%(?:\s*(?:to|-)\s*[+-]?\d[\d.,]*\s?%)?|within\s+\d+\s*\w+)|(?<![\p{L}\w#.])[$€£¥+-]*\d[\d.,]*\s?(?:%|pp\b)?/giu;

/** A person's line where absolute figures are kept back: `Expect: signup_rate from … to …`. */
export function maskFigures(text: string): string {
  return text.replace(figures, (found, kept?: string) =>
    kept === undefined ? `…${/\s$/.test(found) ? ' ' : ''}` : found,
  );
}
