/** A browser as far as signing in goes: it keeps cookies, and goes where it is sent when it is told to. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** A cookie of this server by the end of its name. */
  cookie(name: string): string | undefined {
    return [...this.#cookies].find(([one]) => one.endsWith(name))?.[1];
  }

  /** As if somebody had put it there. */
  plant(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** One request, and where it leads is for the test to see. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.#origin);
    const isOurs = url.origin === this.#origin;
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { connection: 'close', ...(isOurs && cookie ? { cookie } : {}), ...init.headers };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    if (isOurs) for (const one of answer.headers.getSetCookie()) this.#keep(one);
    return answer;
  }

  /** Follows until something is shown. */
  async open(path: string): Promise<Response> {
    let answer = await this.ask(path);
    for (let hop = 0; hop < 10; hop += 1) {
      const location = answer.headers.get('location');
      if (!location) return answer;
      answer = await this.ask(new URL(location, answer.url).href);
    }
    throw new Error(`${path} leads on and on`);
  }

  async read(path: string): Promise<string> {
    return (await this.open(path)).text();
  }

  /** As a form of ours would be sent. */
  send(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.#origin, ...headers },
    });
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0(;|$)/i.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
