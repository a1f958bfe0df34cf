/** A figure as the map has it: `3.1%`, `240`. Three digits. */
export function asWritten(value: number, unit: string): string {
  const figure = (number: number) => String(Number(number.toPrecision(Math.abs(number) >= 1000 ? 4 : 3)));
  return unit === 'ratio' ? `${figure(100 * value)}%` : `${figure(value)}${unit === 'count' ? '' : ` ${unit}`}`;
}

export const relative = (change: number): string => `${Number((100 * Math.abs(change)).toPrecision(2))}%`;
