import { FailureHook, type FailureHookContext, failureHook, type HookContext, SuccessHook } from 'hookline';
import type { Store } from './store';

/** What the hooks of this file were called with: main.ts looks at it. */
export const deliveries: string[] = [];

export class OrderHooks {
  @SuccessHook({ requiredResourceKeys: ['store'] })
  static async countSuccess({ op, opOutputValues, resources }: HookContext<{ store: Store }>) {
    const orders = await resources.store.orders();
    deliveries.push(`${op.name} of ${orders.length}: ${JSON.stringify(opOutputValues['result'])}`);
  }

  @FailureHook({ kinds: ['exception'] })
  static noteFailure({ jobName, stepKey, opException, opInputValues, redact }: FailureHookContext) {
    const text = redact(`${opException.message}, not swordfish`);
    deliveries.push(`${jobName}/${stepKey} ${text} ${JSON.stringify(opInputValues)}`);
  }
}

/** A hook per person, of the function twin. */
export const tell = (person: string) =>
  failureHook({ name: `tell_${person}` }, ({ op, hookDef }) => {
    deliveries.push(`${hookDef.name}: ${op.name}`);
  });
