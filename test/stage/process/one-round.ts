/*
 * Loaded first in a server: its round of each minute comes once, soon after the start. Readouts of a release of the past are due at once, and a story that runs
 * them at instants of its own has to be the only one who does.
 */
const minute = { least: 54_000, most: 66_000 };
const wait = globalThis.setTimeout;
const never = (milliseconds = 0) => milliseconds >= minute.least && milliseconds <= minute.most;
const patient = (work: () => void, milliseconds?: number, ...given: []) =>
  wait(work, never(milliseconds) ? 86_400_000 : milliseconds, ...given);
globalThis.setTimeout = Object.assign(patient, wait) as typeof setTimeout;
