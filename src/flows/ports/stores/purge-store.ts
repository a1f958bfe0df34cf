/** Removes what is known, in portions. */
export interface PurgeStore {
  /**
   * Writes down that everything of an installation is to be removed, which is all that will be left of it. `uninstalled`: what still comes of it
   * is dropped. `ownerId`: whose it is, if that is known otherwise.
   */
  startPurge(installationId: number, uninstalled: boolean, ownerId?: number): Promise<void>;
  /** Removes a portion of what is known of an installation and of its owner. true: there is more. */
  purgeSome(installationId: number): Promise<boolean>;
  purgeSomeOfRepository(repositoryId: number): Promise<boolean>;
}
