import { readFileSync } from 'node:fs';
import { notesOf } from './release-notes/notes-of.ts';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
console.log(notesOf(process.argv[2] ?? '', JSON.parse(read('package.json')).version, read('CHANGELOG.md')));
