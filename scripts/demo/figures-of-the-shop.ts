import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shopCsv, shopMetrics } from '../../test/stage/shop/shop-metrics.ts';

/** In milliseconds. */
export const days = (count: number) => count * 86_400_000;

/** The figures up to five weeks after the start: Soundings reads no further than the instant it is asked for. */
export async function writeFigures(folder: string, start: Date, shippedAt?: Date): Promise<void> {
  const history = shopMetrics({
    until: new Date(start.getTime() + days(35)),
    days: 400,
    ...(shippedAt && { shippedAt }),
  });
  for (const [name, text] of Object.entries(shopCsv(history))) await writeFile(join(folder, name), text);
}
