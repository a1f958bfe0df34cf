import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { inRepository } from '../in-repository.ts';

const bin = inRepository('bin/soundings.js');

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The command line as a process of its own, under way. */
export function spawnSoundings(
  args: string[],
  { cwd, node = [], env = {} }: { cwd?: string; node?: string[]; env?: Record<string, string> } = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [...node, bin, ...args], { cwd, stdio: 'pipe', env: { ...process.env, ...env } });
}

/** Runs it to its end. */
export async function runSoundings(
  args: string[],
  { input = '', ...where }: { input?: string; cwd?: string; node?: string[]; env?: Record<string, string> } = {},
): Promise<Run> {
  const child = spawnSoundings(args, where);
  child.stdin.on('error', () => {}); // It may end without reading.
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status, stdout, stderr };
}

/** A folder with these files, gone after the test. */
export function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'soundings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
