import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { type Holder, type Lane, openLane } from './lane.ts';

/** Room for bodies whose signature is not known yet. */
export interface Lanes {
  /**
   * For bodies of up to a megabyte, and for the first megabyte of those without a stated length. Large ones cannot fill
   * it.
   */
  small: Lane;
  large: Lane;
}

export type Body =
  | { kind: 'signed'; text: string }
  | { kind: 'forged' }
  | { kind: 'too-large' }
  /** There was no room, or it had to give way. */
  | { kind: 'crowded' }
  /** The sender broke off, or took too long. */
  | { kind: 'broken-off' };

const megabyte = 1024 * 1024;
const largestSmall = megabyte;
/** GitHub drops payloads above 25 MB itself (facts 16). */
const largest = 26 * megabyte;
/** A block is made for what has arrived, and is no smaller than this, or there would be many. */
const smallestBlock = 4 * 1024;

/**
 * Room for the largest body and some more. With the other costs of a connection, 40 of the largest grow the server by 67
 * to 88 MB; with 52 MB for the large ones it was up to 123.
 */
export const openLanes = (): Lanes => ({ small: openLane(32 * megabyte), large: openLane(32 * megabyte) });

/**
 * Reads a body and computes its signature on the way, so that no long step is left at the end. It is held in blocks of
 * our own: a chunk of one byte would take hundreds as it came.
 *
 * A refused body is read to its end and discarded, for as long as a request may take, so that its sender gets the
 * answer.
 */
export function readSignedBody(
  incoming: IncomingMessage,
  { secret, signature, lanes }: { secret: string; signature: string; lanes: Lanes },
): Promise<Body> {
  const announced = Number(incoming.headers['content-length'] ?? Number.NaN);
  if (announced > largest) return Promise.resolve({ kind: 'too-large' });

  const { promise, resolve } = Promise.withResolvers<Body>();
  let settled = false;
  let lane = announced > largestSmall ? lanes.large : lanes.small;
  const blocks: Buffer[] = [];
  /** Bytes of all blocks, and how many of them are used. */
  let [room, size] = [0, 0];
  const settle = (body: Body) => {
    settled = true;
    for (const block of blocks.splice(0)) giveBack(block);
    lane.release(holder);
    resolve(body);
  };
  const holder: Holder = { giveWay: () => settle({ kind: 'crowded' }) };

  const addBlock = async (come: number) => {
    const wanted = Math.max(come, smallestBlock);
    const bytes = Math.min(wanted, announced - room || wanted);
    if (lane === lanes.small && room + bytes > largestSmall) {
      lane.release(holder);
      lane = lanes.large;
      if (!(await lane.take(holder, room))) settle({ kind: 'crowded' });
    }
    if (!settled && !(await lane.take(holder, bytes))) settle({ kind: 'crowded' });
    // It may have had to give way while it waited.
    if (settled) return lane.release(holder);
    blocks.push(Buffer.allocUnsafeSlow(bytes));
    room += bytes;
  };

  const read = async () => {
    const hmac = createHmac('sha256', secret);
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      // A piece a turn, so that one busy connection does not hold up the others.
      if (size > 0) await turn();
      if (!settled && size + chunk.length > largest) settle({ kind: 'too-large' });
      for (let at = 0; at < chunk.length && !settled; ) {
        if (size === room) await addBlock(chunk.length - at);
        const block = blocks.at(-1);
        if (!block) break;
        const copied = chunk.copy(block, block.length - (room - size), at);
        at += copied;
        size += copied;
      }
      if (!settled) hmac.update(chunk);
      giveBack(chunk);
    }
    if (settled) return;
    const isTheirs = size > 0 && isSame(signature, `sha256=${hmac.digest('hex')}`);
    settle(isTheirs ? { kind: 'signed', text: textOf(blocks, size) } : { kind: 'forged' });
  };
  read().catch(() => settle({ kind: 'broken-off' }));
  return promise;
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function textOf(blocks: Buffer[], size: number): string {
  const [first] = blocks;
  return (blocks.length === 1 && first ? first : Buffer.concat(blocks, size)).toString('utf8', 0, size);
}

/** At once: left to the garbage collector, as much again as the lanes may hold would pile up. */
function giveBack({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
