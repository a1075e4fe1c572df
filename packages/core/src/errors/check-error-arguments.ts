import { wrongArgument } from '../util/wrong-argument';

/** What the constructor of a class of errors takes, by parameter. */
export interface ErrorArguments {
  readonly texts?: Readonly<Record<string, unknown>>;
  readonly numbers?: Readonly<Record<string, unknown>>;
}

/**
 * Makes sure that an error which a store, an adapter or a test makes says what it should.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`)
 */
export function checkErrorArguments(name: string, { texts = {}, numbers = {} }: ErrorArguments): void {
  const of = `new ${name}()`;
  for (const [parameter, given] of Object.entries(texts)) {
    if (typeof given !== 'string') throw wrongArgument({ parameter, of, given, remedy: 'Give a text.' });
  }
  for (const [parameter, given] of Object.entries(numbers)) {
    if (Number.isFinite(given)) continue;
    throw wrongArgument({ parameter, of, given, remedy: 'Give a finite number of milliseconds.' });
  }
}
