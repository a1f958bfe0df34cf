import { writeFileSync } from 'node:fs';
import { mapJsonSchema } from '../src/domain/outcome-map/map-json-schema.ts';
import { sourcesJsonSchema } from '../src/metrics/sources-json-schema.ts';

const write = (name: string, schema: object) =>
  writeFileSync(new URL(`../schema/${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

write('soundings', mapJsonSchema());
write('sources', sourcesJsonSchema());
