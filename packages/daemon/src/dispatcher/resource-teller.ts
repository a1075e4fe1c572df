import type { Logger } from '@hookline/core';
import type { ResourceListener } from '@hookline/engine';

/** Is told what happens to a resource while it happens: the run for which it was opened. */
export interface ResourceTeller {
  readonly listener: ResourceListener;
  /** For `create`. */
  readonly log: Logger;
}
