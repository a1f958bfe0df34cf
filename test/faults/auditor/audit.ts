import { type Rule, type SeenComment, type SeenPull, type SeenRepository, type Violation, verdicts } from './seen.ts';
import {
  commandIn,
  conclusionFor,
  type Fate,
  fatesOf,
  isBet as isBetIn,
  obedienceTo,
  type Rules,
  rulesOf,
  statedIn,
} from './truth.ts';

export interface Circumstances {
  /** The login by which the app comments. */
  app: string;
  checkName: string;
  /** Who may write. */
  writers: string[];
  /** Words of each owner that nobody else may read. */
  ownWords: Record<string, string>;
  /** The instants by which everything due was asked for, ascending. */
  readoutsBy: Date[];
}

const day = 86_400_000;

type Complaint = (rule: Rule, expected: string, found: string) => void;

/** What the events demand, held against what stands on GitHub. Empty: every promise is kept. */
export function audit(repositories: SeenRepository[], circumstances: Circumstances): Violation[] {
  return repositories.flatMap((repository) =>
    repository.pulls.flatMap((pull) => {
      const found: Violation[] = [];
      const complain: Complaint = (rule, expected, is) =>
        found.push({ rule, repository: repository.fullName, number: pull.number, expected, found: is });
      auditWords(repository, pull, circumstances, complain);
      if (repository.map === undefined) auditQuiet(pull, circumstances, complain);
      else auditPull(repository, pull, rulesOf(repository.map), circumstances, complain);
      return found;
    }),
  );
}

function auditWords(
  { fullName }: SeenRepository,
  pull: SeenPull,
  { app, ownWords }: Circumstances,
  complain: Complaint,
) {
  const owner = fullName.split('/')[0] ?? '';
  const texts = [...pull.comments.filter(({ author }) => author === app).map(({ body }) => body)];
  texts.push(...pull.checks.map(({ text }) => text));
  for (const [other, word] of Object.entries(ownWords)) {
    if (other === owner) continue;
    const told = texts.find((text) => new RegExp(`\\b${word}\\b`, 'i').test(text));
    if (told) complain('own words alone', `nothing of ${other}`, told.slice(0, 200));
  }
}

function auditQuiet(pull: SeenPull, { app, checkName }: Circumstances, complain: Complaint) {
  const comments = pull.comments.filter(({ author }) => author === app).length;
  const checks = pull.checks.filter(({ name }) => name === checkName).length;
  const labels = pull.labels.filter((name) => name.startsWith('soundings:'));
  if (comments + checks + labels.length > 0)
    complain('quiet without a map', 'nothing', `${checks} checks, ${comments} comments, labels [${labels.join(', ')}]`);
}

function auditPull(
  repository: SeenRepository,
  pull: SeenPull,
  rules: Rules,
  circumstances: Circumstances,
  complain: Complaint,
) {
  const { app, writers } = circumstances;
  const own = pull.comments.filter(({ author }) => author === app).map(marked);
  auditChecks(repository, pull, rules, circumstances, complain);
  auditAnswers(repository, pull, own, circumstances, complain);
  const isBet = isBetIn(pull, repository, writers);
  const { mergedAt } = pull;
  const fates = isBet && mergedAt ? fatesOf({ ...pull, mergedAt }, repository, rules, writers) : [];
  const fate = fates.find((one) => fits(one, own)) ?? fates[0];
  auditForecast(pull, rules, isBet, fate, own, circumstances, complain);
  auditReadouts(pull, rules, fate, own, circumstances, complain);
}

/** Of two fates the forecast tells which one it was, and everything else has to follow from that. */
const fits = (fate: Fate, own: Marked[]): boolean =>
  own.some(({ kind, body }) => kind === 'forecast' && saysLive(body) === liveIn(fate));

/** By whose word it is out. */
const saysLive = (body: string): string | undefined => /, as `([\w-]+)` said, /.exec(body)?.[1];
const liveIn = (fate: Fate | undefined): string | undefined => (fate && 'live' in fate ? fate.live : undefined);

function auditChecks(
  repository: SeenRepository,
  pull: SeenPull,
  rules: Rules,
  { checkName, writers }: Circumstances,
  complain: Complaint,
) {
  const runs = pull.checks.filter(({ name }) => name === checkName);
  for (const sha of new Set([pull.headSha, ...runs.map((run) => run.sha)])) {
    const here = runs.filter((run) => run.sha === sha);
    const needed = pull.state === 'open' && sha === pull.headSha;
    if (here.length > 1 || (needed && here.length === 0))
      complain('one check', `one on ${sha.slice(0, 7)}${needed ? ', the open head' : ''}`, String(here.length));
    const [only] = here;
    const right = conclusionFor(pull, repository, rules, writers);
    if (needed && only && (only.status !== 'completed' || only.conclusion !== right))
      complain('right check', right, `${only.status} ${only.conclusion}`);
  }
}

interface Marked extends SeenComment {
  kind: string;
  fields: Record<string, string>;
}

function marked(comment: SeenComment): Marked {
  const [line = ''] = comment.body.split('\n');
  const [, kind = 'unmarked', words = ''] = /^<!-- soundings:([a-z]+) v1(.*?) ?-->/.exec(line) ?? [];
  const pairs = words
    .trim()
    .split(' ')
    .map((pair) => pair.split('='));
  return { ...comment, kind, fields: Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value])) };
}

/**
 * A refusal or a text is one reply; else a reaction alone is the answer. People without write access get words once a day, and both only as there is
 * room on their own account.
 */
function auditAnswers(
  repository: SeenRepository,
  pull: SeenPull,
  own: Marked[],
  { app, writers }: Circumstances,
  complain: Complaint,
) {
  const replies = own.filter(({ kind }) => kind === 'reply');
  const wanted = new Set<string>();
  for (const comment of pull.comments) {
    const { id, author, body, reactions } = comment;
    const command = author.endsWith('[bot]') ? undefined : commandIn(body);
    if (command === undefined) continue;
    const mayBe = writers.includes(author) ? obedienceTo(comment, pull, repository, writers) : [false];
    const obeyed = mayBe.find((one) => reactions.includes(`${app} ${one ? '+1' : 'confused'}`)) ?? mayBe[0] === true;
    const inWords = !obeyed || command === 'help';
    if (inWords) wanted.add(String(id));
    const isGuest = !writers.includes(author);
    const given = replies.filter(({ fields }) => fields.key === String(id)).length;
    if (given !== (inWords ? 1 : 0) && !(isGuest && given === 0))
      complain('one answer', `${inWords ? 'one reply' : 'no reply'} to "${command}" by ${author}`, `${given} replies`);
    const reaction = `${app} ${obeyed ? '+1' : 'confused'}`;
    const shown = reactions.filter((one) => one.startsWith(`${app} `));
    if ((shown.length !== 1 || shown[0] !== reaction) && !(isGuest && shown.length === 0))
      complain('one answer', `${reaction} on "${command}" by ${author}`, shown.join(', ') || 'no reaction');
  }
  for (const { fields, body } of replies)
    if (!wanted.has(fields.key ?? '')) complain('one answer', 'no reply that nobody asked for', body.slice(0, 200));
}

function auditForecast(
  pull: SeenPull,
  rules: Rules,
  isBet: boolean,
  fate: Fate | undefined,
  own: Marked[],
  circumstances: Circumstances,
  complain: Complaint,
) {
  const forecasts = own.filter(({ kind }) => kind === 'forecast');
  const [only] = forecasts;
  const settled = pull.state === 'closed' && pull.mergedAt === undefined;
  if (forecasts.length > 1) return complain('one forecast', 'one at most', String(forecasts.length));
  if (!isBet) {
    const silent = own.filter(({ kind }) => kind !== 'forecast' && kind !== 'reply');
    for (const { kind } of silent) complain('no comment without a bet', 'none', kind);
    if (only && !settled && !only.body.includes('This pull request no longer names an outcome'))
      complain('no comment without a bet', 'a forecast that is taken back', only.body.slice(0, 200));
    return;
  }
  if (settled) return;
  if (!only) return complain('one forecast', 'one', 'none');
  const { expects } = statedIn(pull.body);
  if (expects !== undefined && !new RegExp(`\\b${expects}%`).test(only.body))
    complain('right forecast', `it says ${expects}%`, only.body.slice(0, 300));
  const longer = isExtended(own);
  if (
    longer &&
    (fate?.state !== 'shipped' || expects === undefined || !finalIsDue(pull, rules, fate.at, circumstances))
  )
    complain('right forecast', 'no window more before its last readout was due', only.body.slice(0, 300));
  const concluded = fate?.state === 'shipped' && finalIsDue(pull, rules, fate.at, circumstances, longer);
  const state = concluded ? 'concluded' : (fate?.state ?? 'open');
  if (only.fields.state !== state) complain('right forecast', `state=${state}`, `state=${only.fields.state}`);
  if (fate?.state === 'shipped' && fate.tag && !only.body.includes(fate.tag))
    complain('right forecast', `shipped in ${fate.tag}`, / in (v[\d.]+)/.exec(only.body)?.[1] ?? 'another release');
  const live = liveIn(fate);
  if (saysLive(only.body) !== live)
    complain('right forecast', live ? `out as ${live} said` : "out by nobody's word", only.body.slice(0, 300));
}

const readoutDays = (pull: SeenPull, { followUp }: Rules) =>
  [...new Set([...followUp, ...statedIn(pull.body).windows])].sort((one, other) => one - other);

const isDue = (shippedAt: Date, days: number, by: Date) => shippedAt.getTime() + days * day <= by.getTime();

/** By itself, as its forecast says: whether the longer window could tell is known to the app alone. */
const isExtended = (own: Marked[]) =>
  own.some(({ kind, body }) => kind === 'forecast' && /^.*Measured longer by \d+ days since/m.test(body));

/** One more window is as long as all of the first. */
function finalIsDue(
  pull: SeenPull,
  rules: Rules,
  shippedAt: Date,
  { readoutsBy }: Circumstances,
  longer = false,
): boolean {
  const last = (readoutDays(pull, rules).at(-1) ?? 28) * (longer ? 2 : 1);
  return readoutsBy.some((by) => isDue(shippedAt, last, by));
}

function auditReadouts(
  pull: SeenPull,
  rules: Rules,
  fate: Fate | undefined,
  own: Marked[],
  circumstances: Circumstances,
  complain: Complaint,
) {
  const of = (kind: string) => own.filter((comment) => comment.kind === kind);
  const [finals, interims] = [of('final'), of('interim')];
  const labels = pull.labels.filter((name) => verdicts.some((verdict) => name === `soundings:${verdict}`));
  const alarms = of('alarm').map(({ fields }) => fields.key);
  if (new Set(alarms).size < alarms.length) complain('one alarm a guardrail', 'one each', alarms.join(', '));

  const shippedAt = fate?.state === 'shipped' ? fate.at : undefined;
  const longer = isExtended(own);
  const due = shippedAt !== undefined && finalIsDue(pull, rules, shippedAt, circumstances, longer);
  if (finals.length !== (due ? 1 : 0))
    complain(due ? 'one final' : 'no readout before its day', due ? 'one' : 'none', String(finals.length));
  const spoken = shippedAt !== undefined && (longer || interimWasDue(pull, rules, shippedAt, circumstances));
  if (interims.length !== (spoken ? 1 : 0))
    complain(
      spoken ? 'one interim' : 'no readout before its day',
      spoken ? 'one' : 'none',
      `${interims.length} interim`,
    );
  // Without its final there is nothing to hold the label against.
  if (due && finals.length === 0) return;
  const verdict = due ? finals[0]?.fields.verdict : fate?.state === 'reverted' ? 'reverted' : undefined;
  const wanted = verdict === undefined ? [] : [`soundings:${verdict}`];
  if (labels.join() !== wanted.join())
    complain('one verdict label', wanted.join() || 'none', labels.join(', ') || 'none');
}

/** An earlier readout was due at one of the instants, and the last one was not. */
function interimWasDue(pull: SeenPull, rules: Rules, shippedAt: Date, { readoutsBy }: Circumstances): boolean {
  const days = readoutDays(pull, rules);
  const last = days.at(-1) ?? 28;
  return readoutsBy.some((by) => isDue(shippedAt, days[0] ?? 28, by) && days.length > 1 && !isDue(shippedAt, last, by));
}
