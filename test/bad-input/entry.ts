import type { Form } from './form';

/** One function of a door (or of what such a function returns) with what its parameters take. */
export interface Entry {
  /** As users write it: `env`, `@Op`, `fakeClock().advance`. */
  readonly name: string;
  /** The export of the door that this is, or whose result has it. */
  readonly of: string;
  /** In the order of the signature. */
  readonly parameters: Readonly<Record<string, Form>>;
  /** Calls it as users do; a promise is waited for. */
  readonly call: (...args: readonly unknown[]) => unknown;
  /** What errors call it, where that is not its name. */
  readonly place?: RegExp;
}

/** The entry of an export that is a plain function. */
export function entry(name: string, parameters: Entry['parameters'], call: unknown): Entry {
  return { name, of: name, parameters, call: call as Entry['call'] };
}
