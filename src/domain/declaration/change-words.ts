/** What the words around the figures of a change say. */
export interface WordedChange {
  /** The figures alone. */
  figures: string;
  /** `increases by 3%` */
  direction?: '+' | '-';
  /** `at least 50`, `drops to 50` */
  bound?: 'at-least' | 'at-most' | 'reach';
  /** `down to 50`, `to 50`: where it goes, whatever stands before the metric. */
  towardsLevel?: true;
  /** `by 3%`, `a rise of 3%`, `3% more`: nothing but a change. */
  by: boolean;
  /** `+0.5% (absolute)` */
  absolute: boolean;
  /** `10% better`: which way that is turns on the metric. */
  towards?: 'better' | 'worse';
  /** `50 per week`, of a series that is counted by day. */
  period?: string;
}

const modal =
  /^(?:(?:should|shall|will|would|must|can|could|may|do|does|did|to|is|are|be|being|it|expected|likely|going|gets?|has|have|a|an|the|by|maybe|perhaps|probably|possibly|hopefully|ideally|(?:go(?:es)?|moves?|changes?)(?=\s(?:from\s|by\s[+-]|[+-])))\s)+/i;
const up =
  /^(?:up(?!\sto\s)|plus|rises?|rising|raises?|raised?|increases?|increased|increasing|grows?|growing|goes up|go up|uplift|an uplift|a rise|a gain|a growth|gains?|adds?|climbs?|lifts?|boosts?|jumps?|surges?|soars?|bumps?|ticks up|tick up|higher|more|another|additional|extra)(?=\s|$)(?!\sthan\s)/i;
const down =
  /^(?:down|minus|falls?|falling|decreases?|decreased|decreasing|drops?|dropping|declines?|reduces?|reduced|shrinks?|goes down|go down|lowers?|lowered|cuts?|slash(?:es|ed)?|loses?|dips?|plunges?|slides?|trims?|saves?|shaves?|ticks down|lower|less|fewer)(?=\s|$)(?!\sthan\s)/i;
const least =
  /^(?:at least|at minimum|north of|no (?:lower|fewer) than|not (?:(?:be|get|fall|go) ){0,2}(?:lower|below) (?:than )?|no less than|not (?:less|fewer|lower) than|min(?:imum|\.)?|more than|higher than|over|above|(?:stays?|remains?|keeps?) (?:above|over|at least)|at or above|exceed(?:s|ing)?|surpass(?:es|ing)?|cross(?:es|ing)?|pass(?:es|ing)?|>=|≥|>)\s?/i;
const most =
  /^(?:at most|at maximum|south of|sub[\s-]?(?=\d)|no (?:worse|slower|higher) than|not (?:(?:be|get|become|go|any) ){0,2}(?:worse|slower|higher) than|not (?:(?:be|get|become|go|any|ever) ){0,2}(?:(?:up|down|rise|increase|grow|go up|fall|drop|decrease|regress|degrade|worsen|deteriorate|exceed|change|move|get worse) ?)?(?:by )?(?:more than|over|above)|not exceed|no more than|not more than|max(?:imum|\.)?|up to|less than|fewer than|lower than|under|below|(?:stays?|remains?|keeps?|is kept) (?:below|under|at most)|at or below|<=|≤|<)\s?/i;
const reach =
  /^(?:(?:to|at)(?=\s[$€£¥]?\d)|reach(?:es|ing)?|hits?|hitting|(?:gets?|getting|goes|is|be)\s(?:back\s)?to|back to|(?:returns?|recovers?)\sto|comes? to|becomes?|arrives? at)\s/i;
const about = /^(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.?|nearly|almost|~|≈)\s?/i;
export const perDay = /\s?(?:\/|(?:a|per|each|every)\s)(?:day|d)$|\s(?:daily)$/i;
const perOther =
  /\s?(?:\/|(?:a|per|each|every)\s)(hour|week|month|quarter|year|w|mo)$|\s(hourly|weekly|monthly|yearly)$/i;
const tail =
  /[\s,]{0,3}(?:\?{1,3}|(?:we|i) hope|hopefully|probably|maybe|est(?:\.|imated)?|(?:vs\.?|versus|compared (?:to|with)|relative to|against|over|than)\s(?:the\s|our\s)?(?:control(?: group)?|hold-?out(?: group)?|baseline|today|now|before|status quo|current (?:level|value|rate))|rel(?:\.|ative(?:ly)?)?|in total|overall|all in all|or so|at the most|then)$/i;
const absolutely = /\s?abs(?:\.|olute(?:ly)?)?$/i;
/** `+3% from 3.1%` */
const fromToday = /\sfrom\s[~≈]?\s?[$€£¥]?\d[\d.,]{0,12}\s?(?:%|\p{L}{1,4})?$/iu;
/** Which way is better, the metric knows. */
const orBetter = /\s?(?:or|and) better$/i;
const orMore = /\s?(?:or|and) (?:more|higher|above)$|\s(?:at least|minimum|min\.?)$|(?<=[\d%])\+$/i;
const orLess = /\s?(?:or|and) (?:less|fewer|lower|below)$|\s(?:at most|maximum|max\.?|tops)$/i;
const improving = /^(?:improv(?:es?|ed|ing)|worsens?|gets? (?:better|worse))\s/i;
const better = /^(.*\d.*?)\s(better|improvement|improved|faster|quicker|worse|slower)$/i;
const noun =
  /^(.*\d.*?)\s(increase|rise|growth|uplift|uptick|lift|gain|jump|bump|boost|surge|decrease|drop|fall|decline|dip|cut|saving|reduction|more|additional|extra|higher|up|fewer|less|lower|down)$/i;

/** Takes the words off a change, from outside to inside. */
export function wordsOff(written: string): WordedChange {
  const worded: WordedChange = { figures: written, by: false, absolute: false };
  fromTheEnd(worded);
  fromTheBeginning(worded);
  return worded;
}

function fromTheEnd(worded: WordedChange): void {
  const off = (pattern: RegExp) => {
    const found = pattern.exec(worded.figures);
    if (found) worded.figures = worded.figures.slice(0, found.index);
    return found;
  };
  for (let more = true; more; ) {
    more = off(tail) !== null;
    if (off(absolutely)) more = worded.absolute = true;
    if (off(orBetter)) {
      worded.bound ??= 'reach';
      more = true;
    }
    if (off(orMore)) {
      worded.bound ??= 'at-least';
      more = true;
    }
    if (off(orLess)) {
      worded.bound ??= 'at-most';
      more = true;
    }
    if (off(perDay)) more = true;
    if (/^[+-]/.test(worded.figures) && off(fromToday)) more = true;
    const period = off(perOther);
    if (period) {
      worded.period = period[1] ?? period[2] ?? '';
      more = true;
    }
  }
  const [, improved, how = ''] = better.exec(worded.figures) ?? [];
  if (improved !== undefined) {
    worded.figures = improved;
    worded.towards = /^(?:worse|slower)$/i.test(how) ? 'worse' : 'better';
  }
  const [, figures, word = ''] = noun.exec(worded.figures) ?? [];
  if (figures === undefined || /^[+-]/.test(figures)) return;
  worded.figures = figures;
  worded.by = true;
  worded.direction =
    /^(?:increase|rise|growth|uplift|uptick|lift|gain|jump|bump|boost|surge|more|additional|extra|higher|up)$/i.test(
      word,
    )
      ? '+'
      : '-';
}

function fromTheBeginning(worded: WordedChange): void {
  const off = (pattern: RegExp) => {
    const found = pattern.exec(worded.figures);
    if (found) worded.figures = worded.figures.slice(found[0].length).trimStart();
    return found;
  };
  for (let more = true; more; ) {
    more = false;
    const modals = reach.test(worded.figures) ? null : off(modal);
    if (modals) {
      worded.by ||= /\bby\s$/i.test(modals[0]);
      more = true;
    }
    const improves = off(improving);
    if (improves) {
      worded.towards ??= /^(?:improv|gets? b)/i.test(improves[0]) ? 'better' : 'worse';
      more = true;
    }
    // `rises to 50` is a level, `rises from 40 to 50` two.
    for (const [pattern, direction] of [
      [up, '+'],
      [down, '-'],
    ] as const)
      if (worded.direction === undefined && off(pattern)) {
        worded.direction = direction;
        worded.by ||= /^of\s/i.test(worded.figures);
        more = true;
        if (off(/^to\s/i)) {
          worded.bound = direction === '+' ? 'at-least' : 'at-most';
          worded.towardsLevel = true;
          delete worded.direction;
        }
      }
    for (const [pattern, bound] of [
      [least, 'at-least'],
      [most, 'at-most'],
      [reach, 'reach'],
    ] as const)
      if (off(pattern)) {
        worded.bound ??= bound;
        if (bound === 'reach') worded.towardsLevel = true;
        more = true;
      }
    if (off(about) || off(/^of\s/i)) more = true;
  }
}
