import type { Finding } from './finding.ts';

const mb = 1_000_000;
/** What a server takes (docs/performance.md). */
const needs = {
  postgres: {
    least: 256 * mb,
    enough: 450 * mb,
    takes: '170 MB at its start and 390 MB when it is busy',
    wish: '512 MB',
  },
  embedded: {
    ...{ least: 512 * mb, enough: 850 * mb, wish: '1 GB' },
    takes: '250 MB at its start, 500 MB when it is busy, and 800 MB for some seconds of its first start',
  },
};

/** @param limit of the container, in bytes; where there is none, the system says 0 or more than the machine has */
export function judgeMemory(limit: number, total: number, database: keyof typeof needs): Finding {
  const { least, enough, takes, wish } = needs[database];
  const isLimited = limit > 0 && limit < total;
  const bytes = isLimited ? limit : total;
  const has = `${isLimited ? 'this container may use' : 'this machine has'} ${sizeInWords(bytes)}`;
  if (bytes >= enough) return { area: 'memory', state: 'well', seen: has };
  return {
    ...{ area: 'memory', state: bytes < least ? 'broken' : 'remark' },
    seen: `${has}, and a server takes ${takes}`,
    todo: `Give it ${wish}${isLimited ? ' (the memory limit of the container)' : ''}.`,
  };
}

export function sizeInWords(bytes: number): string {
  const [size, unit] = bytes < 1_000 * mb ? [bytes / mb, 'MB'] : [bytes / (1_000 * mb), 'GB'];
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`;
}
