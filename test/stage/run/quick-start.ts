import { registerHooks } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import '../../../src/lean-resolution.ts';
import { bundleOf, programs } from './programs.ts';

/*
 * Loaded first in all processes of the tests, hundreds of them.
 *
 * One that is about to end waits up to three seconds for V8 to optimise the code of the embedded database, which few live long enough to make use of.
 */
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');

// A run that is killed has its processes end as well.
const parent = process.ppid;
if (isMainThread) setInterval(() => process.ppid === parent || process.exit(1), 2_000).unref();

/** Of the run that `quickStart` names: the programs run from there, in the place of their sources. */
const bundle = bundleOf(new URL(import.meta.url).search.slice(1));
const places = new Map(
  Object.entries(programs).map(([name, source]) => [
    new URL(`../../../${source}`, import.meta.url).href,
    new URL(`${name}.mjs`, bundle).href,
  ]),
);
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const place = places.get(found.url);
    return place === undefined ? found : { ...found, url: place, format: 'module' };
  },
});
