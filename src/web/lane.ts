/** A body that is being read, and holds bytes of whose sender nothing is known yet. */
export interface Holder {
  /** It is to hold nothing from now on. */
  giveWay(): void;
}

/**
 * Bounds the bytes that bodies hold together before their signature is known.
 *
 * Where there is no room, whoever took bytes last the longest ago gives way, if that is `staleMs` ago; until then there is waiting, which
 * stops the sender. So a burst of GitHub's waits its turn, and those who hold bytes without sending more cannot keep it out.
 */
export interface Lane {
  /** false: there is none, and too many wait already. Whoever took bytes releases them. */
  take(holder: Holder, bytes: number): Promise<boolean> | boolean;
  release(holder: Holder): void;
}

interface Held {
  bytes: number;
  /** `performance.now()` */
  tookAt: number;
}

const staleMs = 500;
/** What a paused connection has buffered is not counted, so that there may not be many. */
const mostWaiting = 64;

export function openLane(mostBytes: number): Lane {
  /** Whoever took last the longest ago stands first. */
  const holders = new Map<Holder, Held>();
  let total = 0;
  let waiting: (() => void)[] = [];

  const release = (holder: Holder) => {
    total -= holders.get(holder)?.bytes ?? 0;
    holders.delete(holder);
    for (const go of waiting) go();
    waiting = [];
  };
  const hold = (holder: Holder, bytes: number): true => {
    const before = holders.get(holder)?.bytes ?? 0;
    holders.delete(holder);
    holders.set(holder, { bytes: before + bytes, tookAt: performance.now() });
    total += bytes;
    return true;
  };
  /** Resolves when something was released, or after these milliseconds. */
  const room = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const waitAndHold = async (holder: Holder, bytes: number): Promise<boolean> => {
    while (total + bytes > mostBytes) {
      const [stalest] = holders;
      if (!stalest) return false;
      const rest = stalest[1].tookAt + staleMs - performance.now();
      if (rest <= 0) {
        release(stalest[0]);
        stalest[0].giveWay();
        if (stalest[0] === holder) return false;
      } else if (waiting.length >= mostWaiting) return false;
      else await room(rest);
    }
    return hold(holder, bytes);
  };
  return {
    take: (holder, bytes) => (total + bytes <= mostBytes ? hold(holder, bytes) : waitAndHold(holder, bytes)),
    release,
  };
}
