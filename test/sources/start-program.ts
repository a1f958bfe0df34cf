import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server that was started for a test. */
export interface Program {
  url: string;
  /** It takes connections and answers nothing. */
  freeze(): void;
  stop(): Promise<void>;
}

/** Runs a program until it answers at `url` + `ready`. `install`: what to say where it is missing. */
export async function startProgram(
  [program, ...args]: [string, ...string[]],
  { url, ready, install, cwd }: { url: string; ready: string; install: string; cwd: string },
): Promise<Program> {
  const server = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let failed: Error | undefined;
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk) => (said = (said + chunk).slice(-4_000)));
  server.once('error', (cause) => {
    failed = new Error(`${program} is not installed here: ${install}`, { cause });
  });
  for (;;) {
    if (failed) throw failed;
    if (server.exitCode !== null) throw new Error(`${program} ended:\n${said}`);
    const answered = await fetch(`${url}${ready}`).catch(() => undefined);
    await answered?.body?.cancel();
    if (answered?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    freeze: () => void server.kill('SIGSTOP'),
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}
