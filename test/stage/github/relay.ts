import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crowding } from '../run/crowding.ts';
import type { Json } from './json.ts';

export interface Attempt {
  at: Date;
  /** What the app answered; `failed`: no answer came. */
  status: number | 'failed';
  answer: string;
  milliseconds: number;
}

export interface Delivery {
  /** `X-GitHub-Delivery`: a redelivery keeps it. */
  guid: string;
  id: number;
  event: string;
  action?: string;
  payload: Json;
  attempts: Attempt[];
}

/** An event as GitHub sends it: what the emulator said may become none, one or several. */
export type Complete = (event: string, payload: Json) => Promise<{ event: string; payload: Json }[]>;

/**
 * Takes the emulator's webhooks, lets them be completed, and delivers them to the app signed and with proper delivery ids. As
 * GitHub does, it starts them in order and waits for no answer before the next, and never tries again by itself.
 */
export class Relay {
  readonly deliveries: Delivery[] = [];
  /** Every delivery arrives this many times more. */
  duplicates = 0;
  /** Milliseconds a delivery is kept back. */
  delay: (delivery: Delivery) => number = () => 0;
  /** What the emulator sent, before it is parsed. */
  rewrite: (text: string) => string = (text) => text;
  complete: Complete = async (event, payload) => [{ event, payload }];
  #targets: string[] = [];
  #turn = 0;
  #secret: string;
  #held: Delivery[] | undefined;
  #server: Server | undefined;
  #chain: Promise<unknown> = Promise.resolve();
  #running = new Set<Promise<unknown>>();
  #lastActivity = 0;
  #closed = false;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Listens for the emulator; resolves to the address that it must send to. */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(202).end();
        this.#enqueue(
          String(request.headers['x-github-event']),
          JSON.parse(this.rewrite(Buffer.concat(chunks).toString())),
        );
      });
    });
    this.#server = server;
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** Several: each attempt goes to the next one, as through a load balancer. None: deliveries are lost. */
  deliverTo(...urls: string[]): void {
    this.#targets = urls;
  }

  get targets(): readonly string[] {
    return this.#targets;
  }

  /** An event that no emulator sends, completed and delivered like the others. */
  async post(event: string, payload: Json): Promise<Delivery[]> {
    return this.#enqueue(event, payload);
  }

  /** Keeps back what comes, until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  release(order: 'arrival' | 'reversed' = 'arrival'): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const delivery of order === 'arrival' ? held : held.reverse()) this.#start(delivery);
  }

  /** Sends one again, as `POST /app/hook/deliveries/{id}/attempts` does: the same guid, the same payload. */
  async redeliver(guid: string): Promise<Delivery> {
    const delivery = this.deliveries.find((one) => one.guid === guid);
    if (!delivery) throw new Error(`No delivery ${guid}`);
    await this.#attempt(delivery);
    return delivery;
  }

  /** All that was sent is answered, and nothing new has come for a moment (the emulator tells nobody when it is done). */
  async settled(quietMilliseconds = 40): Promise<void> {
    while (this.#running.size > 0 || Date.now() - this.#lastActivity < quietMilliseconds * crowding()) {
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#server?.closeAllConnections();
    await new Promise((done) => (this.#server ? this.#server.close(done) : done(undefined)));
    await Promise.allSettled(this.#running);
  }

  #enqueue(event: string, payload: Json): Promise<Delivery[]> {
    const work = this.#chain.then(() => this.#accept(event, payload));
    this.#chain = work.catch(() => undefined);
    this.#track(work);
    return work;
  }

  async #accept(event: string, payload: Json): Promise<Delivery[]> {
    if (this.#closed) return [];
    const completed = await this.complete(event, payload);
    return completed.map((one) => {
      const delivery: Delivery = {
        guid: randomUUID(),
        id: this.deliveries.length + 1,
        event: one.event,
        ...(one.payload.action && { action: one.payload.action }),
        payload: one.payload,
        attempts: [],
      };
      this.deliveries.push(delivery);
      if (this.#held) this.#held.push(delivery);
      else this.#start(delivery);
      return delivery;
    });
  }

  #start(delivery: Delivery): void {
    for (let copy = 0; copy <= this.duplicates; copy++) this.#track(this.#attempt(delivery));
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const wait = this.delay(delivery);
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    const target = this.#targets[this.#turn++ % this.#targets.length];
    if (!target || this.#closed) return;
    const body = JSON.stringify(delivery.payload);
    const at = new Date();
    const { status, answer } = await this.#send(target, delivery, body);
    delivery.attempts.push({ at, status, answer, milliseconds: Date.now() - at.getTime() });
  }

  async #send(target: string, { event, guid }: Delivery, body: string): Promise<Pick<Attempt, 'status' | 'answer'>> {
    try {
      const response = await fetch(target, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/fake',
          'x-github-event': event,
          'x-github-delivery': guid,
          'x-hub-signature-256': `sha256=${createHmac('sha256', this.#secret).update(body).digest('hex')}`,
        },
        body,
        signal: AbortSignal.timeout(Math.ceil(10_000 * crowding())),
      });
      return { status: response.status, answer: await response.text() };
    } catch (error) {
      return { status: 'failed', answer: String(error) };
    }
  }

  #track(work: Promise<unknown>): void {
    this.#lastActivity = Date.now();
    const tracked = work
      .catch(() => undefined)
      .then(() => {
        this.#lastActivity = Date.now();
        this.#running.delete(tracked);
      });
    this.#running.add(tracked);
  }
}
