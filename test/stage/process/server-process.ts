import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { inRepository } from '../in-repository.ts';
import { within } from '../run/crowding.ts';
import { programs } from '../run/programs.ts';

/** What a delivery asks of the stand-in for the work. */
export interface Script {
  /** The pull request. */
  number?: number;
  test?: {
    /** The work ends only once this file exists. */
    holdUntil?: string;
    /** How many times it fails first. */
    failures?: number;
  };
}

export interface JournalLine {
  what: 'begun' | 'done';
  id: string;
  number: number;
  pid: number;
}

export const webhookSecret = 'only-for-tests';
export const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

export interface ServerProcess {
  /** Resolves to the answer's status; `id` defaults to a new one. */
  deliver(script: Script, id?: string): Promise<number>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  port: number;
  /** Of the system's memory. */
  residentMegabytes(): Promise<number>;
  kill(signal: NodeJS.Signals): void;
  /** Exit status; null after a signal that it did not handle. */
  ended: Promise<number | null>;
  /** What it said on standard output and standard error. */
  said(): string;
}

/** Environment of a process in these tests: nothing of ours gets in by accident. */
export function environment(changes: Record<string, string>): Record<string, string> {
  const { PATH = '', TMPDIR, NODE_COMPILE_CACHE, NODE_OPTIONS } = process.env;
  return {
    ...{ PATH, HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production' },
    ...(TMPDIR ? { TMPDIR } : {}),
    ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}),
    ...(NODE_OPTIONS ? { NODE_OPTIONS } : {}),
    ...changes,
  };
}

export function spawnNode(entry: string, args: string[], env: Record<string, string>, cwd?: string): ChildProcess {
  return spawn(process.execPath, [inRepository(entry), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd && { cwd }),
  });
}

/** The real server as a process of its own, listening. `where`: DATABASE_URL or DATA_DIR. */
export async function startServerProcess(where: Record<string, string>, journal: string): Promise<ServerProcess> {
  const env = environment({ APP_ID: '1', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: webhookSecret, ...where });
  const child = spawnNode(programs['server-entry'], [journal], env);
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const listening = /"port":(\d+).*"msg":"Listening"/.exec(line);
        if (listening) resolve(Number(listening[1]));
      });
    }
    void ended.then((status) => reject(new Error(`The server ended with ${status}:\n${lines.join('\n')}`)));
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    async deliver(script, id = randomUUID()) {
      return (await fetch(`${origin}/api/github/webhooks`, signedDelivery(id, script))).status;
    },
    fetch: (path, init) => fetch(`${origin}${path}`, init),
    port,
    async residentMegabytes() {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)]);
      return Number(stdout) / 1024;
    },
    kill: (signal) => child.kill(signal),
    ended,
    said: () => lines.join('\n'),
  };
}

export function signedDelivery(id: string, script: Script, secret = webhookSecret): RequestInit {
  const { number = 1 } = script;
  const body = JSON.stringify({
    action: 'assigned',
    ...script,
    number,
    pull_request: { number },
    installation: { id: 5 },
    repository: {
      id: 7,
      name: 'shop',
      default_branch: 'main',
      private: false,
      owner: { id: 6, login: 'acme' },
    },
    sender: { login: 'ada', type: 'User' },
  });
  return {
    method: 'POST',
    body,
    headers: {
      // Or a pool hands out connections that the server is about to close.
      connection: 'close',
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  };
}

export function readJournal(file: string): JournalLine[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Waits until the journal has what is looked for; for as long as a crashed replica's jobs may take to be taken over. */
export function untilJournal(file: string, holds: (lines: JournalLine[]) => boolean): Promise<void> {
  return vi.waitUntil(() => holds(readJournal(file)), within(60)).then(() => {});
}
