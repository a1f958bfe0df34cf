import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { drawPng } from '../../src/web/pages/draw-png.ts';

const svg = (words: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" font-family="system-ui,sans-serif" font-size="12"><rect width="60" height="20" fill="#fff"/><text x="4" y="14">${words}</text></svg>`;

test('a picture is drawn at twice its size, words included on a machine without fonts', async () => {
  const [png, wordless] = [await drawPng(svg('3.5% Łódź')), await drawPng(svg(''))];
  const bytes = Buffer.from(png ?? []);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([120, 40]);
  expect(bytes.length).toBeGreaterThan(2 * (wordless?.length ?? Number.NaN));
});

test('where the packages for it are not installed nothing is drawn', async () => {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier.startsWith('@resvg/')) throw Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' });
        return next(specifier, context);
      },
    });
    const { drawPng } = await import(${JSON.stringify(new URL('../../src/web/pages/draw-png.ts', import.meta.url))});
    console.log(await drawPng('<svg/>'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(stdout).toBe('undefined\n');
});
