import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRepository } from '../in-repository.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** Making a database takes seconds, and on a machine that is busy with other things many of them. */
const startSeconds = 120;

/** It ends itself after 27, whatever hangs. */
const endSeconds = 60;

/** The real app in processes of its own: the server, and the commands. All it knows is its environment. */
export class AppProcess {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #logFile: string;
  readonly #program: string;
  #server: ChildProcess | undefined;

  constructor(folder: string, environment: Record<string, string>, program = 'src/main.ts') {
    const { PATH = '', HOME = folder, TMPDIR, NODE_COMPILE_CACHE, NODE_OPTIONS } = process.env;
    this.#environment = {
      ...{ PATH, HOME, NODE_ENV: 'production' },
      ...(TMPDIR ? { TMPDIR } : {}),
      ...(NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}),
      ...(NODE_OPTIONS ? { NODE_OPTIONS } : {}),
      ...environment,
    };
    this.#logFile = join(folder, 'app.log');
    this.#program = program;
  }

  /** Starts the server and waits until it is ready. Returns where it takes webhooks. */
  async start(): Promise<string> {
    const port = this.#environment.PORT ?? (await freePort());
    const server = spawn(process.execPath, [this.#program], {
      cwd: inRepository(),
      env: { ...this.#environment, HOST: '127.0.0.1', PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(this.#logFile, { flags: 'a' });
    server.stdout.pipe(log, { end: false });
    server.stderr.pipe(log, { end: false });
    this.#server = server;
    const origin = `http://127.0.0.1:${port}`;
    const isReady = async () => {
      if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}: ${await this.log()}`);
      // The port may have gone to somebody who accepts and never answers.
      const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
      return answer?.ok;
    };
    await eventually('The server', isReady, startSeconds);
    return `${origin}/api/github/webhooks`;
  }

  /** Whether the server has been started and has not ended since, by itself or by a signal. */
  get isRunning(): boolean {
    return this.#server?.exitCode === null && this.#server.signalCode === null;
  }

  /** Of the server. Throws where none runs. */
  get pid(): number {
    if (this.#server?.pid === undefined) throw new Error('No server runs');
    return this.#server.pid;
  }

  /** Of the system's memory, in megabytes. */
  async residentMegabytes(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.#server?.pid)]);
    return Number(stdout) / 1024;
  }

  /** Ends the server as an operator would, letting it finish its work. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.kill('SIGTERM');
    const hasEnded = async () => server.exitCode !== null || server.signalCode !== null;
    await eventually('The end of the server', hasEnded, endSeconds);
  }

  /** Halts the server as a host does that moves its machine: it answers nothing, and goes on later as if no time had passed. */
  halt(): void {
    this.#server?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#server?.kill('SIGCONT');
  }

  /** Ends the server as a crash would: nothing is finished. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** `npx soundings <command>`. Throws when it does not exit 0. */
  async run(...command: string[]): Promise<string> {
    const child = spawn(process.execPath, ['bin/soundings.js', ...command], {
      cwd: inRepository(),
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`soundings ${command.join(' ')} ended with ${code}:\n${said}`);
    return said;
  }

  /** The last lines of the server's log. */
  async log(): Promise<string> {
    const text = await readFile(this.#logFile, 'utf8').catch(() => '');
    return text.split('\n').slice(-30).join('\n');
  }
}
