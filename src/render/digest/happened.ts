import type { Digest } from '../../domain/digest/digest.ts';
import { betName, concludedLine, listOf } from './bet-lines.ts';

/** What concluded, shipped and opened; what did not happen has no heading. */
export function happened({ concluded, shipped, opened }: Digest): string[] {
  return [
    ...(concluded.count > 0 ? [`### Concluded\n\n${listOf(concluded, concludedLine)}`] : []),
    ...(shipped.count > 0 ? [`### Shipped\n\n${listOf(shipped, betName)}`] : []),
    ...(opened.count > 0 ? [`### Opened\n\n${listOf(opened, betName)}`] : []),
  ];
}
