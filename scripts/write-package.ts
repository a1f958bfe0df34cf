import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// For `npm pack`: `dist` is `src` as JavaScript, with the files beside it that programs read.
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
rmSync(at('dist'), { recursive: true, force: true });
execFileSync(at('node_modules/.bin/tsc'), ['-p', at('tsconfig.package.json')], { stdio: 'inherit' });
cpSync(at('src'), at('dist'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
