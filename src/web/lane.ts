import { setImmediate as turn } from 'node:timers/promises';

/** A body that is being read, and holds bytes of an unknown sender. */
export interface Holder {
  /** It must release all its bytes. */
  giveWay(): void;
}

/**
 * Bounds the bytes that bodies hold together before their signature is known.
 *
 * If there is no room, the holder that has been silent longest gives way, if that is `staleMs` or more. Until then the
 * newcomer waits, which stops its sender. So a burst from GitHub waits its turn, and silent holders cannot keep it out.
 * A holder that waits itself would send more if it could, and gives way only if all of them wait: then the one that
 * holds most does, at once. It makes the most room, and ordinary deliveries are small.
 */
export interface Lane {
  /** false: it waited, and later ones now wait behind it. Holders of bytes release them. */
  take(holder: Holder, bytes: number): Promise<boolean> | boolean;
  release(holder: Holder): void;
}

interface Held {
  bytes: number;
  /** `performance.now()` */
  tookAt: number;
}

type Waiting = (outcome: 'look again' | 'leave') => void;

const staleMs = 500;
/** From a socket to its body, from there to the next piece, and one to spare. */
const turnsToRead = 3;
/** The buffers of stopped connections are not counted, so there may not be many of them. */
const mostWaiting = 64;

export function openLane(mostBytes: number): Lane {
  /** In order of their last bytes, the oldest first. */
  const holders = new Map<Holder, Held>();
  let total = 0;
  const waiting = new Set<Waiting>();
  const stopped = new Set<Holder>();

  const release = (holder: Holder) => {
    const held = holders.get(holder);
    if (!held) return;
    total -= held.bytes;
    holders.delete(holder);
    for (const wake of [...waiting]) wake('look again');
  };
  const hold = (holder: Holder, bytes: number): true => {
    const before = holders.get(holder)?.bytes ?? 0;
    holders.delete(holder);
    holders.set(holder, { bytes: before + bytes, tookAt: performance.now() });
    total += bytes;
    return true;
  };
  /** Until something is released, or for so long. */
  const room = (ms: number) =>
    new Promise<Parameters<Waiting>[0]>((resolve) => {
      const wake: Waiting = (outcome) => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve(outcome);
      };
      const timer = setTimeout(() => wake('look again'), ms);
      waiting.add(wake);
      const [first] = waiting;
      if (waiting.size > mostWaiting) first?.('leave');
    });
  /** And in how many milliseconds. */
  const nextToGo = (): { other: Holder; inMs: number } | undefined => {
    const all = [...holders];
    const [sending, held] = all.find(([holder]) => !stopped.has(holder)) ?? [];
    if (sending && held) return { other: sending, inMs: held.tookAt + staleMs - performance.now() };
    const most = Math.max(...all.map(([, { bytes }]) => bytes));
    const [other] = all.find(([, { bytes }]) => bytes === most) ?? [];
    return other && { other, inMs: 0 };
  };
  /** Bytes that came while the process stood still are taken first: nobody was silent who sent them. */
  const catchUp = async () => {
    for (let turns = 0; turns < turnsToRead; turns += 1) await turn();
  };
  const waitForRoom = async (holder: Holder, bytes: number): Promise<boolean> => {
    while (stopped.has(holder) && total + bytes > mostBytes) {
      const next = nextToGo();
      // Nobody can make room for more than the lane holds.
      if (!next) return false;
      if (next.inMs > 0) {
        if ((await room(next.inMs)) === 'leave') return false;
        continue;
      }
      await catchUp();
      const now = nextToGo();
      if (now?.other !== next.other || now.inMs > 0 || total + bytes <= mostBytes) continue;
      stopped.delete(now.other);
      release(now.other);
      now.other.giveWay();
    }
    // It may have had to give way itself.
    return stopped.has(holder) && hold(holder, bytes);
  };
  const waitAndHold = async (holder: Holder, bytes: number): Promise<boolean> => {
    stopped.add(holder);
    try {
      return await waitForRoom(holder, bytes);
    } finally {
      stopped.delete(holder);
    }
  };
  return {
    take: (holder, bytes) => (total + bytes <= mostBytes ? hold(holder, bytes) : waitAndHold(holder, bytes)),
    release,
  };
}
