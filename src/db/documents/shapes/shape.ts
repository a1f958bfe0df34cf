import { z } from 'zod';

/**
 * An object with each property of a type, and no other: the compiler refuses a shape that lacks a new property. Further
 * properties in a document are not an error, since a replica of a newer version may have written it.
 */
export const shape =
  <T>() =>
  <Fields extends Record<keyof T, z.ZodType>>(fields: Fields & Record<Exclude<keyof Fields, keyof T>, never>) =>
    z.object(fields as Fields);

export const texts = z.array(z.string());
