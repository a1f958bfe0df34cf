import satisfies from 'spdx-satisfies';
import { entriesOf, type LockFile } from './lock-file.ts';

/**
 * What may come along with a program under Apache 2.0 without asking anything of those who run it but to keep the notices.
 * CC-BY-3.0 is what the package.json of date-holidays says of its data. The data says CC BY-SA 3.0 (NOTICE), which asks the same of those who pass it on
 * unchanged.
 */
const allowed = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC-BY-3.0', 'CC0-1.0'],
  ...['ISC', 'MIT', 'PSF-2.0', 'Unlicense'],
];

/** Dependencies of the running program whose licence is not on the list, or that state none. */
export function licenceFaults(lock: LockFile): string[] {
  return entriesOf(lock).flatMap(([path, { dev, license }]) => {
    if (dev) return [];
    if (!license) return [`${path} states no licence`];
    return isAllowed(license) ? [] : [`${path} is licensed as ${license}, which is not on the list`];
  });
}

function isAllowed(expression: string): boolean {
  try {
    return satisfies(expression, allowed);
  } catch {
    // `SEE LICENSE IN ...` and the like, which somebody has to read.
    return false;
  }
}
