/** What we read of an entry of package-lock.json. */
export interface Locked {
  version?: string;
  license?: string;
  /** Hash of what is to be installed. */
  integrity?: string;
  /** Where it comes from, unless that is the registry. */
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  /** For development, and an optional peer of the program. */
  devOptional?: boolean;
  hasInstallScript?: boolean;
}

export interface LockFile {
  lockfileVersion: number;
  packages: Record<string, Locked>;
}

/** Entries without the project itself. */
export const entriesOf = ({ packages }: LockFile) => Object.entries(packages).filter(([path]) => path !== '');

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
export const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? path;

/**
 * What the lock file leaves open: `npm ci` installs what the hash names and nothing else, but only where there is one, and takes
 * it from wherever an address leads.
 */
export function lockFaults(lock: LockFile): string[] {
  if (lock.lockfileVersion !== 3) return [`package-lock.json has version ${lock.lockfileVersion}, not 3`];
  return entriesOf(lock).flatMap(([path, { integrity, resolved, link }]) => {
    if (link) return [`${path} is a link to a folder`];
    return [
      ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ? [] : [`${path} has no SHA-512 of what is installed`]),
      ...(resolved === undefined ? [] : [`${path} names an address instead of leaving it to the registry`]),
    ];
  });
}
