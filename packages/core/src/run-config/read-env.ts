import { boolCoreTag, floatCoreTag, intCoreTag, NOT_RESOLVED } from 'js-yaml';
import { constantsOf, type Shape } from './schema-shapes';

/**
 * The text of an environment variable, as if it stood in YAML where one of the shapes is expected: a number or boolean
 * where the schema takes one, else the text as it is.
 */
export function readEnvText(text: string, shapes: readonly Shape[]): unknown {
  const scalars = shapes.filter((shape) => shape.kind === 'scalar');
  const constants: readonly unknown[] = scalars.flatMap((shape) => constantsOf(shape) ?? []);
  if (constants.includes(text)) return text;
  const types = new Set([
    ...scalars.map(({ schema }) => schema._zod.def.type as string),
    ...constants.map((constant) => typeof constant),
  ]);
  const value = readScalar(text.trim());
  return value !== undefined && types.has(typeof value) ? value : text;
}

/** A boolean or number; undefined for other text. */
function readScalar(text: string): unknown {
  for (const tag of [boolCoreTag, intCoreTag, floatCoreTag]) {
    const value = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return undefined;
}
