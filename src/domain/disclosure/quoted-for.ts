import type { Repository } from '../repository.ts';

/**
 * Who has to be able to read what a comment or check of a repository quotes from another one: in a public repository anybody (undefined), in a
 * private one the author of what asks for the quote, by login.
 */
export const quotedFor = ({ private: isPrivate }: Pick<Repository, 'private'>, author: string | undefined) =>
  isPrivate ? author : undefined;
