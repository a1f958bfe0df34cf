import './lean-resolution.ts';

// Not at the top: what is imported there is resolved before a line of this file runs.
const { start } = await import('./start.ts');
await start();
