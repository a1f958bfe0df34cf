import { kindInWords, type PushedKind, type PushedSample } from '../../domain/metric/pushed.ts';
import { nearest } from '../../domain/outcome-map/nearest.ts';
import { cut } from '../../domain/text/cut.ts';
import type { Misfit, Push, PushReading } from '../../flows/ports/pushed.ts';
import { readPushedSample } from './read-pushed-sample.ts';

const mostAtOnce = 10_000;

const keys = ['samples', 'revise'];
const example = '{"samples":[{"t":"2026-11-03","value":12}]}';
const hour = 3_600_000;

type Placed = PushedKind & { sample: PushedSample; place: number };

/**
 * Pushed samples for one series: all of one kind, each at a time of its own, none in the future. The same sample twice
 * counts once; a sample that can be read in two ways is refused.
 */
export function readPush(body: unknown, now: Date): PushReading {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return whole('the body is no JSON object', `write ${example}`);
  const other = Object.keys(body).find((key) => !keys.includes(key));
  if (other !== undefined) {
    const meant = nearest(other, keys);
    return whole(`"${cut(other, 40)}" is no key of a push`, meant ? `write "${meant}"` : `write ${example}`);
  }
  const { samples, revise = false } = body as { samples?: unknown; revise?: unknown };
  if (typeof revise !== 'boolean') return whole('"revise" is neither true nor false', 'write "revise": true');
  if (!Array.isArray(samples)) return whole('"samples" is no list', `write ${example}`);
  if (samples.length === 0) return whole('"samples" is empty', `write one or more: ${example}`);
  if (samples.length > mostAtOnce) return { kind: 'too-many', most: mostAtOnce };
  const read: Placed[] = [];
  for (const [place, sample] of samples.entries()) {
    const found = readPushedSample(sample, now);
    if ('problem' in found) return wrong(samples, place, found.problem);
    const problem = otherKind(read[0] ?? found, found);
    if (problem) return wrong(samples, place, problem);
    read.push({ ...found, place });
  }
  const once = onceEach(read);
  if ('problem' in once) return wrong(samples, once.place, once.problem);
  return { kind: 'push', push: { ...once, revise, repeated: samples.length - once.samples.length } };
}

function whole(what: string, instead: string): PushReading {
  return { kind: 'wrong', problem: { what, instead } };
}

function wrong(samples: unknown[], place: number, problem: Misfit): PushReading {
  return { kind: 'wrong', problem: { sample: place, ...timeOf(samples[place]), ...problem } };
}

/** As it was written, so that people find it. */
function timeOf(sample: unknown): { t?: string } {
  const { t } = Object(sample) as { t?: unknown };
  return typeof t === 'string' || typeof t === 'number' ? { t: cut(String(t), 40) } : {};
}

function otherKind(first: PushedKind, found: PushedKind): Misfit | undefined {
  const [one, other] = [kindInWords(first), kindInWords(found)];
  if (one === other) return undefined;
  return { what: `it has ${other}, and samples[0] has ${one}`, instead: 'push samples of one kind under one name' };
}

/** In the order of the request; or one of two that contradict each other. */
function onceEach(
  read: Placed[],
): Pick<Push, 'columns' | 'dates' | 'samples' | 'places'> | { place: number; problem: Misfit } {
  const [{ columns, dates }] = read as [Placed];
  const latest = new Map<string, Placed>();
  const kept: Placed[] = [];
  for (const one of read.toSorted((a, b) => Number(a.sample.at) - Number(b.sample.at) || a.place - b.place)) {
    const before = latest.get(one.sample.arm);
    latest.set(one.sample.arm, one);
    const gap = before ? Number(one.sample.at) - Number(before.sample.at) : hour;
    if (before && gap === 0) {
      if (JSON.stringify(before.sample.figures) === JSON.stringify(one.sample.figures)) continue;
      return { place: one.place, problem: twice(before.place) };
    }
    if (before && gap < hour) return { place: one.place, problem: tooNear(before.place) };
    kept.push(one);
  }
  kept.sort((a, b) => a.place - b.place);
  return { columns, dates, samples: kept.map(({ sample }) => sample), places: kept.map(({ place }) => place) };
}

const twice = (before: number): Misfit => ({
  key: 't',
  what: `samples[${before}] is of the same time and has other figures`,
  instead: 'send one sample for each time',
});

const tooNear = (before: number): Misfit => ({
  key: 't',
  what: `it is less than an hour from samples[${before}]`,
  instead: 'send one sample a day, or one an hour',
});
