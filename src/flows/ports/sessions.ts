/** Somebody who is signed in. */
interface Session {
  userId: number;
  login: string;
  /** What GitHub gave for them, sealed. */
  token: string;
  expiresAt: Date;
}

/** Sessions by a fingerprint of what the browser holds. */
export interface Sessions {
  save(key: string, session: Session): Promise<void>;
  /** Not one that is over. */
  find(key: string, now: Date): Promise<Session | undefined>;
  end(key: string): Promise<void>;
  /** Of this person, on all browsers. */
  endAll(userId: number): Promise<void>;
  /** Removes those that are over. */
  forget(now: Date): Promise<void>;
}
