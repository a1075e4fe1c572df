import type { z } from 'zod';
import { noteOf } from './schema-notes';
import { constantsOf, isOptional, type Shape, shapesOf } from './schema-shapes';
import { jsonText, yamlKey } from './yaml-text';

type Schema = z.core.$ZodType;

/** The word for a zod type. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'mapping',
  record: 'mapping',
  map: 'mapping',
  array: 'list',
  tuple: 'list',
  set: 'list',
  int: 'whole number',
  template_literal: 'text',
  string: 'text',
  nonoptional: 'value',
};

/** `text`, `mapping`, `whole number`: the word for what zod calls a type. */
export function typeWord(type: string): string {
  return TYPE_WORDS[type] ?? type;
}

/** Like {@link typeWord}, for a field that is to be filled: `string`, as schemas call it. */
export function fieldWord(type: string): string {
  const word = typeWord(type);
  return word === 'text' ? 'string' : word;
}

/** What a schema takes, in words: `string`, `one of: append, replace`, `number or list`. */
export function expectedWords(schema: Schema): string {
  return [...new Set(shapesOf(schema).map(shapeWord))].join(' or ');
}

function shapeWord(shape: Shape): string {
  switch (shape.kind) {
    case 'object':
    case 'record':
      return 'mapping';
    case 'list':
      return 'list';
    case 'any':
      return 'any value';
    case 'scalar': {
      const constants = constantsOf(shape);
      if (constants) return constantWords(constants);
      return isWholeNumber(shape.schema) ? 'whole number' : fieldWord(shape.schema._zod.def.type);
    }
  }
}

/** `z.int()`, or `z.number().int()`. */
function isWholeNumber({ _zod: { def } }: z.core.$ZodTypes): boolean {
  if (def.type !== 'number') return false;
  const formats = [def, ...(def.checks ?? []).map((check) => check._zod.def)];
  return formats.some((one) => 'format' in one && /int/.test(String(one.format)));
}

/** `"append"`, or `one of: append, replace`. */
export function constantWords(constants: readonly unknown[]): string {
  return constants.length === 1 ? constantText(constants[0]) : `one of: ${constants.map(String).join(', ')}`;
}

/** A constant as it is written in YAML. */
export function constantText(constant: unknown): string {
  return typeof constant === 'string' ? JSON.stringify(constant) : String(constant);
}

/** `missing required field (string), for example: token: "..."` */
export function missingText(key: string, schema: Schema): string {
  return `missing required field (${expectedWords(schema)}), for example: ${yamlKey(key)}: ${exampleOf(schema)}`;
}

const DEEPEST_EXAMPLE = 2;

/** A value that has the right shape, as it is written in YAML: the schema's own example, else one made up. */
export function exampleOf(schema: Schema, depth = 0): string {
  const own = noteOf(schema, ({ examples }) => (Array.isArray(examples) ? (examples[0] as unknown) : undefined));
  const [shape] = shapesOf(schema);
  if (own !== undefined) return jsonText(own);
  const inner = (field: Schema) => exampleOf(field, depth + 1);
  switch (shape?.kind) {
    case 'object': {
      const required = Object.entries(shape.fields).filter(([, field]) => !isOptional(field));
      if (depth > DEEPEST_EXAMPLE || required.length === 0) return '{}';
      return `{ ${required.map(([key, field]) => `${yamlKey(key)}: ${inner(field)}`).join(', ')} }`;
    }
    case 'record':
      return depth > DEEPEST_EXAMPLE ? '{}' : `{ name: ${inner(shape.values)} }`;
    case 'list': {
      const item = shape.itemAt(0);
      return depth > DEEPEST_EXAMPLE || !item ? '[]' : `[${inner(item)}]`;
    }
    case 'scalar':
      return scalarExample(shape.schema._zod.def.type, constantsOf(shape));
    case 'any':
    case undefined:
      return '"..."';
  }
}

function scalarExample(type: string, constants: readonly unknown[] | undefined): string {
  if (constants) return constantText(constants[0]);
  if (type === 'number' || type === 'bigint') return '1';
  return type === 'boolean' ? 'true' : '"..."';
}
