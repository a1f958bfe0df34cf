interface Line {
  text: string;
  bare: string;
}

const marks = /\*{1,3}|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu;

/** Lines as they are shown: `**Reverts:** #7` says what `Reverts: #7` does. `text` and `bare` stay as long as each other. */
export const withoutEmphasis = <Shown extends Line>(lines: readonly Shown[]): Shown[] =>
  lines.map((line) => {
    const found = [...line.bare.matchAll(marks)].reverse();
    const off = (written: string) =>
      found.reduce((read, { index, 0: mark }) => read.slice(0, index) + read.slice(index + mark.length), written);
    return found.length === 0 ? line : { ...line, text: off(line.text), bare: off(line.bare) };
  });
