/** A figure as people write it: `3.1%`, `0.031`, `240ms`, `1,200`. What stands behind the number is its suffix. */
export interface Figure {
  /** 3.1% is 0.031. */
  value: number;
  /** `%`, a unit as written, or nothing. */
  suffix: string;
}

export const figurePattern =
  /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?\s*(?:%|[\p{L}$€£¥µ°][^\s\d]{0,19})?$/u;

/** Reads a text of `figurePattern`. */
export function readFigure(text: string): Figure {
  const [number = '', suffix = ''] = text.match(/^[+\-\d,.]+|\S+$/g) ?? [];
  const digits = number.replaceAll(',', '');
  // Shifting the exponent rounds once; dividing by 100 would make 1.1% into 0.011000000000000001.
  return { value: Number(suffix === '%' ? `${digits}e-2` : digits), suffix };
}
