import { readFileSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Command } from 'commander';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { readRecordAccess } from '../../env.ts';
import { fail } from '../analyse/for-terminal.ts';
import { openReader } from '../map/open-reader.ts';
import { unread } from '../preview/desk.ts';
import { knowledgeOfMap } from './of-map.ts';
import { knowledgeOfRecord } from './of-record.ts';
import { asText, type Tool, toolsAt, visible } from './tools.ts';

interface Options {
  map: string;
  sources?: string;
  owner?: string;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** `soundings mcp`: for agents that write code, over standard input and output. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description(
      'answer agents that write code, over standard input and output by the Model Context Protocol: the outcome map, open key results, what a bet could show, past bets and a draft of the lines; nothing is changed',
    )
    .option('--map <file>', 'the outcome map', mapPath)
    .option('--sources <file>', 'where the data is (default: SOUNDINGS_SOURCES)')
    .option('--owner <owner>', 'whose record it is, and for whom sources are read')
    .addHelpText(
      'after',
      `
With SOUNDINGS_TOKEN (\`soundings token create --read\` on the server) and PUBLIC_URL, outcomes, figures and past bets are those of the server's
record, and --owner says whose; without, those of the map and the sources.

Example: soundings mcp --sources sources.yml`,
    )
    .action(async (options: Options) => {
      const problem = await serve(options);
      if (problem !== undefined) fail(problem);
    });
}

/** Until standard input ends. The problem: why it cannot begin. */
async function serve({ map, sources, owner }: Options): Promise<string | undefined> {
  const record = readRecordAccess();
  if (record && 'problem' in record) return record.problem;
  if (record && owner === undefined) return 'SOUNDINGS_TOKEN is set: say with --owner whose record is to be read';
  const opened = record ? undefined : await openReader(sources);
  if (opened && 'problems' in opened) return opened.problems.join('\n');
  const knowledge = record
    ? knowledgeOfRecord(record, owner ?? '')
    : knowledgeOfMap(map, { metrics: opened?.reader ?? unread, owner: owner ?? '' });
  const tools = toolsAt({ knowledge, mapFile: map, now: () => new Date() });
  await new Promise<void>((ended) => {
    process.stdin.once('end', ended);
    serveStdio(() => serverWith(tools), { onerror: ({ message }) => console.error(message) });
  });
  await opened?.reader.close();
  return undefined;
}

function serverWith(tools: Tool[]): McpServer {
  const server = new McpServer({ name: 'soundings', version });
  for (const { name, title, description, input, answer } of tools) {
    const annotations = { readOnlyHint: true, openWorldHint: false };
    server.registerTool(name, { title, description, inputSchema: input, annotations }, async (asked) => {
      const found = await answer(asked);
      const isError = 'problem' in found;
      return {
        content: [{ type: 'text', text: isError ? visible(found.problem) : asText(found.told) }],
        ...(isError && { isError }),
      };
    });
  }
  return server;
}
