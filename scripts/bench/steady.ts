import { setTimeout as pause } from 'node:timers/promises';
import type { SignedDelivery } from './deliveries.ts';
import { hasBet } from './shop.ts';
import type { StubGitHub } from './stub-github.ts';

export interface Steady {
  answerP50: number;
  answerP99: number;
  /** From sending the delivery to the check on GitHub. */
  checkP50: number;
  checkP99: number;
  /** From sending the delivery to the forecast on GitHub, of those that state a bet. */
  forecastP50: number;
  forecastP99: number;
  /** Deliveries whose check had not come when the patience ended. */
  unchecked: number;
}

/** A server that has just started compiles its code first; for so long answers are several times slower, and are not counted. */
const warmUpMs = 1_000;
/** Time that what is left at the end has. */
const patienceMs = 15_000;

/** Sends deliveries at an even pace, whether or not answers come, as GitHub does; over several servers in turns. Milliseconds. Throws as `untilWorked` does. */
export async function steady(
  urls: string[],
  deliveries: SignedDelivery[],
  perSecond: number,
  { checks, comments, pushed, refuseUnknown }: StubGitHub,
  withForecasts = false,
): Promise<Steady> {
  const sent = new Map<SignedDelivery, number>();
  const answers: Promise<number>[] = [];
  const isWarm = (from: number) => from - began > warmUpMs;
  const began = performance.now();
  for (const [index, delivery] of deliveries.entries()) {
    const due = began + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    const from = performance.now();
    sent.set(delivery, from);
    pushed(delivery.number, delivery.pushes);
    const answer = answered(urls[index % urls.length] ?? '', delivery);
    if (isWarm(from)) answers.push(answer);
  }
  const answer = (await Promise.all(answers)).sort((a, b) => a - b);
  const until = performance.now() + patienceMs;
  const isUnchecked = ({ head }: SignedDelivery) => head !== undefined && !checks.has(head);
  const isOpen = (delivery: SignedDelivery) =>
    isUnchecked(delivery) || (withForecasts && hasBet(delivery.number) && !comments.has(String(delivery.number)));
  while ([...sent.keys()].some(isOpen) && performance.now() < until) await pause(20);
  refuseUnknown();
  const since = (cameAt: (delivery: SignedDelivery) => number | undefined) =>
    [...sent]
      .flatMap(([delivery, from]) => {
        const at = cameAt(delivery);
        return at === undefined || !isWarm(from) ? [] : [at - from];
      })
      .sort((a, b) => a - b);
  const check = since(({ head }) => (head === undefined ? undefined : checks.get(head)));
  const forecast = since(({ number }) => comments.get(String(number)));
  return {
    answerP50: at(answer, 0.5),
    answerP99: at(answer, 0.99),
    checkP50: at(check, 0.5),
    checkP99: at(check, 0.99),
    forecastP50: at(forecast, 0.5),
    forecastP99: at(forecast, 0.99),
    unchecked: [...sent.keys()].filter(isUnchecked).length,
  };
}

export const steadyHead = ['answer p50 ms', 'p99', 'event to check p50 ms', 'p99', 'without a check'];

export function steadyRow({ answerP50, answerP99, checkP50, checkP99, unchecked }: Steady): string[] {
  return [...[answerP50, answerP99, checkP50, checkP99].map((ms) => ms.toFixed(0)), String(unchecked)];
}

async function answered(url: string, { headers, body }: SignedDelivery): Promise<number> {
  const from = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  await response.text();
  if (!response.ok) throw new Error(`A delivery was refused with ${response.status}`);
  return performance.now() - from;
}

const at = (sorted: number[], share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
