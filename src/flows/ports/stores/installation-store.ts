/** Who has installed the app. */
export interface InstallationStore {
  /** Installations of an owner by login, whatever its case, with the names of their repositories. */
  installationsOf(owner: string): Promise<{ id: number; repositories: string[] }[]>;
  knownInstallations(): Promise<{ id: number; suspended: boolean }[]>;
  suspendInstallation(installationId: number, suspended: boolean): Promise<void>;
}
