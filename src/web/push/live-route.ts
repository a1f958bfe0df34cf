import type { LiveReading, LiveTaken, LiveWish, PushToken } from '../../flows/ports/pushed.ts';
import { type Answer, type Door, refused } from './entrance.ts';

export interface LiveHandling {
  readLive(body: unknown, now: Date): LiveReading;
  takeLive(token: PushToken, wish: LiveWish, now: Date): Promise<LiveTaken>;
}

/** Where people's systems report that a change reached its users. */
export const liveDoor = ({ readLive, takeLive }: LiveHandling): Door => ({
  covers: ({ live }) => live,
  async take(token, json) {
    const now = new Date();
    const reading = readLive(json, now);
    if (reading.kind === 'wrong') {
      const { key, what, instead } = reading.problem;
      return refused(422, `${key === undefined ? '' : `${key}: `}${what}; ${instead}`, { ...reading.problem });
    }
    return inWords(await takeLive(token, reading.wish, now), reading.wish);
  },
});

function inWords(taken: LiveTaken, { repository }: LiveWish): Answer {
  switch (taken.kind) {
    case 'taken': {
      const { number, isNew, shippedAt } = taken;
      return { status: 202, body: { repository, number, new: isNew, ...(shippedAt && { at: shippedAt }) } };
    }
    case 'unknown':
      return refused(
        404,
        taken.what === 'repository'
          ? `nothing is known of a repository ${repository} of this owner: is the App installed there, and has a pull request been opened since?`
          : 'no pull request with a bet was merged as that commit, as far as is known: give its "number"',
      );
    case 'refused':
      return refused(409, taken.why);
  }
}
