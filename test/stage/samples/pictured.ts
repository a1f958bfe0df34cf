import { createHash } from 'node:crypto';
import { comments, type SampleComment } from './sample-comments.ts';

/** What the README shows, by the name of its picture. */
export const pictured = new Map<string, SampleComment>(
  Object.entries({ forecast: 'forecast: open', readout: 'final: moved' }).map(([picture, name]) => {
    const sample = comments().find((one) => one.name === name);
    if (!sample) throw new Error(`No sample is called ${name}`);
    return [picture, sample];
  }),
);

/** By picture, a hash of the text that it shows. */
export const textsPictured = () =>
  Object.fromEntries(
    [...pictured].map(([picture, { body }]) => [picture, createHash('sha256').update(body).digest('hex')]),
  );
