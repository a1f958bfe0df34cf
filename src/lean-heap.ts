import { setFlagsFromString } from 'node:v8';

/*
 * Imported by a server before its parts. By itself V8 lets a small heap grow to four times what is alive before it collects, and the process keeps those
 * pages (docs/decisions/0150-a-heap-that-collects-early.md). Set here, so that it holds for `npm start`, the image and the package; it can be no setting of theirs, because
 * NODE_OPTIONS refuses it.
 */
setFlagsFromString('--heap-growing-percent=100');
