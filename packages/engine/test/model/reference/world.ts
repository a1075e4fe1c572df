import type { Act, JobSpec, Outcome, Pause, When } from '../job-spec';

/** One call of user code, exactly. */
export interface Call {
  readonly pause: Pause;
  readonly outcome: Outcome;
  readonly onAbort: Act['onAbort'];
}

/** Whether something that happens `when` happens to a step of this map key. */
export function happens(when: When, key: string | undefined): boolean {
  return when === 'always' || (when === 'some' && key === 'b');
}

/** What attempt `attempt` of a step does. */
export function opCall(spec: JobSpec, { step, key, attempt }: OpPlace): Call {
  const { acts, actsWhen, calm } = at(spec.steps, step);
  const act = happens(actsWhen, key) ? acts[attempt - 1] : undefined;
  return callOf(act, calm, `op ${step} ${key ?? ''} ${attempt}`);
}

/** What call `call` (from 1) of a hook for one trigger does. */
export function hookCall(spec: JobSpec, { hook, trigger, call }: HookPlace): Call {
  const { acts, calm } = at(spec.hooks, hook);
  return callOf(acts[call - 1], calm, `hook ${hook} ${trigger} ${call}`);
}

/** What call `count` (from 1) of the create of a resource does. */
export function createCall({ resources }: JobSpec, resource: number, count: number): Call {
  const { creates, calm } = at(resources, resource);
  return callOf(creates[count - 1], calm, `create ${resource} ${count}`);
}

export function disposeCall({ resources }: JobSpec, resource: number): Call {
  return callOf(at(resources, resource).dispose, 'sync', `dispose ${resource}`);
}

interface OpPlace {
  readonly step: number;
  readonly key: string | undefined;
  readonly attempt: number;
}

interface HookPlace {
  readonly hook: number;
  /** `success n3`, `retry n3 1`, `runStart`. */
  readonly trigger: string;
  readonly call: number;
}

/** Calls that take time take each a time of their own, so that no two unrelated things happen at one instant. */
function callOf(act: Act | undefined, calm: Pause, name: string): Call {
  const { pause, outcome, onAbort }: Act = act ?? { pause: calm, outcome: { kind: 'ok' }, onAbort: 'ignore' };
  return { pause: typeof pause === 'number' ? pause + fraction(name) : pause, outcome, onAbort };
}

/** A fraction of a ms; sums of such are exact. */
function fraction(name: string): number {
  return (hash(name) % 0xf_ff_ff) / 0x10_00_00;
}

/** A short text for what an op makes of its inputs. */
export function digest(stepKey: string, output: string, inputs: readonly unknown[]): string {
  return `${stepKey}.${output}#${hash(`${stepKey}/${output}/${JSON.stringify(inputs)}`)}`;
}

/** FNV-1a, mixed once more. */
function hash(text: string): number {
  let value = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c_1b_3c_6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** An entry that the spec says is there. */
export function at<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}

/** `g0.n3`: the plain key of a step. */
export function plainKey(spec: JobSpec, step: number): string {
  let key = `n${step}`;
  for (let graph = at(spec.steps, step).graph; graph !== undefined; graph = at(spec.graphs, graph).parent) {
    key = `g${graph}.${key}`;
  }
  return key;
}
