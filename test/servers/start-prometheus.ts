import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../stage/process/free-port.ts';

/** A real Prometheus on 127.0.0.1 over data of the past, thrown away by `stop`. */
export interface Prometheus {
  url: string;
  /** Adds samples in the OpenMetrics format, without its last line, and restarts the server over them. */
  backfill(metrics: string): Promise<void>;
  /** The server holds its breath: it takes connections and answers nothing. */
  freeze(): void;
  stop(): Promise<void>;
}

export async function startPrometheus(config = 'global: { scrape_interval: 1h }\n'): Promise<Prometheus> {
  await assertInstalled();
  const folder = await mkdtemp(join(tmpdir(), 'soundings-prometheus-'));
  await writeFile(join(folder, 'prometheus.yml'), config);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server = await run(folder, port);
  return {
    url,
    async backfill(metrics) {
      await end(server);
      const file = join(folder, 'backfill.txt');
      await writeFile(file, `${metrics}\n# EOF\n`);
      await promisify(execFile)('promtool', [
        ...['tsdb', 'create-blocks-from', 'openmetrics'],
        ...['--max-block-duration=8760h', '--quiet', file, join(folder, 'data')],
      ]);
      server = await run(folder, port);
    },
    freeze: () => void server.kill('SIGSTOP'),
    async stop() {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function assertInstalled(): Promise<void> {
  try {
    for (const program of ['prometheus', 'promtool']) await promisify(execFile)(program, ['--version']);
  } catch (cause) {
    throw new Error('Prometheus is not installed here: apt-get install -y prometheus (or leave these tests to CI)', {
      cause,
    });
  }
}

async function run(folder: string, port: number): Promise<ChildProcess> {
  const server = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  for (;;) {
    if (server.exitCode !== null) throw new Error(`Prometheus ended:\n${said}`);
    const ready = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined);
    if (ready?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}
