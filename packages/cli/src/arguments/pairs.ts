import type { Tags } from '@hookline/core';
import { usageError } from '../command-error';

/**
 * `--tag team=billing` of each occurrence, as a record.
 * @throws CommandError (`HOOKLINE_USAGE`)
 */
export function parseTags(given: readonly string[]): Tags {
  return Object.fromEntries(given.map((text) => splitPair(text, { option: '--tag', example: '--tag team=billing' })));
}

/**
 * `--input rate=2` of each occurrence: names with JSON values.
 * @throws CommandError (`HOOKLINE_USAGE`), which does not show the value: it may be a secret
 */
export function parseInputs(given: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    given.map((text) => {
      const [name, json] = splitPair(text, { option: '--input', example: '--input rate=2' });
      return [name, parseJson(name, json)];
    }),
  );
}

interface Option {
  readonly option: string;
  readonly example: string;
}

function splitPair(text: string, { option, example }: Option): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  const problem = at === 0 ? `${option} has no name before its '='.` : `${option} has no '=' behind '${text}'.`;
  throw usageError(problem, `Give a name and a value: ${example}.`);
}

function parseJson(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    const remedy = `Texts are in double quotes, which the shell takes unless they are in single ones: --input '${name}="a text"'.`;
    throw usageError(`The value of --input ${name} is no JSON.`, remedy);
  }
}
