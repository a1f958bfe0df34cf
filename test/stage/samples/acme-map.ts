import { readFileSync } from 'node:fs';

/** A whole outcome map as a company writes it, as text. */
export const acmeMap = readFileSync(new URL('./acme.yml', import.meta.url), 'utf8');
