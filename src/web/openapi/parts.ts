/** A part of a JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type Schema = { [key: string]: unknown };

export const text: Schema = { type: 'string' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const figure: Schema = { type: 'number' };
export const truth: Schema = { type: 'boolean' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const date: Schema = { type: 'string', format: 'date' };

export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** May be null: hidden, or missing. */
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** All are present, except those named `optional`. Fields may be added. */
export const object = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
