import { z } from 'zod';
import { mapSchema } from './map-schema.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * JSON Schema (draft 7, which editors know) of `.github/soundings.yml`. A file with `_extends` may leave out what the file below it
 * says, except the ids by which the two are matched.
 */
export function mapJsonSchema(): JsonSchema {
  const { $schema, ...complete } = z.toJSONSchema(mapSchema, { io: 'input', target: 'draft-07' });
  return {
    ...($schema && { $schema }),
    title: 'Soundings outcome map',
    description: 'The metrics, objectives and key results of an owner, with the policy that goes with them.',
    if: { type: 'object', required: ['_extends'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
    then: { $ref: '#/definitions/addition' },
    else: { $ref: '#/definitions/complete' },
    definitions: { complete, addition: withoutRequired(complete) as JsonSchema },
  };
}

function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (key !== 'required' || !Array.isArray(value)) return [[key, withoutRequired(value)]];
      return value.includes('id') ? [[key, ['id']]] : [];
    }),
  );
}
