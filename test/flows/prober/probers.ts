/*
 * Readers who try to work out a hidden level from what was written. Each is given all texts of one level, by the size that was chosen, and may have
 * studied those of others whose level it knows. It answers with a guess; what it is not able to tell it guesses in the middle.
 */

/** All that was written, by the size that an outsider chose. */
export type Texts = Map<number, string>;

export interface Known {
  level: number;
  texts: Texts;
}

export type Prober = (texts: Texts, studied: Known[]) => number;

const middle = 10 ** 4;

/** No-break spaces and thousands' separators out of the way. */
const flat = (text: string) => text.replaceAll('\u00a0', ' ').replace(/(?<=\d),(?=\d{3})/g, '');

const percentages = (text: string) =>
  [...flat(text).matchAll(/(\d+(?:\.\d+)?) ?(?:#160;)?%/g)].map(([, figure]) => Number(figure) / 100);

/** Any percentage may be the size that was chosen, divided by the level: the one level that most of them agree on. */
export const divides: Prober = (texts) => {
  const candidates = [...texts].flatMap(([size, text]) =>
    [...new Set(percentages(text))].filter((share) => share > 0).map((share) => size / share),
  );
  return mostAgreed(candidates, texts.size);
};

/** Figures that stand in every text, whatever the size, and are no share: perhaps one of them is the level, as it is. */
export const reads: Prober = (texts) => {
  const figures = [...texts].flatMap(([size, text]) => [
    ...new Set(
      [...flat(text).matchAll(/(?<![\d.])\d+(?:\.\d+)?(?![\d.]* ?%)/g)]
        .map(Number)
        .filter((figure) => figure >= 5 && figure !== size),
    ),
  ]);
  // Days, hours and sizes of pictures stand in everybody's.
  return mostAgreed(figures, texts.size);
};

function mostAgreed(candidates: number[], texts: number): number {
  const sorted = candidates.filter((one) => one > 0 && Number.isFinite(one)).sort((one, other) => one - other);
  let [best, found] = [0, middle];
  for (const [at, from] of sorted.entries()) {
    const to = sorted.findIndex((other) => other > from * 1.02);
    const agreeing = (to < 0 ? sorted.length : to) - at;
    if (agreeing > best) [best, found] = [agreeing, from];
  }
  return best >= Math.min(3, texts) ? found : middle;
}

/** The text without the size that was chosen, however it is written. */
const unsized = (text: string, size: number) =>
  flat(text)
    .replace(new RegExp(`(?<![\\d.])${size}(?:\\.0+)?(?![\\d.])`, 'g'), 'SIZE')
    .replace(/[rR]ise|[fF]all/g, 'move');

const bounds = new WeakMap<Texts, number[]>();
/** Where the text changes between one size and the next lies a boundary, which the level has something to do with. */
function boundaries(texts: Texts): number[] {
  const known = bounds.get(texts);
  if (known) return known;
  const sizes = [...texts.keys()].sort((one, other) => one - other);
  const all = sizes.flatMap((size, at) => {
    const next = sizes[at + 1];
    const changes = next !== undefined && shapeOf(texts, size) !== shapeOf(texts, next);
    return changes ? [Math.sqrt(size * next)] : [];
  });
  bounds.set(texts, all);
  return all;
}

/** Words, lines, colours and their order, without any figure. */
const shapeOf = (texts: Texts, size: number) => unsized(texts.get(size) ?? '', size).replace(/[\d.]+/g, '0');

/** Levels lie as far from their boundaries as others were seen to. */
export const bisects: Prober = (texts, studied) => {
  const [mine] = boundaries(texts);
  if (mine === undefined) return middle;
  const factors = studied.flatMap(({ level, texts: theirs }) => {
    const [first] = boundaries(theirs);
    return first === undefined ? [] : [level / first];
  });
  factors.sort((one, other) => one - other);
  return mine * (factors[Math.floor(factors.length / 2)] ?? 1);
};

/** The level of the one whose texts look most alike, word by word. */
export const resembles: Prober = (texts, studied) => {
  const mine = wordsOf(texts);
  let [best, found] = [-1, middle];
  for (const { level, texts: theirs } of studied) {
    const others = wordsOf(theirs);
    let shared = 0;
    for (const word of mine) if (others.has(word)) shared += 1;
    const likeness = shared / (mine.size + others.size - shared);
    if (likeness > best) [best, found] = [likeness, level];
  }
  return found;
};

const remembered = new WeakMap<Texts, Set<string>>();
function wordsOf(texts: Texts): Set<string> {
  const known = remembered.get(texts);
  if (known) return known;
  const words = new Set(
    [...texts].flatMap(([size, text]) =>
      unsized(text, size)
        .split(/[\s|\\",]+/)
        .map((word) => `${size} ${word}`),
    ),
  );
  remembered.set(texts, words);
  return words;
}

/** A straight line through the logarithms of each figure that stands at the same place in everybody's texts; the one that fits best. */
export const fits: Prober = (texts, studied) => {
  const mine = figuresOf(texts);
  let [least, found] = [Number.POSITIVE_INFINITY, middle];
  for (const [at, figure] of mine.entries()) {
    const pairs = studied.flatMap((one) => {
      const theirs = figuresOf(one.texts);
      const value = theirs[at];
      return theirs.length === mine.length && value !== undefined && value > 0
        ? [[Math.log(value), Math.log(one.level)] as const]
        : [];
    });
    if (pairs.length < 20 || figure <= 0) continue;
    const { slope, offset, rest } = line(pairs);
    if (rest < least) [least, found] = [rest, Math.exp(slope * Math.log(figure) + offset)];
  }
  return found;
};

const figures = new WeakMap<Texts, number[]>();
function figuresOf(texts: Texts): number[] {
  const known = figures.get(texts);
  if (known) return known;
  const all = [...texts].flatMap(([size, text]) =>
    [
      ...unsized(text, size)
        .replace(/```.*?```/gs, '')
        .matchAll(/\d+(?:\.\d+)?/g),
    ].map(Number),
  );
  figures.set(texts, all);
  return all;
}

function line(pairs: (readonly [number, number])[]) {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(pairs.map(([it]) => it)), mean(pairs.map(([, it]) => it))];
  const spread = mean(pairs.map(([it]) => (it - x) ** 2));
  const slope = spread > 0 ? mean(pairs.map(([a, b]) => (a - x) * (b - y))) / spread : 0;
  const offset = y - slope * x;
  return { slope, offset, rest: mean(pairs.map(([a, b]) => (b - slope * a - offset) ** 2)) };
}
