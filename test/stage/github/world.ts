import type { Clock } from './clock.ts';
import type { Emulator } from './emulator.ts';
import type { Json } from './json.ts';
import type { People } from './people.ts';
import type { PullStates } from './pull-states.ts';
import type { Relay } from './relay.ts';

export interface App {
  id: number;
  slug: string;
  name: string;
  privateKey: string;
  /** Where this GitHub is reached, without a trailing slash. */
  origin: string;
  /** Installation tokens handed out, and whose they are. */
  ownerOfToken: Map<string, string>;
  /** Installation id by owner. */
  installations: Map<string, number>;
  events: string[];
  /** Owners whose installation is suspended or removed: no tokens, no events. */
  parked: Set<string>;
}

/** Signing in by the app: the one who is asked sits at the keyboard, and agrees. */
interface SignIn {
  clientId: string;
  clientSecret: string;
  atKeyboard: string | undefined;
  /** Each good for one exchange. */
  codes: Map<string, { login: string; challenge: string; redirectUri: string }>;
  /** Who has taken back what they allowed. */
  revoked: Set<string>;
}

/** What the parts of the fake GitHub share: the emulator, and all that is kept beside it. */
export interface World {
  emulator: Emulator;
  clock: Clock;
  relay: Relay;
  app: App;
  people: People;
  /** What people may do in one repository, where it differs: by full name in lowercase. */
  rights: Map<string, People>;
  pulls: PullStates;
  /** Fields of check runs that the emulator drops, by run id. */
  checkExtras: Map<number, { actions: Json[]; annotations: Json[] }>;
  /** By comment id. */
  reactions: Map<number, Json[]>;
  deployments: Map<number, { repo: string; deployment: Json; statuses: Json[] }>;
  signIn: SignIn;
  /** `missing`: `/graphql` answers 404. */
  graphql: 'served' | 'missing';
}
