import type { z } from 'zod';
import type { DomainEvent } from '../../flows/ports/domain-event.ts';

export type Reader = (payload: unknown, appId: number) => DomainEvent | undefined;

/** A reader returns `undefined` if the event is not for us. */
export const from =
  <S extends z.ZodType>(shape: S, read: (payload: z.infer<S>, appId: number) => DomainEvent | undefined): Reader =>
  (payload, appId) =>
    read(shape.parse(payload), appId);
