import { suggestName } from '@hookline/core/spi';
import { usageError } from '../command-error';

/** Collects an option that may be given several times. */
export function collect(value: string, former: readonly string[] | undefined): readonly string[] {
  return [...(former ?? []), value];
}

/** Collects an option that may be given several times, each with several names behind commas. */
export function collectNames(value: string, former: readonly string[] | undefined): readonly string[] {
  const names = value.split(',').map((name) => name.trim());
  return [...(former ?? []), ...names.filter((name) => name !== '')];
}

/**
 * A whole number.
 * @throws CommandError (`HOOKLINE_USAGE`) for another text, or one below `least`
 */
export function parseCount(
  text: string,
  { option, least }: { readonly option: string; readonly least: number },
): number {
  if (/^-?\d{1,15}$/.test(text) && Number(text) >= least) return Number(text);
  throw usageError(`${option} is '${text}'.`, `Give a whole number of at least ${least}.`);
}

/**
 * One of some words.
 * @throws CommandError (`HOOKLINE_USAGE`)
 */
export function parseChoice<T extends string>(text: string, option: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw usageError(`${option} cannot be '${text}'.`, suggestName(text, choices));
}
