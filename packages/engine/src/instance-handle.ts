import type { JobDefinition } from '@hookline/core/spi';
import type { ExecuteOptions } from './execute-options';
import type { Result } from './result';

/** Under this key an instance executes jobs; by key and not by class, for two copies of a package have two classes. */
export const EXECUTE = Symbol.for('hookline.instance.execute');

/** What `executeInProcess` needs of an instance. */
export interface InstanceHandle {
  [EXECUTE](job: JobDefinition, options: ExecuteOptions<unknown, Readonly<Record<string, unknown>>>): Promise<Result>;
}
