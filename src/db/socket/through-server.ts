import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { QueryOptions, Results, Transaction } from '@electric-sql/pglite';
import { inTime } from '../../deadlines/in-time.ts';
import { framesOf, sendFrame } from './frames.ts';
import type { Answer, Ask, Greeting } from './messages.ts';
import { ownVersion } from './version.ts';

/** What lies between a command and the server, in words for who runs the command. */
export class ServerUnreachable extends Error {}

/** Nobody listens: the server has crashed, or goes at this moment. */
const nobody = new Set(['ECONNREFUSED', 'ENOENT']);

type Query = [text: string, values?: unknown[], options?: QueryOptions];

/**
 * The embedded database of a running server, with what Drizzle asks of PGlite. Each query and each transaction has a connection of its own: what is cut off is
 * rolled back.
 */
export function throughServer(place: string, deadlineMs: number) {
  const ask = async (line: Line, asked: Ask) => {
    const late = `the running server did not answer within ${deadlineMs / 1000} s. Its log tells what it does; run this again later`;
    return inTime(deadlineMs, new ServerUnreachable(late), () => line.ask(asked));
  };
  const queryOn = (line: Line, ...[text, values = [], { rowMode } = {}]: Query) =>
    ask(line, { ask: 'query', text, values, ...(rowMode && { rowMode }) });
  const within = async <T>(work: (line: Line) => Promise<T>): Promise<T> => {
    const line = await openLine(place);
    try {
      return await work(line);
    } finally {
      line.socket.destroy();
    }
  };
  return {
    query: <T>(...given: Query) => within((line) => queryOn(line, ...given)) as Promise<Results<T>>,
    transaction: <T>(work: (inside: Transaction) => Promise<T>) =>
      within(async (line) => {
        await ask(line, { ask: 'transaction' });
        const inside: Pick<Transaction, 'query'> = {
          query: <T>(...given: Query) => queryOn(line, ...given) as Promise<Results<T>>,
        };
        const result = await work(inside as Transaction);
        await ask(line, { ask: 'commit' });
        return result;
      }),
  };
}

interface Line {
  socket: Socket;
  /** One after the other. */
  ask(asked: Ask): Promise<unknown>;
}

const greetWithinMs = 15_000;

async function openLine(place: string): Promise<Line> {
  const socket = createConnection(place);
  const frames = framesOf(socket);
  const next = async () => {
    const { value, done } = await frames.next().catch((cause) => {
      throw new ServerUnreachable(ended, { cause });
    });
    if (done) throw new ServerUnreachable(ended);
    return value;
  };
  try {
    const late = `the running server did not answer within ${greetWithinMs / 1000} s: it is busy or hangs, which its log tells`;
    const greeting = await inTime(greetWithinMs, new ServerUnreachable(late), async () => {
      await once(socket, 'connect').catch((cause) => {
        throw new ServerUnreachable(ended, { cause });
      });
      return (await next()) as Greeting;
    });
    const own = ownVersion();
    if (greeting.version !== own)
      throw new ServerUnreachable(
        `the running server is version ${greeting.version}, and this command version ${own}: run the command of the server’s version, or start the server with this one`,
      );
  } catch (error) {
    socket.destroy();
    throw error;
  }
  // Its end tells enough.
  socket.on('error', () => {});
  let last: Promise<unknown> = Promise.resolve();
  return {
    socket,
    ask(asked) {
      const turn = last.then(async () => {
        sendFrame(socket, asked);
        const answer = (await next()) as Answer;
        if ('result' in answer) return answer.result;
        const { message, ...fields } = answer.error;
        throw Object.assign(new Error(message), fields);
      });
      last = turn.catch(() => {});
      return turn;
    },
  };
}

const ended =
  'the running server ended before it had answered. A transaction was done whole or not at all: look at what is there, and run this again';

/** Whether somebody listens there. */
export async function isServed(place: string): Promise<boolean> {
  try {
    (await openLine(place)).socket.destroy();
    return true;
  } catch (error) {
    const { code } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {};
    if (code !== undefined && nobody.has(code)) return false;
    throw error;
  }
}
