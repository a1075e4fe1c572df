import type { JobSpec } from '../job-spec';
import type { Prediction } from '../reference/prediction';
import type { Observation } from '../run/execute';
import type { HookCallTrace } from '../run/trace';

/** S3: the first attempts for one trigger run one after another, in the order of the hooks; whoever was first elsewhere. */
export function hookOrderFaults(spec: JobSpec, predicted: Prediction, { trace }: Observation): readonly string[] {
  const orders = new Map<string, number[]>();
  for (const { hook, trigger } of predicted.deliveries) orders.set(trigger, [...(orders.get(trigger) ?? []), hook]);
  const calls = new Map<string, HookCallTrace[]>();
  for (const call of trace.hookCalls) {
    // Where a resource may not open, the first call need not be the first attempt.
    const isFirst = call.call === 1 && opensSurely(spec, call.hook);
    if (isFirst) calls.set(call.trigger, [...(calls.get(call.trigger) ?? []), call]);
  }
  return [...calls].flatMap(([trigger, firsts]) => [
    ...misorder(trigger, firsts, orders.get(trigger)),
    ...overlaps(spec, firsts),
  ]);
}

function misorder(trigger: string, calls: readonly HookCallTrace[], order: readonly number[] | undefined) {
  const called = calls.map(({ hook }) => hook);
  const expected = order?.filter((hook) => called.includes(hook)) ?? called;
  return called.join() === expected.join()
    ? []
    : [`hooks for ${trigger} fire as ${called.join()}, not ${expected.join()}`];
}

function overlaps({ hooks }: JobSpec, calls: readonly HookCallTrace[]): readonly string[] {
  return calls.flatMap((call, index) => {
    const before = calls[index - 1];
    if (!before) return [];
    const end = Math.min(before.settledAt ?? Number.POSITIVE_INFINITY, before.at + (hooks[before.hook]?.timeout ?? 0));
    return call.at < end ? [`hooks ${before.hook} and ${call.hook} overlap for ${call.trigger}`] : [];
  });
}

function opensSurely({ hooks, resources }: JobSpec, hook: number): boolean {
  return resources.every(({ creates }) => creates.length === 0) || hooks[hook]?.resources.length === 0;
}
