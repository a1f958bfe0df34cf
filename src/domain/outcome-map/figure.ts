/** A figure as people write it: `3.1%`, `0.031`, `240ms`, `1,200`, `1.2k`, `$1,200`. What stands behind the number is its suffix. */
export interface Figure {
  /** 3.1% is 0.031. */
  value: number;
  /** `%`, a unit as written, or nothing. */
  suffix: string;
}

export const figurePattern =
  /^[+-]?(?:[$€£¥]\s?)?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?\s*(?:[kM](?:\s?(?:[$€£¥]|[A-Z]{3}))?|%|[\p{L}$€£¥µ°][^\s\d]{0,19})?$/u;

const parts = /^([+-]?)([$€£¥]?)\s?([\d,.]+)\s*([kM](?=$|\s?[$€£¥]|\s?[A-Z]{3}$))?\s?(\S*)$/u;

/** Reads a text of `figurePattern`. */
export function readFigure(text: string): Figure {
  const [, sign = '', currency = '', number = '', scale = '', written = ''] = parts.exec(text) ?? [];
  const suffix = written || currency;
  // Shifting the exponent rounds once; dividing by 100 would make 1.1% into 0.011000000000000001.
  const exponent = (scale === 'k' ? 3 : scale === 'M' ? 6 : 0) - (suffix === '%' ? 2 : 0);
  return { value: Number(`${sign}${number.replaceAll(',', '')}e${exponent}`), suffix };
}
