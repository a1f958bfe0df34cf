import { Unfit } from '../unfit.ts';

/** How much is read before anything is decided. */
const headBytes = 65_536;

/** The file's first bytes, each byte a character. */
const kinds: { begins: readonly string[]; what: string }[] = [
  { begins: ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'], what: 'this is a spreadsheet, not CSV: save it as CSV' },
  { begins: ['\u001f\u008b', 'BZh', '\u0028\u00b5\u002f\u00fd'], what: 'this is a compressed file: unpack it first' },
  { begins: ['PAR1'], what: 'this is Parquet: CSV is expected' },
  { begins: ['<!doctype', '<html', '<head', '<?xml'], what: 'this is a web page, not a table' },
  { begins: ['{', '[{', '[['], what: 'this is JSON: CSV is expected' },
];

/**
 * The text of a file; the first piece is long enough to find the layout. UTF-8, UTF-16 by its mark or its zero bytes,
 * else Windows-1252, which older spreadsheets write. Throws Unfit for anything but text.
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const rest = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  while (size < headBytes && !whole) {
    const { value, done } = await rest.next();
    if (done) whole = true;
    else {
      pieces.push(value);
      size += value.length;
    }
  }
  const head = Buffer.concat(pieces);
  const decoder = new TextDecoder(encodingOf(head, whole));
  yield decoder.decode(head, { stream: true });
  if (!whole)
    for (let next = await rest.next(); !next.done; next = await rest.next())
      yield decoder.decode(next.value, { stream: true });
  yield decoder.decode();
}

function encodingOf(head: Buffer, whole: boolean): string {
  const start = head.subarray(0, 200).toString('latin1');
  const text = start
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  const kind = kinds.find(({ begins }) => begins.some((sign) => start.startsWith(sign) || text.startsWith(sign)));
  if (kind) throw new Unfit(kind.what);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  head.subarray(0, 1_000).forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  });
  const [even, odd] = zeros as [number, number];
  const mostly = 0.4 * Math.min(500, head.length / 2);
  if (odd > mostly && even === 0) return 'utf-16le';
  if (even > mostly && odd === 0) return 'utf-16be';
  if (even + odd > 0) throw new Unfit('this is not a text file: CSV is expected');
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
