import './lean-resolution.ts';
import './lean-heap.ts';

// Not at the top: what is imported there is resolved before a line of this file runs.
const { start } = await import('./start.ts');
await start();
