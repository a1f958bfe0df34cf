import { entriesOf, type LockFile, nameOf } from './lock-file.ts';

/**
 * Dependencies that would run a program of theirs at the installation, on whatever platform, and that nobody has allowed to; and
 * allowances that nothing needs any more. npm itself looks at the platform alone that it runs on, and only from 11.16 on.
 */
export function installScriptFaults(lock: LockFile, allowed: Record<string, boolean>): string[] {
  const scripted = new Set(
    entriesOf(lock).flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [nameOf(path)] : [])),
  );
  const unknown = [...scripted].filter((name) => !Object.hasOwn(allowed, name));
  const idle = Object.keys(allowed).filter((name) => !scripted.has(name));
  const shipped = entriesOf(lock).flatMap(([path, { hasInstallScript, dev }]) =>
    hasInstallScript && !dev ? [path] : [],
  );
  return [
    ...unknown.map((name) => `${name} has an install script that allowScripts of package.json does not name`),
    ...idle.map((name) => `allowScripts of package.json names ${name}, which has no install script`),
    ...shipped.map((path) => `${path} has an install script and is not for development alone`),
  ];
}
