import { createPlan, type HookDefinition, type JobDefinition, type Plan } from '@hookline/core/spi';
import type { HookSlots } from '@hookline/engine';

/** A job whose code this process has. */
export interface KnownJob {
  readonly job: JobDefinition;
  readonly plan: Plan;
  /** Hook name → id in the store. */
  readonly hookIds: ReadonlyMap<string, number>;
  /** By name: the code of its hooks. */
  readonly hooks: ReadonlyMap<string, HookDefinition>;
}

/** Jobs that were only executed here, and have no run any more, are kept up to this number. */
const MOST_EXECUTED = 100;

/** The hooks that this process has the code of: those of its definitions, and of jobs that it executes. */
export class KnownHooks {
  private readonly defined = new Map<string, KnownJob>();
  /** Executed here without being in the definitions, the oldest first. */
  private readonly executed = new Map<string, KnownJob>();
  /** Hook id → its code. */
  private hooks = new Map<number, HookDefinition>();

  /** Of the definitions. */
  know(job: JobDefinition, hookIds: ReadonlyMap<string, number>): void {
    this.executed.delete(job.name);
    this.defined.set(job.name, toKnown(job, hookIds));
    this.index();
  }

  /** A run of the job begins here. @param inUse names of jobs that have runs here */
  execute(job: JobDefinition, hookIds: ReadonlyMap<string, number>, inUse: (name: string) => boolean): void {
    if (this.defined.has(job.name) || this.executed.get(job.name)?.job === job) return;
    this.executed.delete(job.name);
    this.executed.set(job.name, toKnown(job, hookIds));
    for (const name of this.executed.keys()) {
      if (this.executed.size <= MOST_EXECUTED) break;
      if (!inUse(name)) this.executed.delete(name);
    }
    this.index();
  }

  jobOf(name: string): KnownJob | undefined {
    return this.defined.get(name) ?? this.executed.get(name);
  }

  hookOf(id: number): HookDefinition | undefined {
    return this.hooks.get(id);
  }

  get ids(): readonly number[] {
    return [...this.hooks.keys()];
  }

  /** Hooks of which a call could begin now. */
  rooms(slots: HookSlots): readonly { readonly hookId: number; readonly room: number }[] {
    const rooms: { hookId: number; room: number }[] = [];
    for (const [hookId, hook] of this.hooks) {
      const room = slots.room(hook);
      if (room > 0) rooms.push({ hookId, room });
    }
    return rooms;
  }

  private index(): void {
    this.hooks = new Map();
    for (const { hooks, hookIds } of [...this.executed.values(), ...this.defined.values()]) {
      for (const [name, hook] of hooks) {
        const id = hookIds.get(name);
        if (id !== undefined) this.hooks.set(id, hook);
      }
    }
  }
}

/** A job of this process with its hooks at hand. */
function toKnown(job: JobDefinition, hookIds: ReadonlyMap<string, number>): KnownJob {
  const plan = createPlan(job);
  return { job, plan, hookIds, hooks: new Map(plan.hooks.map((hook) => [hook.name, hook])) };
}
