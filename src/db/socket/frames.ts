import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** Its length in four bytes, then the value as Node copies values: with dates, big integers and bytes. */
const headBytes = 4;
/** A whole record of ten thousand bets has some 50 MB. */
const mostBytes = 512 * 1024 * 1024;

export function sendFrame(socket: Socket, value: unknown): void {
  const body = serialize(value);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  socket.write(head);
  socket.write(body);
}

/** What the other side sends, in order, until it goes. */
export async function* framesOf(socket: Socket): AsyncGenerator<unknown, void> {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = headBytes;
  let isHead = true;
  for await (const chunk of socket) {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const all = Buffer.concat(chunks, held);
      const part = all.subarray(0, wanted);
      chunks = [all.subarray(wanted)];
      held -= wanted;
      if (isHead) wanted = part.readUInt32BE();
      else {
        wanted = headBytes;
        yield deserialize(part);
      }
      if (wanted > mostBytes) throw new Error(`an answer has more than ${mostBytes / 1024 / 1024} MB`);
      isHead = !isHead;
    }
  }
}
