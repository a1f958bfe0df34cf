import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionLost, NoAnswer } from './connection-lost.ts';
import { Slot, type SlotOptions } from './slot.ts';

export interface PoolOptions extends SlotOptions {
  max: number;
  /** For a free connection, and for a new one to be ready. */
  connectWithinMs: number;
  /** The first statement of each connection. */
  greeting?: string;
  /** A connection that is unused for so long is closed. */
  idleMs: number;
}

/** Connections, each for one piece of work at a time. */
export interface Pool {
  /** A connection that `work` closed, or that closed under it, is replaced; any other is used again. */
  use<T>(work: (slot: Slot) => Promise<T>): Promise<T>;
  /** Connections, and pieces of work that wait for one. */
  load(): { busy: number; idle: number; waiting: number };
  /** Work in progress may go on for so long; then it is cut off. */
  close(withinMs: number): Promise<void>;
}

interface Waiting {
  resolve(slot: Slot | Promise<Slot>): void;
  reject(reason: Error): void;
  timer: NodeJS.Timeout;
}

export function openPool({ max, connectWithinMs, idleMs, greeting = 'select 1', ...options }: PoolOptions): Pool {
  const slots = new Set<Slot>();
  /** The last one was used most recently. */
  const idle: { slot: Slot; timer: NodeJS.Timeout }[] = [];
  const waiting: Waiting[] = [];
  const emptied = Promise.withResolvers<void>();
  let isClosed = false;

  async function open(): Promise<Slot> {
    const slot = new Slot(options, onClosed);
    slots.add(slot);
    try {
      await slot.run((client) => client.unsafe(greeting), connectWithinMs);
      return slot;
    } catch (error) {
      slot.close(error as Error);
      throw error;
    }
  }

  function onClosed(slot: Slot, reason: Error): void {
    slots.delete(slot);
    const at = idle.findIndex((one) => one.slot === slot);
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.timer);
    // What silenced one connection has probably silenced the idle ones too: each would cost somebody as long a wait.
    if (reason instanceof NoAnswer) for (const one of [...idle]) one.slot.close(reason);
    if (isClosed && slots.size === 0) emptied.resolve();
    // Its place is free.
    const next = !isClosed && waiting.shift();
    if (next) settle(next, open());
  }

  const settle = ({ resolve, timer }: Waiting, slot: Slot | Promise<Slot>) => {
    clearTimeout(timer);
    resolve(slot);
  };

  async function take(): Promise<Slot> {
    if (isClosed) throw new ConnectionLost('The connections to the database are closed');
    const last = idle.pop();
    if (last) {
      clearTimeout(last.timer);
      last.slot.wake();
      return last.slot;
    }
    if (slots.size < max) return open();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(one), 1);
        reject(new ConnectionLost(`No connection to the database became free within ${connectWithinMs / 1000} s`));
      }, connectWithinMs);
      const one: Waiting = { resolve, reject, timer };
      waiting.push(one);
    });
  }

  function give(slot: Slot): void {
    if (slot.isClosed) return;
    const next = waiting.shift();
    if (isClosed) slot.end();
    else if (next) settle(next, slot);
    else {
      slot.rest();
      idle.push({ slot, timer: setTimeout(() => slot.end(), idleMs).unref() });
    }
  }

  return {
    async use(work) {
      const slot = await take();
      try {
        return await work(slot);
      } finally {
        give(slot);
      }
    },
    load: () => ({ busy: slots.size - idle.length, idle: idle.length, waiting: waiting.length }),
    async close(withinMs) {
      isClosed = true;
      const reason = new ConnectionLost('The connections to the database are closed');
      for (const { reject, timer } of waiting.splice(0)) {
        clearTimeout(timer);
        reject(reason);
      }
      for (const { slot } of [...idle]) slot.end();
      if (slots.size > 0) await Promise.race([emptied.promise, pause(withinMs, undefined, { ref: false })]);
      for (const slot of slots) slot.close(reason);
    },
  };
}
