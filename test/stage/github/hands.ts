import { machineTokens } from './emulator.ts';
import type { Json } from './json.ts';
import { machine, mayWrite, tokenOf } from './people.ts';
import type { World } from './world.ts';

/** How people act: over HTTP, through the proxy, with a personal token. A refusal throws with GitHub's answer. */
export class Hands {
  readonly world: World;
  #turn = 0;

  constructor(world: World) {
    this.world = world;
  }

  async act(login: string, method: string, path: string, body?: Json): Promise<Json> {
    const answer = await this.#send(login, method, path, body);
    if (answer.status >= 400) throw new Error(`${login}: ${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.text ? JSON.parse(answer.text) : undefined;
  }

  /** Undefined for 404. */
  async look(path: string): Promise<Json> {
    const answer = await this.#send(machine, 'GET', path);
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text);
  }

  /** Who writes to branches for this person: without the right to, it would be their fork, so the machine does. */
  writerFor(login: string): string {
    return mayWrite(this.world.people[login]) ? login : machine;
  }

  async #send(login: string, method: string, path: string, body?: Json): Promise<{ status: number; text: string }> {
    if (login !== machine && !(login in this.world.people)) {
      throw new Error(`Nobody here is called ${login}: name them in the option \`people\``);
    }
    const token = login === machine ? machineTokens[this.#turn++ % machineTokens.length] : tokenOf(login);
    const response = await fetch(this.world.app.origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}
