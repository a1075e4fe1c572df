import type { Tags } from '../util/json';

/** The op of a step, as contexts show it. */
export interface OpInfo {
  /** Name of this invocation: its alias, or the op's name with a counter from the second invocation on. */
  readonly name: string;
  readonly alias?: string;
  /** The op's own name. */
  readonly definition: string;
  readonly tags: Tags;
  readonly description?: string;
}
