import { InvalidDefinitionError } from '../errors/definition-errors';

// Compiled down to old targets an async function cannot be told; then its promise is seen when the body runs.
const LATE = ['AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction'];

/** True for a function that is asynchronous or a generator. */
export function isLate(body: object): boolean {
  return LATE.includes(body.constructor.name);
}

/**
 * Refuses an asynchronous body: it would wire after the job has been defined.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_BODY`)
 */
export function refuseAsync(body: object, place: string): void {
  if (!isLate(body)) return;
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_BODY',
    problem: `The body ${place} is asynchronous or a generator.`,
    remedy: 'A body runs once, synchronously, and only wires; put work into ops.',
  });
}
