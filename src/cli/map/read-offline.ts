import { text } from 'node:stream/consumers';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { readText } from '../analyse/read-text.ts';
import { readMapFile } from './read-map-file.ts';

/** A map and a description, from files or standard input. Problems are for people, one line each. */
export async function readOffline(
  mapFile: string,
  bodyFile: string | undefined,
): Promise<{ map: OutcomeMap; body: string } | { problems: string[] }> {
  const read = readMapFile(mapFile);
  if (read.kind === 'unreadable') return { problems: [read.problem] };
  if (read.kind === 'refused') return { problems: read.lines };
  if (read.kind === 'addition')
    return { problems: [`${mapFile} adds to ${read.to}, which cannot be looked up offline`] };
  const body = bodyFile === undefined ? { text: await standardInput() } : readText(bodyFile);
  return 'problem' in body ? { problems: [body.problem] } : { map: read.map, body: body.text };
}

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) console.error('Reading the description from standard input; Ctrl-D ends it.');
  return text(process.stdin);
}
