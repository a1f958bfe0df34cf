import { fileURLToPath } from 'node:url';

/** Where a file of the repository is, wherever the process was started. */
export const inRepository = (path = ''): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
