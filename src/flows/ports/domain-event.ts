import type { Repository } from '../../domain/repository.ts';

/**
 * What a webhook delivery tells, in our own words. A trigger only: flows re-read the state (facts: order is not guaranteed,
 * payloads age). `github/deliveries/read-event.ts` makes them from payloads; `flows/handle-event.ts` acts on them.
 */
export type DomainEvent =
  /** Opened, edited, synchronized, reopened, ready for review, labelled, or closed: the flow reads which it is. */
  | ({ kind: 'pull-request-changed'; number: number } & Told)
  /** `label`: it was set, or taken away. */
  | { kind: 'issue-changed'; number: number; label?: { name: string; set: boolean } }
  /** Deleted; or transferred, and where it is now, by GitHub's ids. */
  | { kind: 'issue-gone'; number: number; movedTo?: { repository: Omit<Repository, 'installationId'>; number: number } }
  /** Somebody asked for the check to run again. `number` is absent for forks. */
  | { kind: 'check-rerequested'; headSha: string; number?: number }
  | { kind: 'button-pressed'; button: 'recheck' | 'exempt'; headSha: string; number?: number }
  /** `at`: when it was said. What waited through an outage was said before it is heard. */
  | ({
      kind: 'comment-created';
      number: number;
      onPullRequest: boolean;
      commentId: number;
      body: string;
      at?: Date;
    } & Said)
  | { kind: 'merge-group-formed'; headSha: string; baseSha: string; headRef: string }
  | {
      kind: 'release-published';
      releaseId: number;
      tag: string;
      targetCommitish: string;
      prerelease: boolean;
      url: string;
      /** Something of it was changed. */
      edited?: true;
      at: Date;
    }
  /** `moved`: it stood on another commit before. */
  | { kind: 'tag-pushed'; tag: string; moved: boolean; at: Date }
  | {
      kind: 'deployment-succeeded';
      deploymentId: number;
      environment: string;
      production: boolean;
      transient: boolean;
      sha: string;
      at: Date;
    }
  /** `branch`: absent on the default branch; on another one only what is new to the repository is told. */
  | {
      kind: 'commits-pushed';
      branch?: string;
      commits: { sha: string; message: string; at: Date }[];
      /** By GitHub's clock; a commit's own instant is what its author's machine says. */
      at?: Date;
      touchesMap: boolean;
    }
  | { kind: 'repository-deleted' }
  /** Taken out of the installation, by GitHub's ids; or transferred away. */
  | { kind: 'repositories-removed'; ids: number[] }
  | { kind: 'repositories-added'; ids: number[] }
  /** `ownerId`: whose it was. */
  | { kind: 'installation-removed'; ownerId?: number }
  | { kind: 'installation-suspended'; suspended: boolean };

/** How something was said, unless in a new comment. */
export interface Said {
  /** In the text of a review, whose id it is: GitHub's REST has no reaction to that. */
  inReview?: true;
}

/** What an event of a pull request tells that nobody could read afterwards. */
export interface Told {
  /** The text that was merged: its author may change it from then on. */
  merged?: { title: string; body: string };
  /** The sender changed the title or the description. */
  edited?: true;
  /** The sender set it, or took it away. */
  label?: { name: string; set: boolean };
  /** The sender pushed, or had GitHub push. */
  pushed?: { before: string; after: string };
}

/** The context of a delivery. */
export interface EventContext {
  installationId?: number;
  repository?: Repository;
  sender?: { login: string; isBot: boolean };
  /** The pull request or issue that it is about, and when that was opened. */
  opened?: { number: number; at: Date };
}

export type SaidComment = Extract<DomainEvent, { kind: 'comment-created' }> & { at: Date };
