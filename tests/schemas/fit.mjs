// Reads "SCHEMA<tab>FILE" lines and prints, for each, a JSON list of what does not fit.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { CORE_SCHEMA, load } from 'js-yaml';

const ajv = new Ajv.default({ strict: true, allErrors: true });
const compiled = new Map();

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const [schema, file] = line.split('\t');
  if (!compiled.has(schema)) compiled.set(schema, ajv.compile(JSON.parse(readFileSync(schema, 'utf8'))));
  const fits = compiled.get(schema);
  // Core schema: a day is the text it is.
  const errors = fits(load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA })) ? [] : fits.errors;
  console.log(JSON.stringify(errors.map(e => `${e.instancePath} ${e.message}`)));
}
