import { text } from 'node:stream/consumers';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { readText } from '../analyse/read-text.ts';
import { readMapFile } from './read-map-file.ts';

/** A map and a description, from files or standard input. Faults are for people, one line each. */
export async function readOffline(
  mapFile: string,
  bodyFile: string | undefined,
): Promise<{ map: OutcomeMap; body: string } | { faults: string[] }> {
  const read = readMapFile(mapFile);
  if (read.kind === 'unreadable') return { faults: [read.fault] };
  if (read.kind === 'refused') return { faults: read.lines };
  if (read.kind === 'addition') return { faults: [`${mapFile} adds to ${read.to}, which cannot be looked up offline`] };
  const body = bodyFile === undefined ? { text: await standardInput() } : readText(bodyFile);
  return 'fault' in body ? { faults: [body.fault] } : { map: read.map, body: body.text };
}

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) console.error('Reading the description from standard input; Ctrl-D ends it.');
  return text(process.stdin);
}
