import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from './describe-value';

/** A length of time: milliseconds (finite, >= 0), or a number with a unit: `'500ms'`, `'30s'`, `'1.5h'`, `'1d'`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A duration in milliseconds.
 * @param subject what the duration is, for the error: `Option 'timeout' of op 'Etl.load'`
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_OPTION`) for anything that is no duration
 */
export function toMilliseconds(duration: unknown, subject: string): number {
  const ms = typeof duration === 'string' ? parse(duration) : duration;
  if (typeof ms === 'number' && Number.isFinite(ms) && ms >= 0) return ms;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `${subject} is ${describeValue(duration)}, which is not a duration.`,
    remedy: "Give milliseconds (finite, at least 0) or a text like '500ms', '30s', '5m', '1.5h' or '1d'.",
  });
}

/** Like {@link toMilliseconds}, for a timeout: 0 is no timeout, and an error. */
export function toTimeout(duration: unknown, subject: string): number {
  const ms = toMilliseconds(duration, subject);
  if (ms > 0) return ms;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `${subject} is ${describeValue(duration)}, which leaves no time to run.`,
    remedy: 'Give a duration above 0, or leave the option out.',
  });
}

function parse(text: string): number | undefined {
  const match = PATTERN.exec(text);
  return match ? Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? Number.NaN) : undefined;
}
