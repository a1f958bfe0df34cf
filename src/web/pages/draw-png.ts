import { createRequire } from 'node:module';

/** Optional peers: most servers never draw a PNG, and the two take 12 MB. */
export const packagesForPng = '@resvg/resvg-js @expo-google-fonts/inter';

const require = createRequire(import.meta.url);

/** A picture of ours, twice as large for sharp screens. Undefined: `packagesForPng` are not installed. */
export async function drawPng(svg: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts = await partsForPng();
  if (!parts) return undefined;
  const { renderAsync, font } = parts;
  // The machine's own fonts differ, and a container often has none: then a picture would lack all words.
  const fonts = { fontFiles: [font], loadSystemFonts: false, sansSerifFamily: 'Inter', defaultFontFamily: 'Inter' };
  const image = await renderAsync(svg, { fitTo: { mode: 'zoom', value: 2 }, font: fonts });
  return new Uint8Array(image.asPng());
}

async function partsForPng() {
  try {
    const font = require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf');
    return { font, renderAsync: (await import('@resvg/resvg-js')).renderAsync };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
