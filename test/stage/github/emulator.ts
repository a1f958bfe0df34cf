import type { Json } from './json.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Call {
  method: string;
  /** With its query. */
  path: string;
  token?: string;
  accept?: string;
  body?: Json;
}

/** How many tokens the machine has: the emulator allows each 5,000 requests an hour. */
export const machineTokens = Array.from({ length: 40 }, (_, index) => `machine-${index}`);

/** Speaks to `emulate`, which holds repositories, commits, issues, comments, labels, checks and releases. */
export class Emulator {
  readonly #url: string;
  readonly #shownAs: string;
  #turn = 0;

  /** `advertised` is the address that it writes into its answers; `shownAs` is put in its place. */
  constructor(advertised: string, shownAs: string) {
    this.#url = advertised;
    this.#shownAs = shownAs;
  }

  /** The emulator's own address replaced by the one it is reached by. */
  shown(text: string): string {
    return text.replaceAll(this.#url, this.#shownAs);
  }

  async send({ method, path, token, accept, body }: Call): Promise<Answer> {
    const address = this.#url.replace('localhost', '127.0.0.1') + path;
    const asked = {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(accept && { accept }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    // The emulator may close an idle connection in the moment in which it is used again.
    const response = await fetch(address, asked).catch((error) => {
      if (method !== 'GET') throw error;
      return fetch(address, asked);
    });
    const { link = '', ...headers } = Object.fromEntries(response.headers);
    const answered = Buffer.from(await response.arrayBuffer());
    // Links are made from the Host header, everything else from the advertised address.
    const isJson = headers['content-type']?.includes('json');
    return {
      status: response.status,
      headers: { ...headers, ...(link && { link: this.shown(link.replaceAll('127.0.0.1', 'localhost')) }) },
      body: isJson ? Buffer.from(this.shown(answered.toString())) : answered,
    };
  }

  /** As the machine, which may do everything; the answer's JSON, undefined for 404. Another failure throws. */
  async ask(method: string, path: string, body?: Json): Promise<Json> {
    const token = machineTokens[this.#turn++ % machineTokens.length];
    const answer = await this.send({ method, path, body, ...(token !== undefined && { token }) });
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString()}`);
    return answer.body.length > 0 ? JSON.parse(answer.body.toString()) : undefined;
  }
}
