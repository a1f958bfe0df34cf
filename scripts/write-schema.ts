import { writeFileSync } from 'node:fs';
import { mapJsonSchema } from '../src/domain/outcome-map/map-json-schema.ts';

writeFileSync(
  new URL('../schema/soundings.schema.json', import.meta.url),
  `${JSON.stringify(mapJsonSchema(), null, 2)}\n`,
);
