import type { Answer } from './method.ts';
import { injected, lifts, type Window } from './window.ts';

type Ask = (before: number[], after: number[], alpha?: number) => Answer | undefined;

/** What a method answered for one window at every lift. */
export interface Outcome {
  window: Window;
  steps: (Answer | undefined)[];
  ramp?: Answer;
  /** Found at the size that the method itself promised to see 4 times of 5. */
  ownFound?: boolean;
  milliseconds: number;
}

export interface Figures {
  windows: number;
  falseAlarms: number;
  coverage: number;
  rampCoverage: number;
  found5: number;
  found10: number;
  found20: number;
  /** Lifts of 10% found once the method's threshold is moved so that 5% of the windows without one raise an alarm. */
  forced10: number;
  wrongWay: number;
  ownFound: number;
  failures: number;
  milliseconds: number;
}

export function outcomeOf(window: Window, ask: Ask): Outcome {
  const { before, sign } = window;
  const began = performance.now();
  const still = ask(before, injected(window, 0));
  const milliseconds = performance.now() - began;
  const steps = lifts.map((lift) => (lift === 0 ? still : ask(before, injected(window, sign * lift))));
  const ramp = ask(before, injected(window, sign * 0.1, 'rising over a week'));
  const outcome: Outcome = { window, steps, milliseconds, ...(ramp ? { ramp } : {}) };
  if (still?.detectable !== undefined && still.detectable < 0.5) {
    const own = ask(before, injected(window, still.detectable));
    if (own) outcome.ownFound = own.moved && own.effect > 0;
  }
  return outcome;
}

export function figuresOf(outcomes: Outcome[]): Figures {
  const share = (of: (outcome: Outcome) => boolean | undefined) => {
    const known = outcomes.map(of).filter((value) => value !== undefined);
    return known.length ? known.filter(Boolean).length / known.length : Number.NaN;
  };
  const truth = ({ window }: Outcome, i: number) => window.sign * (lifts[i] ?? 0);
  const found = (i: number) => (o: Outcome) => o.steps[i]?.moved && Math.sign(o.steps[i].effect) === o.window.sign;
  const holds = (answer: Answer | undefined, value: number) => answer && answer.low <= value && value <= answer.high;
  const pull = (answer: Answer | undefined) => {
    if (!answer) return 0;
    const half = answer.effect > 0 ? answer.effect - answer.low : answer.high - answer.effect;
    return half > 0 ? Math.abs(answer.effect) / half : 0;
  };
  const pulls = outcomes.map(({ steps }) => pull(steps[0])).sort((a, b) => a - b);
  const threshold = pulls[Math.min(pulls.length - 1, Math.floor(0.95 * pulls.length))] ?? Number.POSITIVE_INFINITY;
  const covered = outcomes
    .flatMap((o) => o.steps.map((answer, i) => holds(answer, truth(o, i))))
    .filter((v) => v !== undefined);
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    windows: outcomes.length,
    falseAlarms: share(({ steps }) => steps[0]?.moved),
    coverage: covered.filter(Boolean).length / covered.length,
    rampCoverage: share((o) => holds(o.ramp, o.window.sign * meanRamp(o.window.after.length))),
    found5: share(found(1)),
    found10: share(found(2)),
    found20: share(found(3)),
    forced10: share(
      (o) => o.steps[2] && pull(o.steps[2]) > threshold && Math.sign(o.steps[2].effect) === o.window.sign,
    ),
    wrongWay: share((o) => o.steps[2]?.moved && Math.sign(o.steps[2].effect) !== o.window.sign),
    ownFound: share(({ ownFound }) => ownFound),
    failures: outcomes.filter(({ steps }) => steps.some((answer) => answer === undefined)).length / outcomes.length,
    milliseconds: times[times.length >> 1] ?? Number.NaN,
  };
}

/** Mean lift over the window of one that rises to 10% in a week. */
function meanRamp(days: number): number {
  return 0.1 * (1 - 3 / days);
}
