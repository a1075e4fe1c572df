import fc from 'fast-check';
import { z } from 'zod';
import { InvalidConfigError } from '../../src/errors/config-error';
import { parseRunConfig } from '../../src/run-config/parse-run-config';
import { runConfigSchema } from '../../src/run-config/run-config-schema';
import { scaffoldRunConfig } from '../../src/run-config/scaffold-run-config';
import { anySpec, anyValue, type Field, type Spec, schemaOf, VARIABLES } from './random-schema';
import { loose, opJob, resolve } from './resolve';

const wrongValue = fc.constantFrom(
  null,
  1,
  1.5,
  'x',
  true,
  '',
  [],
  {},
  [1],
  ['x'],
  { a: 1 },
  { env: 'string' },
  { env: 1 },
);

describe('the JSON Schema of any config', () => {
  it('accepts what a run accepts, and refuses what a run refuses', () => {
    const given = anySpec.chain((spec) => fc.tuple(fc.constant(spec), anyValue(spec, wrongValue)));
    fc.assert(
      fc.property(given, ([spec, config]) => {
        const job = opJob(schemaOf(spec));
        const document = { ops: { a: { config } } };
        // Whether a variable's text fits is known in the run alone.
        const problems = refusalOf(spec, config)?.errors.filter(({ code }) => code !== 'env') ?? [];
        const accepts = z.fromJSONSchema(runConfigSchema(job)).safeParse(document).success;
        expect({ accepts, problems }).toEqual({ accepts: problems.length === 0, problems });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the scaffold of any config that requires nothing', () => {
  it('is run config that the JSON Schema accepts, as does a run', () => {
    const lenient = anySpec.map((spec) => mapFields(spec, (field) => ({ ...field, need: 'optional' })));
    fc.assert(
      fc.property(lenient, (spec) => {
        const job = opJob(schemaOf(spec));
        const config = parseRunConfig(scaffoldRunConfig(job), 'a.yaml');
        expect(z.fromJSONSchema(runConfigSchema(job)).safeParse(config)).toMatchObject({ success: true });
        expect(refusalOf(spec, config.ops?.['a']?.config)).toBeUndefined();
      }),
    );
  });
});

describe('an error about any config', () => {
  /** Texts that no message has by chance, some of them short. */
  const secretText = fc.integer({ min: 0, max: 9_999 }).map((number) => `s3cret/${number}`);
  const secretValue = fc.oneof(
    secretText,
    fc.array(secretText, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b'), secretText, { maxKeys: 2 }),
    fc.constantFrom('string', 'enum', 'number').map((env) => ({ env })),
  );
  const secretSpec = anySpec.map((spec) => ({ ...spec, isSecret: true }));

  it('shows no secret, whatever is wrong and whatever a schema says of it', () => {
    const given = secretSpec.chain((spec) => fc.tuple(fc.constant(allSecret(spec)), anyValue(spec, secretValue)));
    fc.assert(
      fc.property(given, ([spec, config]) => {
        const quoting = schemaOf(spec).refine(() => false, { error: ({ input }) => `Bad: ${JSON.stringify(input)}` });
        for (const error of [refusalOf(spec, config), refusalOf(spec, config, quoting)]) {
          if (!error) continue;
          const shown = [error.message, JSON.stringify(error.errors), error.stack, String(error.cause)].join('\n');
          for (const text of ['s3cret', 'hunter2']) expect(shown).not.toContain(text);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function refusalOf(spec: Spec, config: unknown, schema = schemaOf(spec)): InvalidConfigError | undefined {
  try {
    resolve(opJob(schema), { runConfig: loose({ ops: { a: { config } } }), env: VARIABLES });
    return undefined;
  } catch (error) {
    if (error instanceof InvalidConfigError) return error;
    throw error;
  }
}

/** The spec with all its single values secret. */
function allSecret(spec: Spec): Spec {
  return { ...mapFields(spec, (field) => ({ ...field, spec: allSecret(field.spec) })), isSecret: true };
}

function mapFields(spec: Spec, change: (field: Field) => Field): Spec {
  if (spec.kind !== 'object') return spec;
  return {
    ...spec,
    fields: Object.fromEntries(Object.entries(spec.fields).map(([key, field]) => [key, change(field)])),
  };
}
