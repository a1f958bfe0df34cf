import { z } from 'zod';
import { sourceName } from '../domain/metric/source-name.ts';
import { registry } from './registry.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const descriptions: ReadonlyMap<string, string> = new Map([
  ['type', 'What kind of source it is.'],
  ['owners', 'GitHub owners that may use it, by login or number. Default: every owner that installs the App.'],
  ['timezone', 'IANA name: where a day begins. Default: UTC.'],
  ['timeout', 'How long one read may take, at most 10 minutes. Default: 30s.'],
  ['max_rows', 'How many rows one read may give. Default: 100000.'],
  ['reads_a_day', 'How many reads it may have within 24 hours. Default: any number.'],
  ['scan', 'billed: each read costs money, and is done only for what a bet names.'],
  ['network', 'public: not in private networks or on this machine. Default: any.'],
  ['queries', 'By name, as outcome maps write it behind the slash: connection/query.'],
  ['url', 'Where it is; with a password best as a variable of the environment.'],
  ['headers', 'Sent with each request; secrets best as variables of the environment.'],
  ['auth', 'Who asks.'],
  ['session', 'plain: for databases that know no settings of a session.'],
  ['folder', 'Where the files are. Nothing outside of it is read.'],
  ['memory', 'Megabytes that a query may need. Default: 256.'],
  ['database', 'The name of the database.'],
  ['language', 'influxql, or sql for InfluxDB 3. Default: influxql.'],
  ['project', 'The id of the project that pays for the queries.'],
  ['location', 'Where the data set is: EU, US, europe-west3.'],
  ['dataset', "Where tables without a data set's name are."],
  ['maximum_bytes_billed', 'A query that would scan more is refused, at no cost.'],
  ['key', "The text of a service account's JSON key, best as a variable of the environment."],
  ['step', 'What one evaluation covers: 1d or 1h. Default: 1d.'],
  ['events', 'The news that go there. Default: digest.'],
  ['secret', 'By which what is sent is signed, 16 characters or more.'],
  ['format', 'json, or teams for Microsoft Teams. Default: json.'],
  ['token', 'Of a service account, best as a variable of the environment.'],
]);

/** JSON Schema (draft 7, which editors know) of `sources.yml`. Less strict than the server, which also reads the queries. */
export function sourcesJsonSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Soundings sources',
    description: 'Where figures come from, and where news go: connections by name.',
    type: ['object', 'null'],
    properties: {
      network: { enum: ['any', 'public'], description: descriptions.get('network') },
      connections: {
        description: 'By name, as outcome maps write it before the slash: connection/query.',
        type: ['object', 'null'],
        propertyNames: { pattern: sourceName.source },
        additionalProperties: {
          type: 'object',
          required: ['type'],
          properties: { type: { enum: [...registry.keys()], description: descriptions.get('type') } },
          allOf: [...registry].map(([type, { config }]) => ({
            if: { properties: { type: { const: type } } },
            // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
            then: described(schemaOf(config)),
          })),
        },
      },
    },
    additionalProperties: false,
  } as JsonSchema;
}

function described(schema: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([key, part]) => {
    const description = descriptions.get(key);
    return [key, { ...Object(part), ...(description !== undefined && { description }) }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

function schemaOf(type: z.core.$ZodType): JsonSchema {
  const out = preprocessed(type);
  if (out) return beforeTransform(out);
  const { $schema, ...schema } = z.toJSONSchema(type, {
    ...{ io: 'input', target: 'draft-07', unrepresentable: 'any' },
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = (zodSchema as z.core.$ZodTypes)._zod;
      // By the object that holds it: of a `z.preprocess` itself zod writes what comes out.
      const parts = def.type === 'object' ? Object.entries(def.shape) : [];
      const outer = parts.flatMap(([key, part]) => {
        const inner = preprocessed(part);
        return inner ? [[key, beforeTransform(inner)]] : [];
      });
      if (outer.length > 0) jsonSchema.properties = { ...jsonSchema.properties, ...Object.fromEntries(outer) };
      const { pattern, enum: choices } = jsonSchema;
      if (pattern?.startsWith('^')) jsonSchema.pattern = `${variable}|(?:${pattern})`;
      if (choices && choices.length > 1) {
        delete jsonSchema.enum;
        delete jsonSchema.type;
        jsonSchema.anyOf = [{ enum: choices }, { type: 'string', pattern: variable }];
      }
    },
  });
  return schema;
}

/** Any text may hold a variable of the environment. */
const variable = '\\$\\{';

/** What comes out of the `z.preprocess` that a type is, apart from defaults and what is made of it. */
function preprocessed(type: z.core.$ZodType): z.core.$ZodType | undefined {
  const { def } = (type as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default') return preprocessed(def.innerType);
  if (def.type !== 'pipe') return undefined;
  return def.in._zod.def.type === 'transform' ? def.out : preprocessed(def.in);
}

/** What a `z.preprocess` of ours takes: names with values; a list, or its one element; a mapping, or the text that is its main part. */
function beforeTransform(out: z.core.$ZodType): JsonSchema {
  const { def } = (out as z.core.$ZodTypes)._zod;
  if (def.type === 'map') return { type: 'object', additionalProperties: schemaOf(def.valueType) } as JsonSchema;
  const one = def.type === 'array' ? schemaOf(def.element) : { type: 'string' };
  return { anyOf: [one, schemaOf(out)] } as JsonSchema;
}
