import type { IncomingMessage } from 'node:http';

export type Body =
  | { kind: 'whole'; text: string }
  | { kind: 'too-large' }
  | { kind: 'too-slow' }
  | { kind: 'broken-off' };

/**
 * A chunk of one byte would keep its whole read buffer alive. So bodies are copied into a block of our own, of this
 * size at first.
 */
const firstBlock = 16 * 1024;

/**
 * The body of a known sender, bounded in bytes and milliseconds. A refused body is read on and discarded, so that its
 * sender gets the answer.
 */
export function readBody(incoming: IncomingMessage, { most, ms }: { most: number; ms: number }): Promise<Body> {
  const announced = Number(incoming.headers['content-length'] ?? Number.NaN);
  if (announced > most) return Promise.resolve({ kind: 'too-large' });
  const { promise, resolve } = Promise.withResolvers<Body>();
  let block: Buffer | undefined = Buffer.allocUnsafeSlow(Number.isNaN(announced) ? firstBlock : announced);
  let size = 0;
  const settle = (body: Body) => {
    clearTimeout(timer);
    block = undefined;
    resolve(body);
  };
  const timer = setTimeout(() => settle({ kind: 'too-slow' }), ms);
  const read = async () => {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      if (!block) continue;
      if (size + chunk.length > most) {
        settle({ kind: 'too-large' });
        continue;
      }
      if (size + chunk.length > block.length) {
        const wider = Buffer.allocUnsafeSlow(Math.min(most, Math.max(2 * block.length, size + chunk.length)));
        block.copy(wider, 0, 0, size);
        block = wider;
      }
      size += chunk.copy(block, size);
    }
    if (block) settle({ kind: 'whole', text: block.toString('utf8', 0, size) });
  };
  read().catch(() => settle({ kind: 'broken-off' }));
  return promise;
}
