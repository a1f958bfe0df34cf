const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const named = String.raw`(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|\.)?`;
/** Where days and months change places, a day that is no month. */
const late = '(?<day>1[3-9]|2[0-9]|3[01])';

const patterns = [
  String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})(?:[t ]\d{1,2}:\d{2}\S*)?`,
  String.raw`(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日`,
  String.raw`(?<day>\d{1,2})\. ?(?<month>\d{1,2})\. ?(?<year>\d{4})`,
  String.raw`${late}/(?<month>\d{1,2})/(?<year>\d{4})`,
  String.raw`(?<month>\d{1,2})/${late}/(?<year>\d{4})`,
  String.raw`${day} (?:of )?${named},? (?<year>\d{4})`,
  String.raw`${named} ${day},? (?<year>\d{4})`,
].map((pattern) => new RegExp(`^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\\.?,? )?${pattern}$`, 'i'));

/** `2026-11-03` of a day as people write it. What could be two days, such as 11/03/2026, or turns on a clock is none. */
export function writtenDay(written: string): string | undefined {
  const groups = patterns.map((pattern) => pattern.exec(written)?.groups).find((found) => found !== undefined);
  if (!groups) return undefined;
  const { year, month = '', day } = groups;
  const ofYear = Number(month) || months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const date = new Date(Date.UTC(Number(year), ofYear - 1, Number(day)));
  const exists = date.getUTCMonth() === ofYear - 1 && date.getUTCDate() === Number(day);
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
