import fc from 'fast-check';
import { dump } from 'js-yaml';
import { z } from 'zod';
import type { ConfigPath } from '../../src/run-config/locate';
import { parseRunConfig } from '../../src/run-config/parse-run-config';
import { sourceOf } from '../../src/run-config/source-map';
import {
  anyLayout,
  dataOf,
  type Place,
  type Placed,
  type Printed,
  printDocument,
  printedMapping,
} from './print-document';
import { errorOf, opJob } from './resolve';

/** A random config of op `a`, written as YAML in a random form. */
const anyDocument = fc.tuple(printedMapping, anyLayout).map(([config, layout]) => {
  const { text, parts } = printDocument(below(['ops', 'a', 'config'], config), layout);
  return { text, config, parts: parts.filter(({ path }) => path.length > 3) };
});

type AnyDocument = typeof anyDocument extends fc.Arbitrary<infer T> ? T : never;

describe('run config from any document', () => {
  it('is the data that was written, as YAML in each form', () => {
    fc.assert(
      fc.property(anyDocument, ({ text, config }) => {
        expect(parseRunConfig(text, 'a.yaml')).toEqual({ ops: { a: { config: dataOf(config) } } });
      }),
      { numRuns: 100 },
    );
  });

  it('is the data that the YAML library or JSON wrote', () => {
    const data = fc
      .dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }))
      .map((value) => JSON.parse(JSON.stringify(value)) as object)
      .filter((value) => !/"(__proto__|constructor|prototype)":|\d{16}/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(data, fc.nat(4), (value, indent) => {
        expect(parseRunConfig(JSON.stringify(value, null, indent), 'a.yaml')).toEqual(value);
        expect(parseRunConfig(dump(value), 'a.yaml')).toEqual(value);
        expect(parseRunConfig(dump(value, { flowLevel: 1, lineWidth: 20 }), 'a.yaml')).toEqual(value);
      }),
    );
  });

  it('knows where each key and each value stands', () => {
    fc.assert(
      fc.property(anyDocument, ({ text, parts }) => {
        const config = parseRunConfig(text, 'a.yaml');
        for (const { path, key, value } of parts) {
          const source = sourceOf(valueAt(config, path.slice(0, -1)) as object);
          const name = path.at(-1) ?? '';
          expect([path, placeOf(source?.keys.get(name)), placeOf(source?.values.get(name))]).toEqual([
            path,
            key,
            value,
          ]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a problem in any document', () => {
  const forAnyPart = (check: (document: AnyDocument, part: Placed) => void) => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), (document, choice) => {
        const part = document.parts[choice % document.parts.length];
        if (part) check(document, part);
      }),
    );
  };
  const problemsOf = (text: string, schema: z.ZodType) =>
    errorOf(opJob(schema), { runConfig: parseRunConfig(text, 'a.yaml') }).errors.map(({ code, position, path }) => ({
      code,
      path,
      place: placeOf(position),
    }));

  it('is told at the value that is wrong', () => {
    forAnyPart(({ text, config }, { path, value }) => {
      const schema = schemaWith(config, path.slice(3), () => z.custom<never>(() => false));
      expect(problemsOf(text, schema)).toMatchObject([{ code: 'value', place: value }]);
    });
  });

  it('is told at the key that should not be there', () => {
    forAnyPart(({ text, config }, { path, key }) => {
      if (key === undefined) return;
      const schema = schemaWith(config, path.slice(3), () => undefined);
      expect(problemsOf(text, schema)).toMatchObject([{ code: 'unexpected', place: key }]);
    });
  });

  it('is told at the key of the mapping, or the item, that lacks a field', () => {
    forAnyPart(({ text, config }, { path, printed, key, value }) => {
      if (printed.kind !== 'mapping') return;
      const schema = schemaWith(config, path.slice(3), () => z.looseObject({ '@lacking': z.string() }));
      expect(problemsOf(text, schema)).toMatchObject([{ code: 'missing', place: key ?? value }]);
    });
  });
});

/** A value below these keys. */
function below(keys: readonly string[], value: Printed): Printed {
  return keys.reduceRight<Printed>(
    (inner, key) => ({ kind: 'mapping', flow: false, entries: [{ key, value: inner, comment: undefined }] }),
    value,
  );
}

/** A schema that takes anything but what `make` says at a path; undefined: no field is there. */
function schemaWith(printed: Printed, path: ConfigPath, make: () => z.ZodType | undefined): z.ZodType {
  const [first, ...rest] = path;
  const schemaOf = (name: string, value: Printed) =>
    name !== first ? z.any() : rest.length === 0 ? make() : schemaWith(value, rest, make);
  if (printed.kind === 'list') {
    const items = printed.items.map((item, index) => schemaOf(String(index), item) ?? z.any());
    return z.tuple(items as [z.ZodType]);
  }
  const entries = printed.kind === 'mapping' ? printed.entries : [];
  const fields = entries.flatMap(({ key, value }) => {
    const schema = schemaOf(key, value);
    return schema ? [[key, schema] as const] : [];
  });
  return z.object(Object.fromEntries(fields));
}

function valueAt(root: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], root);
}

function placeOf(position: { readonly line: number; readonly column: number } | undefined): Place | undefined {
  return position && `${position.line}:${position.column}`;
}
