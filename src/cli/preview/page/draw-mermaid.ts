import { drawFlowchart } from './draw-flowchart.ts';
import { drawXychart } from './draw-xychart.ts';

/** A chart of ours as GitHub would draw it, without Mermaid, which weighs more than all the rest. undefined: none of ours. */
export function drawMermaid(code: string): string | undefined {
  const lines = code.split('\n').map((line) => line.trim());
  if (lines.includes('xychart-beta')) return drawXychart(lines);
  return lines.includes('flowchart BT') ? drawFlowchart(lines) : undefined;
}
