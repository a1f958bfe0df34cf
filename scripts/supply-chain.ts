import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { billFaults } from './supply-chain/bill-of-materials.ts';
import { installScriptFaults } from './supply-chain/install-scripts.ts';
import { licenceFaults } from './supply-chain/licences.ts';
import { entriesOf, type LockFile, lockFaults } from './supply-chain/lock-file.ts';

// What we install and hand on, judged by the lock file: nothing is downloaded.
const read = async (name: string) => JSON.parse(await readFile(new URL(`../${name}`, import.meta.url), 'utf8'));
const lock: LockFile = await read('package-lock.json');
const { allowScripts } = await read('package.json');
const { stdout: bill } = await promisify(execFile)('npm', ['run', '--silent', 'sbom'], { maxBuffer: 50_000_000 });

const faults = [
  ...lockFaults(lock),
  ...installScriptFaults(lock, allowScripts),
  ...licenceFaults(lock),
  ...(await billFaults(bill, lock)),
];
for (const fault of faults) console.error(fault);
const shipped = entriesOf(lock).filter(([, { dev }]) => !dev);
console.log(
  `${entriesOf(lock).length} packages, ${shipped.length} of them not for development alone: ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
