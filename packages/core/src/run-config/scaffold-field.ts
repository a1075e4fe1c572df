import type { z } from 'zod';
import { isSecret } from '../definition/secret';
import { isMapping, ownValue } from './plain-data';
import { asComment, commentLines, indent, isComment } from './scaffold-lines';
import { defaultOf, noteOf } from './schema-notes';
import { isOptional, type ObjectShape, objectShapeOf } from './schema-shapes';
import { exampleOf, expectedWords } from './schema-words';
import { jsonText, yamlKey } from './yaml-text';

type Schema = z.core.$ZodType;

/** Where a field stands. */
export interface FieldPlace {
  readonly key: string;
  /** Keys above this one. */
  readonly path: readonly string[];
  /** What the job's own config has here. */
  readonly given: unknown;
  /** It is inside of something that is commented out: required fields show an example. */
  readonly isExample: boolean;
}

/** A recursive schema ends here. */
const DEEPEST = 12;

/** The lines of a whole config: its fields below its key, or one field where it is no mapping. */
export function scaffoldValue(schema: Schema, place: FieldPlace): readonly string[] {
  const shape = objectShapeOf(schema);
  if (!shape || schema._zod.optin !== undefined) return scaffoldField(schema, place);
  return Object.keys(shape.fields).length === 0 ? [] : scaffoldObject(schema, shape, place);
}

/** The lines of a field; what is optional, or given by the job, is commented out. */
function scaffoldField(schema: Schema, place: FieldPlace): readonly string[] {
  const { path, given, isExample } = place;
  const shape = path.length < DEEPEST ? objectShapeOf(schema) : undefined;
  const hasFields = shape !== undefined && Object.keys(shape.fields).length > 0;
  const render = (inner: FieldPlace) =>
    hasFields ? scaffoldObject(schema, shape, inner) : scaffoldLeaf(schema, inner);
  if (isExample) return render(place);
  const lines = render(place);
  // A mapping of which the job gives all would be replaced by one without lines.
  const isLive = given === undefined ? !isOptional(schema) : isMapping(given) && !lines.slice(1).every(isComment);
  return isLive ? lines : asComment(render({ ...place, isExample: true }));
}

function scaffoldObject(schema: Schema, { fields }: ObjectShape, place: FieldPlace): readonly string[] {
  const { key, path, given, isExample } = place;
  const lines = Object.entries(fields).flatMap(([name, field]) => {
    const ofField = isMapping(given) ? ownValue(given, name) : undefined;
    return scaffoldField(field, { key: name, path: [...path, key], given: ofField, isExample });
  });
  return [...commentLines(noteOf(schema, ({ description }) => description)), `${yamlKey(key)}:`, ...lines.map(indent)];
}

function scaffoldLeaf(schema: Schema, place: FieldPlace): readonly string[] {
  const [value, status] = valueAndStatus(schema, place);
  const notes = [expectedWords(schema), ...(isSecret(schema) ? ['secret'] : []), status].join(', ');
  const line = [`${yamlKey(place.key)}:`, ...(value === '' ? [] : [value]), `# ${notes}`].join(' ');
  return [...commentLines(noteOf(schema, ({ description }) => description)), line];
}

function valueAndStatus(schema: Schema, place: FieldPlace): readonly [value: string, status: string] {
  const { given, isExample } = place;
  const example = isSecret(schema) ? `{ env: ${variableName(place)} }` : exampleOf(schema);
  if (given !== undefined) return [isSecret(schema) ? example : jsonText(given), 'set by the job'];
  const fallback = defaultOf(schema);
  if (fallback !== undefined) return [isSecret(schema) ? example : jsonText(fallback), 'default'];
  if (isOptional(schema)) return [example, 'optional'];
  return [isExample || isSecret(schema) ? example : '', 'required'];
}

const SECTION_KEYS: ReadonlySet<string> = new Set(['resources', 'ops', 'loggers', 'config']);

/** `resources.slack.config.token` → `SLACK_TOKEN`. */
function variableName({ path, key }: FieldPlace): string {
  const words = [...path, key].filter((word) => !SECTION_KEYS.has(word));
  return words
    .map((word) => word.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/\W+/g, '_'))
    .join('_')
    .toUpperCase();
}
