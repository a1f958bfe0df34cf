/*
 * Words that tell a list of work from what the work is to change. Whole words, in the forms in which titles have them. A verb counts
 * where the sentence begins with it, or ends with the thing done; what stands beside it may turn it into a measure ("release
 * frequency") or into the business itself ("deliver parcels within two days").
 */

/** Base, third person, -ing and past of each verb, as one alternative. */
const forms = (verbs: string[]) => verbs.join('|');

const begun = forms([
  '(?:re-?)?launch(?:es|ing)?',
  'ship(?:s|ping)?',
  '(?:re-?)?releas(?:e|es|ing)',
  'deliver(?:s|ing)?',
  'integrat(?:e|es|ing)',
  'migrat(?:e|es|ing)',
  'implement(?:s|ing)?',
  '(?:re-?)?build(?:s|ing)?',
  'roll(?:s|ing)? out',
  'deploy(?:s|ing)?',
  'develop(?:s|ing)?',
  'introduc(?:e|es|ing)',
  'redesign(?:s|ing)?',
  'refactor(?:s|ing)?',
  're-?writ(?:e|es|ing)',
  'set(?:s|ting)? up',
  'go(?:es|ing)? live',
]);

const past = forms([
  '(?:re-?)?launched',
  'shipped',
  '(?:re-?)?released',
  'delivered',
  'integrated',
  'migrated',
  'implemented',
  '(?:re-?)?built',
  'rolled out',
  'deployed',
  'developed',
  'introduced',
  'redesigned',
  'refactored',
  're-?written',
  'set up',
  'live',
  'in production',
]);

const nouns = forms([
  '(?:re-?)?launch',
  'release',
  'delivery',
  'integration',
  'migration',
  'implementation',
  'roll-?out',
  'deployment',
  'introduction',
  'redesign',
  'go-live',
  'completion',
]);

/** After one of these words stands a measure, not a thing to be made. */
const measure =
  '(?:times?|rates?|ratios?|frequenc(?:y|ies)|costs?|errors?|failures?|speed|durations?|cadence|cycles?|lead|success(?:es)?|quality|' +
  'minutes?|hours?|days?|pipelines?|conversion|satisfaction|notes|candidates?|breaks?|breakages?|queues?|fees?|address(?:es)?)';

/** What a business ships, delivers or builds for its customers all day, and what nobody builds in a sprint. */
const trade =
  '(?:orders?|parcels?|packages?|goods|meals?|mails?|e-?mails?|messages?|notifications?|letters?|food|groceries|items?|' +
  'value|results?|growth|joy|delight|savings|trust|loyalty|confidence|habits?|relationships?|awareness|reputation|momentum|resilience)';

const pace =
  '(?:faster|quicker|sooner|more|less|fewer|often|daily|weekly|hourly|safely|reliably|confidently|free|on time|within|with confidence|that|which)';

const about = String.raw`(?:\S+ ){0,2}?`;
const opening = new RegExp(
  String.raw`^(?:(?:we|will|to|successfully|fully|finally|please) )*((?:${begun}))\b(?! ?(?:${pace})\b)(?! ${about}(?:${measure}|${trade})\b)(?: \S|$)`,
  'i',
);
const openingPast = new RegExp(
  String.raw`^((?:${past}))\b(?= (?:the|a|an|our|new|all|v\d)\b)(?! ${about}(?:${measure}|${trade})\b)`,
  'i',
);
const openingNoun = new RegExp(
  String.raw`^(?:the )?((?:${nouns})) (?:of|to|with|into)\b(?! ${about}(?:${measure}|${trade})\b)`,
  'i',
);
const closing = new RegExp(
  String.raw`\b((?:(?:is|are|was|were|be|been|being|gets?|goes|go|went) )?(?:${past}))(?: (?:by|in|before|until) (?:end of )?\S+(?: \d{4})?| (?:to|for|in) (?:all|every|production|everyone|everybody)\b.*)?$`,
  'i',
);
const isTrade = new RegExp(String.raw`\b${trade}\b`, 'i');
/** Counts and shares of what is done are measures. */
const counts = new RegExp(
  String.raw`\b(?:shares?|numbers?|percentage|percent|rates?|ratios?|per|times?|median|average|p\d\d|how many|count|${trade})\b|%`,
  'i',
);
const auxiliary = /^(?:is|are|was|were|be|been|being|gets?|goes|go|went) /i;
const needsAuxiliary = /\b(?:(?:re-?)?built|developed|live|in production|set up|integrated)$/i;

const completing =
  /^((?:complet|finish)(?:e|es|ing|ed)?) (?:the |our |a )?(?:\S+ ){0,2}?(?:migration|roll-?out|launch|integration|implementation|redesign|rewrite|refactoring|project|roadmap|milestones?|epics?|phase)\b/i;
const complete =
  /((?:%|\bper ?cent|\bpercentage) ?-?(?: ?of (?:\S+ ){1,6}?(?:is |are )?)?-? ?(?:complete|completed|completion|done|finished|migrated|delivered|shipped|implemented|integrated|rolled out|built|live)\b|\b(?:migration|roll-?out|launch|integration|implementation|redesign|rewrite|refactoring|project|roadmap|delivery) (?:progress|completion|complete|completed|done|finished)\b(?! (?:times?|rates?))|\bprogress of (?:the |our )?(?:migration|roll-?out|launch|integration|implementation|redesign|rewrite|project|roadmap)\b)/i;

/** The words of a title that name work to be done; undefined: it may well name an outcome. */
export function namesWork(title: string): string | undefined {
  const text = title
    .replace(/[*_`"“”'’]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const finished = completionIn(text);
  if (finished) return finished;
  for (const clause of text.split(/(?:[;:.!?]|,| - | – | — |\b(?:and|then|by|so that)\b)\s*/i)) {
    const found = (opening.exec(clause) ??
      openingPast.exec(clause) ??
      openingNoun.exec(clause) ??
      completing.exec(clause))?.[1];
    if (found) return found;
  }
  const end = closing.exec(text)?.[1];
  if (!end || counts.test(text.slice(0, text.length - end.length))) return undefined;
  return auxiliary.test(end) || !needsAuxiliary.test(end) ? end : undefined;
}

/** How far work has come is no outcome either, even where a metric counts it: `% of the migration done`. */
export function completionIn(title: string): string | undefined {
  const found = complete.exec(title)?.[1]?.trim();
  return found && !isTrade.test(found) ? found : undefined;
}
