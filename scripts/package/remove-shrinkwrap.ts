import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// In a clone npm would read it before package-lock.json, and it names nothing that development needs.
rmSync(fileURLToPath(new URL('../../npm-shrinkwrap.json', import.meta.url)), { force: true });
