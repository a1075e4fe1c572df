import { defineResource, type HookContext, SuccessHook } from 'hookline';
import { countHook } from './tally';

/** What the hooks of W10 use. */
export interface Counter {
  add(): void;
}

/** A resource that is open at once. */
export const counterResource = defineResource({ create: (): Counter => ({ add: countHook }) });

/** An async success hook that uses a resource. */
export class ResourceHooks {
  @SuccessHook({ requiredResourceKeys: ['counter'] })
  static async counted({ resources }: HookContext<{ counter: Counter }>): Promise<void> {
    resources.counter.add();
  }
}
