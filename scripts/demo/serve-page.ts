import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Timeline } from './moment.ts';
import { timelinePage } from './timeline-page.ts';

export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/** Serves timelines on 127.0.0.1, with all that it needs from `node_modules`. */
export async function servePage(timelines: Timeline[]): Promise<ServedPage> {
  const from = (path: string) => readFile(fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url)));
  const pages: Record<string, { type: string; body: string | Buffer }> = {
    '/': { type: 'text/html', body: timelinePage(timelines) },
    '/markdown.css': { type: 'text/css', body: await from('github-markdown-css/github-markdown.css') },
    '/mermaid.js': { type: 'text/javascript', body: await from('mermaid/dist/mermaid.min.js') },
  };
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '/'];
    response.writeHead(page ? 200 : 404, { 'content-type': `${page?.type ?? 'text/plain'}; charset=utf-8` });
    response.end(page?.body ?? 'not found\n');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
