import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shrinkwrapOf } from './package/shrinkwrap.ts';

// For `npm pack`: `dist` is `src` as JavaScript, with the files beside it that programs read, and the versions that were tested.
const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
rmSync(at('dist'), { recursive: true, force: true });
execFileSync(at('node_modules/.bin/tsc'), ['-p', at('tsconfig.package.json')], { stdio: 'inherit' });
cpSync(at('src'), at('dist'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
const shrinkwrap = shrinkwrapOf(JSON.parse(readFileSync(at('package-lock.json'), 'utf8')));
writeFileSync(at('npm-shrinkwrap.json'), `${JSON.stringify(shrinkwrap, null, 2)}\n`);
