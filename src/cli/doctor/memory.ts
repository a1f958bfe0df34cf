import type { Finding } from './finding.ts';

const mb = 1_000_000;
/** A server took 302 MB at its start and 578 MB in a busy hour (docs/performance.md). */
const least = 512 * mb;
const enough = 768 * mb;

/** @param limit of the container, in bytes; where there is none, the system says 0 or more than the machine has */
export function judgeMemory(limit: number, total: number): Finding {
  const isLimited = limit > 0 && limit < total;
  const bytes = isLimited ? limit : total;
  const has = `${isLimited ? 'this container may use' : 'this machine has'} ${sizeInWords(bytes)}`;
  if (bytes >= enough) return { area: 'memory', state: 'well', seen: has };
  return {
    ...{ area: 'memory', state: bytes < least ? 'broken' : 'remark' },
    seen: `${has}, and a server takes 300 MB at its start and 600 MB when it is busy`,
    todo: `Give it 1 GB${isLimited ? ' (the memory limit of the container)' : ''}.`,
  };
}

export function sizeInWords(bytes: number): string {
  const [size, unit] = bytes < 1_000 * mb ? [bytes / mb, 'MB'] : [bytes / (1_000 * mb), 'GB'];
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`;
}
