import type { HookContext, OpContext } from 'hookline';
import type { Effects } from './effects';
import type { FaultPoints } from './fault-points';

/** What user code of a process works with; set before anything runs. */
export const surroundings: { effects: Effects; points: FaultPoints; files: string } = {} as never;

type AnyHookContext = Pick<HookContext, 'hookDef' | 'runId' | 'deliveryId' | 'deliveryAttempt'> &
  Partial<Pick<HookContext, 'stepKey' | 'attempt'>>;

/** A hook: a fault point, its effect, another one. */
export async function hook(context: AnyHookContext, text: string): Promise<void> {
  const { hookDef, runId, stepKey, attempt = 0, deliveryId, deliveryAttempt } = context;
  surroundings.points.pass(`hook ${hookDef.name} begin`);
  const call = {
    what: 'hook',
    runId,
    name: hookDef.name,
    stepKey,
    attempt,
    deliveryId,
    deliveryAttempt,
    text,
  } as const;
  await surroundings.effects.tell(call);
  surroundings.points.pass(`hook ${hookDef.name} end`);
}

/** The same of an op. */
export async function op({ op: { name }, runId, stepKey, attempt }: OpContext, text = ''): Promise<void> {
  surroundings.points.pass(`op ${name} begin`);
  const none = { deliveryId: undefined, deliveryAttempt: undefined };
  await surroundings.effects.tell({ what: 'op', runId, name, stepKey, attempt, ...none, text });
  surroundings.points.pass(`op ${name} end`);
}
