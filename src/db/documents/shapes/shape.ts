import { z } from 'zod';

/**
 * An object with each property of a type, and no other: one that the type gains is missed here by the compiler. What a document holds beyond that
 * (a replica of a newer version has written it) is no fault.
 */
export const shape =
  <T>() =>
  <Fields extends Record<keyof T, z.ZodType>>(fields: Fields & Record<Exclude<keyof Fields, keyof T>, never>) =>
    z.object(fields as Fields);

export const texts = z.array(z.string());
