/** Comparisons of characters that one matcher may spend: a quarter of a second. What is not settled by then does not match. */
const mostSteps = 20_000_000;
/** A glob that is longer, or whose braces make more of it, never matches. */
const mostLetters = 256;
const mostAlternatives = 64;

type Piece = { kind: 'star' } | { kind: 'one'; takes: (char: string) => boolean };
type Segment = '**' | Piece[];

/**
 * Whether a path, or a tag's name, matches one of the globs: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}`, `**` as a segment, `\` before a character
 * that stands for itself; dots are like other characters; `docs/` is everything below docs. By hand, because globs come from people's
 * configuration and a library turns them into backtracking expressions: `*a*a*a*a*a*b` takes picomatch two seconds on a name of 100 letters, and
 * some fifteen times that for each `*a` more.
 * What picomatch says of harmless ones is what this says; the test holds them against each other.
 */
export function globMatcher(globs: string[], budget = { left: mostSteps }): (text: string) => boolean {
  const patterns = globs.flatMap((glob) => alternatives(glob).map(parseSegments));
  return (text) => {
    const segments = text.split('/').map((segment) => [...segment]);
    return patterns.some((pattern) =>
      matchesList(pattern, segments, isGlobstar, (one, it) => matches(one, it, budget)),
    );
  };
}

/**
 * The same for a list in which `!` takes out again what a pattern before it let in, as in a `.gitignore` or in the paths of a workflow: the last one that
 * matches decides. `\!` is the character.
 */
export function patternMatcher(patterns: string[]): (text: string) => boolean {
  const budget = { left: mostSteps };
  const rules = patterns.map((pattern) => {
    const takesOut = pattern.startsWith('!');
    return { takesOut, matches: globMatcher([takesOut ? pattern.slice(1) : pattern], budget) };
  });
  return (text) => rules.findLast(({ matches }) => matches(text))?.takesOut === false;
}

/** A glob is short and its braces do not multiply without end; anything else never matches. */
export function isGlob(glob: string): boolean {
  return alternatives(glob).length > 0;
}

const isGlobstar = (segment: Segment): segment is '**' => segment === '**';

function matches(segment: Exclude<Segment, '**'>, text: string[], budget: { left: number }): boolean {
  const isStar = (piece: Piece): piece is { kind: 'star' } => piece.kind === 'star';
  return matchesList(segment, text, isStar, ({ takes }, char) => {
    budget.left -= 1;
    return budget.left >= 0 && takes(char);
  });
}

/** A star stands for any run of items. Only the last star is ever tried again, so the work is the product of the lengths. */
function matchesList<Pattern, Star extends Pattern, Item>(
  pattern: Pattern[],
  items: Item[],
  isStar: (piece: Pattern) => piece is Star,
  takes: (piece: Exclude<Pattern, Star>, item: Item) => boolean,
): boolean {
  let [at, item] = [0, 0];
  let retry: { at: number; item: number } | undefined;
  while (item < items.length) {
    const piece = pattern[at];
    if (piece !== undefined && isStar(piece)) {
      at += 1;
      retry = { at, item };
    } else if (piece !== undefined && takes(piece as Exclude<Pattern, Star>, items[item] as Item)) {
      at += 1;
      item += 1;
    } else if (retry) {
      retry = { at: retry.at, item: retry.item + 1 };
      at = retry.at;
      item = retry.item;
    } else return false;
  }
  return pattern.slice(at).every(isStar);
}

function parseSegments(glob: string): Segment[] {
  const whole = glob.endsWith('/') ? `${glob}**` : glob;
  return whole.split('/').map((segment) => (segment === '**' ? segment : parsePieces(segment)));
}

function parsePieces(segment: string): Piece[] {
  const pieces: Piece[] = [];
  for (const { 0: found, groups } of segment.matchAll(/\\(?<escaped>.)|\[(?<not>[!^]?)(?<set>\]?[^\]]+)\]|\*+|./gsu)) {
    const { escaped, not, set } = groups ?? {};
    if (found.startsWith('*')) pieces.push({ kind: 'star' });
    else if (found === '?') pieces.push({ kind: 'one', takes: () => true });
    else if (set !== undefined) pieces.push({ kind: 'one', takes: setMatcher(set, not !== '') });
    else pieces.push({ kind: 'one', takes: (char) => char === (escaped ?? found) });
  }
  return pieces;
}

function setMatcher(set: string, negated: boolean): (char: string) => boolean {
  const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(([, from, to, one]) => [from ?? one ?? '', to ?? one ?? '']);
  return (char) => ranges.some(([from = '', to = '']) => char >= from && char <= to) !== negated;
}

/** `a/{b,c}` is `a/b` and `a/c`. Without a comma braces are braces. None, if there are too many. */
function alternatives(glob: string): string[] {
  if (glob === '' || glob.length > mostLetters) return [];
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const brace = /(?<!\\)\{((?:[^{},\\]|\\.)*(?:,(?:[^{},\\]|\\.)*)+)\}/su.exec(next);
    if (!brace) done.push(next);
    else {
      const [before, after] = [next.slice(0, brace.index), next.slice(brace.index + brace[0].length)];
      for (const choice of (brace[1] ?? '').split(/(?<!\\),/)) open.push(before + choice + after);
    }
    if (done.length + open.length > mostAlternatives) return [];
  }
  return [...new Set(done)].filter((pattern) => pattern !== '');
}
