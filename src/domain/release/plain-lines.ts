import { openingOf } from '../declaration/split-label.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { readableLines } from '../text/readable-lines.ts';

interface Line {
  text: string;
  bare: string;
}

const marks = /\*{1,3}|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu;

/** Lines as they are shown: `**Reverts:** #7` says what `Reverts: #7` does. `text` and `bare` stay as long as each other. */
export const withoutEmphasis = <Shown extends Line>(lines: readonly Shown[]): Shown[] =>
  lines.map((line) => {
    const found = [...line.bare.matchAll(marks)];
    const starts = [0, ...found.map(({ index, 0: mark }) => index + mark.length)];
    // In pieces: a line may have a mark at every other letter.
    const off = (written: string) => starts.map((start, nth) => written.slice(start, found[nth]?.index)).join('');
    return found.length === 0 ? line : { ...line, text: off(line.text), bare: off(line.bare) };
  });

/** Lines without those whose box is not ticked, and the others without their box. */
export const chosenLines = (text: string): ReadableLine[] =>
  readableLines(text).flatMap((line) => {
    const { box, at } = openingOf(line.bare);
    if (box === undefined) return [line];
    return box === 'open' ? [] : [{ ...line, text: line.text.slice(at), bare: line.bare.slice(at) }];
  });
