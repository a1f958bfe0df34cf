import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { LRUCache } from 'lru-cache';
import { globMatcher } from '../../domain/text/glob.ts';
import type { OwnerPlace, PageRecord, Reader } from '../../flows/ports/page-record.ts';
import type { PushTokens } from '../../flows/ports/pushed.ts';
import { bearerOf } from '../push/bearer.ts';
import type { readableBy } from '../sign-in/readable.ts';
import { NoAnswer } from './no-answer.ts';

interface Guests {
  record: Pick<PageRecord, 'owner' | 'repositories' | 'openTo'>;
  tokens: PushTokens;
  readable: ReturnType<typeof readableBy>;
  /** The installation's client: it says what is public of the owner. */
  tokenOf(installationId: number): Promise<string>;
  now(): Date;
}

/** What GitHub said, or that it said nothing: it is not asked again by everybody who comes. */
const rememberedMs = 10_000;
const mostRemembered = 1_000;

type Found = { place: OwnerPlace; reader: Reader } | undefined;

/** Readers who are not signed in. */
export function guestsOf({ record, tokens, readable, tokenOf, now }: Guests) {
  const lately = new LRUCache<number, Promise<Reader>>({
    max: mostRemembered,
    ttl: rememberedMs,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });
  /** What is public of an owner, as GitHub says. */
  const publicOf = (place: OwnerPlace, installation: number): Promise<Reader> => {
    const known = lately.get(place.ownerId);
    if (known) return known;
    const asked = tokenOf(installation)
      .then((token) => readable({ key: 'everybody', token }, { ...place, installationIds: [] }))
      .catch((cause: unknown) => {
        throw new NoAnswer('GitHub gave no answer', { cause });
      });
    lately.set(place.ownerId, asked);
    return asked;
  };
  const bearer = bearerOf(tokens);
  // The database accepts no NUL.
  const placeOf = async (owner: string) => (owner.includes('\0') ? undefined : record.owner(owner));
  return {
    /** With a token that the operator made: the part of its owner's record that it names. */
    async byToken(call: Context, owner: string): Promise<Found | 'refused'> {
      const { incoming } = (call as Context<{ Bindings: HttpBindings }>).env;
      const token = await bearer(incoming);
      if (typeof token === 'string' || !token.read) return 'refused';
      const place = await placeOf(owner);
      if (place?.ownerId !== token.ownerId) return undefined;
      const isRead = globMatcher(token.repositories.map((name) => name.toLowerCase()));
      const known = [...(await record.repositories(place.ownerId))];
      const reader = known.filter(([, { name }]) => token.repositories.length === 0 || isRead(name.toLowerCase()));
      return reader.length === 0 ? undefined : { place, reader: new Map(reader) };
    },

    /**
     * For everybody, if the owner's map says `policy.portfolio: public`: the repositories for which such a map is in
     * force, and which GitHub calls public, now or a few minutes ago. Asked once for all readers.
     */
    async everybody(owner: string): Promise<Found> {
      const place = await placeOf(owner);
      if (!place) return undefined;
      const { ids, homes } = await record.openTo(place.ownerId);
      const [installation] = place.installationIds;
      if (ids.length === 0 || installation === undefined) return undefined;
      const listed = await publicOf(place, installation);
      const reader = [...listed].filter(
        ([id, repository]) =>
          !repository.private && (ids.includes(id) || homes.includes(repository.name.toLowerCase())),
      );
      return reader.length === 0 ? undefined : { place, reader: new Map(reader) };
    },
  };
}
