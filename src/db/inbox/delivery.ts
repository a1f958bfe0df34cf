import type { ConfirmedRepository } from '../../flows/ports/stores/repository-store.ts';

/** A webhook delivery as it is stored. */
export interface Delivery {
  /** `X-GitHub-Delivery`; a redelivery has the same. */
  id: string;
  event: string;
  action?: string;
  installationId?: number;
  repositoryId?: number;
  ownerId?: number;
  /** Deliveries of one subject are worked one after the other, in the order of their arrival. */
  subject: string;
  /** Two deliveries of one subject with the same meaning ask for the same work: the later one is enough. */
  meaning?: string;
  /** The body, as JSON text. */
  payload: string;
}

export interface OpenDelivery {
  id: string;
  event: string;
  receivedAt: Date;
  payload: unknown;
  /** What is kept of the repository that it names. */
  known?: ConfirmedRepository;
}

/** One that has no job. */
export type UnqueuedDelivery = Pick<Delivery, 'id' | 'subject'>;
