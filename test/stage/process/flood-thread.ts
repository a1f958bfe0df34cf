/*
 * Connections of people who send bodies that nobody signed, in a thread of their own, so that sending does not hold up anyone who watches.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Flood } from './flood.ts';

const { port, connections, announced, sent, trickle } = workerData as Flood & { port: number };
const answers: string[] = [];
const piece = Buffer.alloc(1024 * 1024, 'x');

const sockets = Array.from({ length: connections }, () => {
  const socket = connect(port, '127.0.0.1');
  socket.setMaxListeners(0);
  socket.on('error', () => {});
  socket.once('data', (answer) => answers.push(answer.toString('latin1').slice(9, 12)));
  socket.write(
    [
      'POST /api/github/webhooks HTTP/1.1',
      'host: soundings',
      'content-type: application/json',
      'x-github-event: push',
      'x-github-delivery: flood',
      `x-hub-signature-256: sha256=${'0'.repeat(64)}`,
      `content-length: ${announced}`,
      '\r\n',
    ].join('\r\n'),
  );
  return socket;
});

async function send(socket: Socket): Promise<void> {
  for (let left = sent; left > 0 && !socket.destroyed; left -= piece.length) {
    if (socket.write(piece.subarray(0, left))) continue;
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve);
      socket.once('close', () => resolve());
    });
  }
}

let ending = false;
async function keepTrickling(socket: Socket): Promise<void> {
  while (trickle && !ending && !socket.destroyed) {
    socket.write('x');
    await pause(50);
  }
}

parentPort?.once('message', async (patienceMs: number) => {
  ending = true;
  for (const socket of sockets) if (socket.writable) socket.write('x');
  const until = performance.now() + patienceMs;
  while (sockets.some((socket) => !socket.destroyed) && answers.length < connections && performance.now() < until)
    await pause(20);
  parentPort?.postMessage(answers);
  for (const socket of sockets) socket.destroy();
  parentPort?.close();
});
/** A sender whom nobody reads on is held up: then that is as far as it gets. */
const patienceMs = trickle ? 3_000 : 30_000;
await Promise.race([Promise.all(sockets.map(send)), pause(patienceMs)]);
parentPort?.postMessage('sent');
for (const socket of sockets) void keepTrickling(socket);
