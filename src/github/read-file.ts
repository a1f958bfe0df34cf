import type { Repository } from '../domain/facts.ts';
import type { ForgeFile } from '../flows/ports.ts';
import { unlessAbsent } from './absent.ts';
import { GitHubError } from './github-error.ts';
import type { Requests } from './requests.ts';

const mostKept = 500;
const longestKept = 100_000;

/**
 * Reads files with conditional requests: a file that is unchanged since it was last read costs nothing of the hourly
 * limit. What was read is kept in memory, the least recently used going first.
 */
export function fileReader(requests: Requests) {
  const kept = new Map<string, { etag: string; file: ForgeFile }>();

  return async (
    repository: Repository,
    path: string,
    { name = repository.name, ref }: { name?: string; ref?: string } = {},
  ): Promise<ForgeFile | undefined> => {
    const key = JSON.stringify([repository.id, repository.owner, name, path, ref]);
    const known = kept.get(key);
    kept.delete(key);
    const keep = (etag: string, file: ForgeFile) => {
      if (file.text.length > longestKept) return;
      kept.set(key, { etag, file });
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break;
        kept.delete(oldest);
      }
    };

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
      if (file && headers?.etag) keep(headers.etag, file);
      return file;
    } catch (error) {
      if (!known || !(error instanceof GitHubError) || error.status !== 304) throw error;
      keep(known.etag, known.file);
      return known.file;
    }
  };
}

type Contents = { type: string; sha: string; content?: string; encoding?: string } | unknown[] | undefined;

/** Undefined for a folder, a submodule, or a link that leads to no file: nothing there has text. */
function toFile(data: Contents): ForgeFile | undefined {
  if (!data || Array.isArray(data) || data.type !== 'file') return undefined;
  // Above 1 MB GitHub sends the size and no text.
  if (data.encoding !== 'base64') return { sha: data.sha, text: '', tooLarge: true };
  return { sha: data.sha, text: Buffer.from(data.content ?? '', 'base64').toString('utf8') };
}
