import { z } from 'zod';
import type { JobDefinition } from '../definition/job-definition';
import { assertNever } from '../util/assert-never';
import type { JsonRecord, JsonValue } from '../util/json';
import type { Section, ValueSection } from './config-document';
import { acceptEnvRefs, ENV_REF, mayBeEmpty } from './env-json-schema';
import { jobDocument } from './job-document';
import { isMapping, ownValue } from './plain-data';

/**
 * JSON Schema (2020-12) of the run config of a job, for editors: `# yaml-language-server: $schema=...` above a YAML file.
 * Single values may be `{ env: NAME }`, secrets are `writeOnly`, and what the job's own config gives is not required.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but a job
 * @example writeFileSync('nightly.schema.json', JSON.stringify(runConfigSchema(job)))
 */
export function runConfigSchema(job: JobDefinition): JsonRecord {
  const document = jobDocument(job, 'runConfigSchema');
  const values = convert(document);
  const root = sectionSchema(document, { given: job.config, values });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Run config of job ${job.name}`,
    ...root,
    $defs: { ...values.$defs, ...ENV_REF },
  };
}

/** The JSON Schemas of all values of a document. */
interface Values {
  readonly of: ReadonlyMap<z.ZodType, JsonRecord>;
  readonly $defs: JsonRecord;
}

/** All at once, so that recursive schemas share one set of `$defs`. */
function convert(document: Section): Values {
  const schemas = [...new Set(valuesIn(document).map(({ schema }) => schema))];
  const all = z.object(Object.fromEntries(schemas.map((schema, index) => [String(index), schema])));
  const json = acceptEnvRefs(z.toJSONSchema(all, { io: 'input', unrepresentable: 'any' }) as JsonRecord);
  const properties = json['properties'] as JsonRecord;
  return {
    of: new Map(schemas.map((schema, index) => [schema, properties[String(index)] as JsonRecord])),
    $defs: (json['$defs'] ?? {}) as JsonRecord,
  };
}

function valuesIn(section: Section): readonly ValueSection[] {
  if (section.kind === 'value') return [section];
  return section.kind === 'mapping' ? [...section.entries.values()].flatMap(valuesIn) : [];
}

interface Context {
  /** What the job's own config has here. */
  readonly given: unknown;
  readonly values: Values;
}

function sectionSchema(section: Section, { given, values }: Context): JsonRecord {
  switch (section.kind) {
    case 'ignored':
      return {};
    case 'value':
      return orNothing(section.schema, withoutGiven(values.of.get(section.schema) ?? {}, given));
    case 'mapping': {
      const properties = [...section.entries].map(([key, inner]) => {
        return [key, sectionSchema(inner, { given: member(given, key), values })] as const;
      });
      return {
        // A section without lines is null in YAML.
        type: ['object', 'null'],
        ...(section.description !== undefined && { description: section.description }),
        properties: Object.fromEntries(properties),
        additionalProperties: false,
      };
    }
    default:
      return assertNever(section);
  }
}

/** What may be left out may also be left empty. */
function orNothing(schema: z.ZodType, json: JsonRecord): JsonRecord {
  return schema._zod.optin === undefined ? json : { anyOf: [json, { type: 'null' }] };
}

/** The schema without the requirement of what is given already. */
function withoutGiven(schema: JsonRecord, given: unknown): JsonRecord {
  const { required, properties, ...rest } = schema;
  if (!isMapping(given) || !isMapping(properties)) return schema;
  const names = Array.isArray(required) ? required.filter((name) => !Object.hasOwn(given, String(name))) : [];
  const entries = Object.entries(properties).map(([key, inner]): [string, JsonValue] => {
    return [key, isMapping(inner) ? withoutGiven(inner, member(given, key)) : inner];
  });
  return mayBeEmpty({
    ...rest,
    properties: Object.fromEntries(entries),
    ...(names.length > 0 && { required: names }),
  });
}

function member(container: unknown, key: string): unknown {
  return isMapping(container) ? ownValue(container, key) : undefined;
}
