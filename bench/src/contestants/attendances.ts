import type { FailureHookContext, HookContext } from 'hookline';
import type { Item } from '../graphs/graph';
import { Hooks } from '../product/hooks';
import { type Counter, ResourceHooks } from '../product/resource-hooks';
import { countHook } from '../product/tally';
import type { Attendance } from './bare-queue';

const plain: Attendance = {
  succeeded: (item) => {
    Hooks.counted(item as unknown as HookContext);
    return undefined;
  },
  failed: (error) => Hooks.failed(error as FailureHookContext),
};

/** Calls the hooks as plain functions. */
export const plainHook = (): Attendance => plain;

/** Waits for the async hook, which is given its resource. */
export function asyncHook(): Attendance {
  const counter: Counter = { add: countHook };
  const context = { resources: { counter } } as HookContext<{ counter: Counter }>;
  return { succeeded: () => ResourceHooks.counted(context) };
}

/** Calls the hook and keeps as many small objects per op as the product keeps events. */
export function keepingHook(): Attendance {
  const kept: object[] = [];
  return {
    succeeded: (item, index) => {
      Hooks.counted(item as unknown as HookContext);
      for (const type of EVENTS) kept.push(keep(type, item, index));
      return undefined;
    },
  };
}

/** The events of an op that goes well. */
const EVENTS = ['step.started', 'step.output', 'step.succeeded', 'hook.completed'] as const;

const keep = (type: string, item: Item, index: number) => ({ type, runId: 'run', seq: index, at: 0, item, attempt: 1 });
