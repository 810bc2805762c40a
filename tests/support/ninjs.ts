/** The IPTC's own schema of ninjs 3.1, where a copy lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const file = fileURLToPath(new URL('../../../shared/schemas/ninjs-schema_3.1.json', import.meta.url));

/** Why items can't be held against the schema here, or null. */
export const noSchema = existsSync(file) ? null : 'no copy of ninjs-schema_3.1.json beside the repository';

/** What the schema finds wrong with an item: nothing, if it is ninjs 3.1. */
export function faultsOf(item: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  // Of places only their form as GeoJSON is left out: that schema lies elsewhere.
  ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  validate(item);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
