import { LRUCache } from 'lru-cache';
import type { Repository } from '../domain/repository.ts';
import type { ForgeFile } from '../flows/ports/forge.ts';
import { unlessAbsent } from './requests/absent.ts';
import { GitHubError } from './requests/github-error.ts';
import type { Requests } from './requests/requests.ts';

const mostKept = 32 * 1024 * 1024;
const keptMs = 24 * 3_600_000;

/**
 * Reads files with conditional requests: an unchanged file of a default branch costs nothing of the hourly limit. Files
 * stay in memory for a day after their last use; the least recently used go first. Files at other refs are not kept,
 * because anybody can push any number of them.
 */
export function fileReader(requests: Requests) {
  const kept = new LRUCache<string, { etag: string; file: ForgeFile }>({
    maxSize: mostKept,
    // Two bytes a character, and a margin.
    sizeCalculation: ({ file }, key) => 2 * (file.text.length + key.length) + 200,
    ttl: keptMs,
    updateAgeOnGet: true,
  });

  return async (
    repository: Repository,
    path: string,
    { name = repository.name, ref }: { name?: string; ref?: string } = {},
  ): Promise<ForgeFile | undefined> => {
    const key = ref === undefined ? JSON.stringify([repository.id, repository.owner, name, path]) : undefined;
    const known = key === undefined ? undefined : kept.get(key);

    const request = await requests(repository);
    const answer = request('GET /repos/{owner}/{repo}/contents/{path}', {
      owner: repository.owner,
      repo: name,
      path,
      ...(ref === undefined ? {} : { ref }),
      headers: known ? { 'if-none-match': known.etag } : {},
    });
    try {
      const { data, headers } = (await unlessAbsent(answer)) ?? {};
      const file = toFile(data);
      if (key !== undefined && file && headers?.etag) kept.set(key, { etag: headers.etag, file });
      else if (key !== undefined) kept.delete(key);
      return file;
    } catch (error) {
      if (!known || !(error instanceof GitHubError) || error.status !== 304) throw error;
      return known.file;
    }
  };
}

type Contents = { type: string; sha: string; content?: string; encoding?: string } | unknown[] | undefined;

/** Undefined for a folder, a submodule, or a link to no file: none of them has text. */
function toFile(data: Contents): ForgeFile | undefined {
  if (!data || Array.isArray(data) || data.type !== 'file') return undefined;
  // Above 1 MB GitHub sends the size and no text.
  if (data.encoding !== 'base64') return { sha: data.sha, text: '', tooLarge: true };
  return { sha: data.sha, text: Buffer.from(data.content ?? '', 'base64').toString('utf8') };
}
