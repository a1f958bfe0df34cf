import { parseDeclaration } from '../declaration/parse-declaration.ts';
import { proseUnder } from '../text/prose-under.ts';
import { readableLines } from '../text/readable-lines.ts';

const fields: [RegExp, { name: string; write: string }][] = [
  [
    /^we believe that$/i,
    { name: 'We believe that', write: 'the change, for example `asking for name and email only`' },
  ],
  [/^for whom$/i, { name: 'For whom', write: 'the people that it is for, for example `teams on their first visit`' }],
  [/^will$/i, { name: 'Will', write: 'what it moves, for example `let more of them finish the sign-up`' }],
  [
    /^because$/i,
    { name: 'Because', write: 'the evidence, for example `7 of 10 interviewed trial users stop at the address form`' },
  ],
  [
    /^kind$/i,
    { name: 'Kind', write: 'one of `customer`, `product`, `market`, `competitor`, `pricing`, `revenue engine`' },
  ],
  [/^riskiest assumption$/i, { name: 'Riskiest assumption', write: 'what, if it is wrong, makes the rest wrong' }],
  [
    /^lightest test$/i,
    { name: 'Lightest test', write: 'the least work that would show that assumption right or wrong' },
  ],
];

const expectations = {
  name: 'Expectations',
  write: 'the lines of a bet: `Key result: KR1`, or `Expect: signup_rate +3% within 14 days`',
};

/** A field of the hypothesis form that is empty or was left as it was, and what to write there. */
export interface MissingField {
  /** The heading, as the form has it. */
  name: string;
  write: string;
}

/** What a hypothesis does not say yet, in the order of the form. An issue without the form's headings lacks what the form asks for too. */
export function missingFields(body: string): MissingField[] {
  const answers = proseUnder(
    readableLines(body),
    fields.map(([pattern, field]) => [pattern, field.name]),
  );
  const declaration = parseDeclaration(body);
  const { keyResults, because } = declaration;
  const says = (name: string) => answers.has(name) || (name === 'Because' && because !== undefined);
  const missing = fields.flatMap(([, field]) => (says(field.name) ? [] : [field]));
  return keyResults.length + declaration.expectations.length > 0 ? missing : [...missing, expectations];
}
