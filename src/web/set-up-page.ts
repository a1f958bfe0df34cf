import { run } from 'probot';
import type { RunningServer } from './server.ts';

/** Probot's page that makes a GitHub App and writes its credentials to `.env`: for a first start, never in production. */
export async function serveSetUpPage({ host, port }: { host: string; port: number }): Promise<RunningServer> {
  const server = await run(() => {}, { env: { HOST: host, PORT: String(port), LOG_LEVEL: 'info' } });
  return { port: Number(server.port), close: () => server.stop() };
}
