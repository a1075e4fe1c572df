import type { IoManager } from '@hookline/core';
import { isCallable } from '@hookline/core/spi';

/** True for a resource that can hold outputs of ops. */
export function isIoManager(resource: unknown): resource is IoManager {
  if (typeof resource !== 'object' || resource === null) return false;
  const { storeOutput, loadInput } = resource as Partial<IoManager>;
  return isCallable(storeOutput) && isCallable(loadInput);
}
