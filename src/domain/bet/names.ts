import { denies } from '../declaration/names-in.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult, Objective, OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Bet } from './bet.ts';

export type StakedKeyResult = Bet['keyResults'][number];

/** What may be named in a description, and how people name it. */
export interface Names {
  /** Only part of the map may be named, and nothing may reveal the rest. */
  inPart: boolean;
  keyResults: StakedKeyResult[];
  metrics: Metric[];
  /** By its name, title or letters. */
  metric: (written: string) => Metric | undefined;
  /** By its id or title. */
  objective: (written: string) => Objective | undefined;
  /** By their ids, titles or letters, by the path of an objective, and several with a slash between them. */
  staked: (written: string) => StakedKeyResult[];
  /** By their ids in a sentence: `this contributes to KR1`. None where another id stands there, or it says which it is not. */
  inSentence: (written: string) => StakedKeyResult[];
}

export function namesOf({ metrics, objectives, inPart }: OutcomeMap): Names {
  const keyResults = objectives.flatMap((objective) =>
    objective.keyResults.map((keyResult) => ({ objective, keyResult })),
  );
  const metric = finder(
    metrics,
    ({ name }) => name,
    ({ title }) => title,
  );
  const keyResult = finder(
    keyResults,
    (one) => one.keyResult.id,
    (one) => titleOf(one.keyResult, metric(one.keyResult.metric)),
  );
  const objective = finder(
    objectives,
    ({ id }) => id,
    ({ title }) => title ?? '',
  );
  const inObjective = (written: string): StakedKeyResult | undefined => {
    const [, path = '', id = ''] = /^(.{1,80}?)\s{0,3}(?:[/>.:→›»]|->)\s{0,3}([^/>]{1,80})$/.exec(written) ?? [];
    const found = keyResult(id);
    return found && objective(path) === found.objective ? found : undefined;
  };
  const severalIn = (written: string) => {
    const parts = written.split(/\s?[/+&]\s?/, 20).map(keyResult);
    return parts.every((part) => part !== undefined) ? parts : [];
  };
  /** `KR: More paid orders`, `Key result 1`. */
  const afterItsKey = (written: string) => {
    const [, name = ''] =
      /^(?:key[\s-]?results?|kr)(?:\s?:|\s(?:no\.?|nr\.?|number)?)\s?(\S.{0,200})$/i.exec(written) ?? [];
    return name === '' ? undefined : (keyResult(name) ?? (/^\d/.test(name) ? keyResult(`KR${name}`) : undefined));
  };
  const byId = new Map(keyResults.map((one) => [one.keyResult.id.toLowerCase(), one]));
  return {
    inPart: inPart === true,
    keyResults,
    metrics,
    metric,
    objective,
    staked(written) {
      const whole = keyResult(written) ?? inObjective(written);
      if (whole) return [whole];
      if (denies(written)) return [];
      const several = severalIn(written);
      if (several.length > 1) return several;
      const [first, ...others] = written.split(/[\s:]+/, 20).map(keyResult);
      if (first) return [first, ...(others.every((other) => other !== undefined) ? others : [])];
      const again = afterItsKey(written);
      return several.length > 0 || !again ? several : [again];
    },
    inSentence(written) {
      if (saysNot.test(written) || denies(written)) return [];
      const words = (written.slice(0, 300).match(/[\p{L}\p{N}][\p{L}\p{N}._-]*/gu) ?? []).map((word) =>
        word.replace(/[._-]+$/, ''),
      );
      const named = words.filter((word) => looksLikeId(word) && !objective(word));
      const found = named.map((word) => byId.get(word.toLowerCase()));
      return found.every((one) => one !== undefined) ? [...new Set(found)] : [];
    },
  };
}

/** Letters and figures: `KR1`, `O2-KR1`. A period is none. */
const looksLikeId = (word: string) =>
  /\p{L}/u.test(word) && /\d/.test(word) && !/^(?:\d{2,4}[-_.]?)?(?:[qh]\d|fy\d{2,4})(?:[-_.]?\d{2,4})?$/i.test(word);
const saysNot =
  /(?<!\p{L})(?:no|not|none|never|instead|rather|except|former|formerly|was|were|nicht|kein|keine|pas|sin|non)(?!\p{L})/iu;

/** Finds one by its name in any case; else by what no other has: its letters, or its title. */
function finder<Item>(items: Item[], nameOf: (item: Item) => string, titleOf: (item: Item) => string) {
  const byName = new Map(items.map((item) => [nameOf(item).toLowerCase(), item]));
  const byLetters = uniquely(items, (item) => letters(nameOf(item)));
  const byTitle = uniquely(items, (item) => letters(titleOf(item)));
  return (written: string): Item | undefined => {
    const folded = letters(written);
    return (
      byName.get(written.toLowerCase()) ?? (folded === '' ? undefined : (byLetters.get(folded) ?? byTitle.get(folded)))
    );
  };
}

function uniquely<Item>(items: Item[], key: (item: Item) => string): Map<string, Item> {
  const groups = Map.groupBy(items, key);
  return new Map(
    [...groups].flatMap(([name, [first, ...others]]) => (first && others.length === 0 ? [[name, first]] : [])),
  );
}

/** Names that differ only in case, blanks or punctuation are equal. */
const letters = (text: string) =>
  text
    .slice(0, 300)
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}%+#]/gu, '')
    .toLowerCase();

export const titleOf = ({ title, id }: KeyResult, metric: Metric | undefined): string => title ?? metric?.title ?? id;
