import { registerHooks } from 'node:module';

/*
 * Imported before everything else. To tell what kind of module a file is, Node 24 parses the `exports` of its package anew for every file, and
 * drizzle-orm has 110 files and 179 kB of `exports`: half of the time that a start took. Its relative imports need none of that.
 */

registerHooks({
  resolve(specifier, context, next) {
    const within = context.parentURL?.includes('/node_modules/drizzle-orm/') && specifier.startsWith('.');
    if (!within || !specifier.endsWith('.js')) return next(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
  },
});
