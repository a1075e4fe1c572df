import { decideStep, mappedStepKey, type Plan, type PlanInput, type PlanStep } from '@hookline/core/spi';
import { type StepEnding, StepRun } from './step-run';
import { StepUpstream } from './upstream-view';

/** Learns what the graph decided about a step all of whose upstream steps have ended (S22). */
export interface GraphListener {
  ready(step: StepRun): void;
  notRun(step: StepRun, reason: 'absent' | 'upstream'): void;
}

/**
 * Which steps there are, and which of them can go on because others have ended. Knows nothing of time, attempts or
 * events: it turns endings into `ready` and `notRun`.
 */
export class StepGraph {
  /** All steps that exist so far. Mapped ones come when their dynamic step ends. */
  readonly steps: StepRun[] = [];
  /** Steps that exist and have not ended, and those that a map will still bring. */
  unended = 0;
  /** Plan index → its one step, for steps outside of maps. */
  private readonly single: (StepRun | undefined)[] = [];
  /** Plan index → instances by item, for steps inside of expanded maps. */
  private readonly mapped: (StepRun[] | undefined)[] = [];
  /** Plan index → instances that have not ended; what waits for all of them goes on at 0. */
  private readonly left: Int32Array;
  /** Plan index of a dynamic step → those of the steps that it multiplies. */
  private readonly mappedBy = new Map<number, number[]>();
  /** Plan index of a mapped step → those steps of its own map of which it collects all items. */
  private readonly gathers = new Map<number, ReadonlySet<number>>();
  private readonly ended: StepRun[] = [];
  private propagating = false;
  private restore: ((step: StepRun) => boolean) | undefined = undefined;
  /** Made when it is first asked for; of the first `indexed` steps. */
  private byKey: Map<string, StepRun> | undefined = undefined;
  private indexed = 0;

  constructor(
    private readonly plan: Plan,
    private readonly listener: GraphListener,
  ) {
    const { steps } = plan.snapshot;
    this.left = new Int32Array(steps.length).fill(1);
    this.unended = steps.length;
    for (let index = 0; index < steps.length; index += 1) this.add(index, steps[index] as PlanStep);
  }

  /** The step of a plan index as seen from a step: its sibling of the same item, or the one outside of all maps. */
  sourceOf(step: StepRun, index: number): StepRun | undefined {
    return this.single[index] ?? this.mapped[index]?.[step.item];
  }

  /** The step of a key, if it exists by now. */
  stepOf(key: string): StepRun | undefined {
    this.byKey ??= new Map();
    for (; this.indexed < this.steps.length; this.indexed += 1) {
      const step = this.steps[this.indexed] as StepRun;
      this.byKey.set(step.key, step);
    }
    return this.byKey.get(key);
  }

  /** All instances of a mapped plan index in emission order; of a step outside of maps, itself. */
  instancesOf(index: number): readonly StepRun[] {
    const single = this.single[index];
    return single ? [single] : (this.mapped[index] ?? []);
  }

  /** Whether a step waits for its own sibling of a mapped step, and not for all of that step's items. */
  pairs(index: number, upstream: number): boolean {
    const { steps } = this.plan.snapshot;
    const scope = steps[index]?.scope;
    return scope !== undefined && steps[upstream]?.scope === scope && !this.gathers.get(index)?.has(upstream);
  }

  hasDependents({ index }: StepRun): boolean {
    const { offsets } = this.plan.graph;
    return entry(offsets, index + 1) > entry(offsets, index);
  }

  /** Decides the steps that wait for nothing. */
  begin(): void {
    for (const step of this.single) if (step) this.decideIfFree(step);
  }

  /** Begins where another process left off. @param restore puts a step where it was; true: it has ended */
  resume(restore: (step: StepRun) => boolean): void {
    this.restore = restore;
    this.releaseRestored(this.steps);
    this.begin();
  }

  /** All are put where they were before any is let go, so that none is decided that has ended. */
  private releaseRestored(steps: readonly StepRun[]): void {
    const ended = steps.filter((step) => this.restore?.(step));
    this.unended -= ended.length;
    for (const step of ended) this.release(step);
  }

  /** Notes that a step has ended; what waited for it alone is decided before this returns. */
  end(step: StepRun, ending: StepEnding): void {
    step.ending = ending;
    this.unended -= 1;
    this.release(step);
  }

  /**
   * Lets go what waits for an ended step. Iterative, so that a chain of 100,000 skipped steps needs no stack.
   */
  private release(step: StepRun): void {
    if (this.propagating) {
      this.ended.push(step);
      return;
    }
    this.propagating = true;
    this.propagate(step);
    if (this.ended.length > 0) this.releaseAll();
    this.propagating = false;
  }

  private releaseAll(): void {
    for (let next = 0; next < this.ended.length; next += 1) this.propagate(this.ended[next] as StepRun);
    this.ended.length = 0;
  }

  private propagate(step: StepRun): void {
    const { graph } = this.plan;
    const last = entry(graph.offsets, step.index + 1);
    if (this.mappedBy.size === 0) {
      for (let at = entry(graph.offsets, step.index); at < last; at += 1) {
        this.arrive(step, this.single[entry(graph.targets, at)] as StepRun, true);
      }
      return;
    }
    const left = entry(this.left, step.index) - 1;
    this.left[step.index] = left;
    if (left === 0 && step.plan.dynamic) this.expand(step);
    for (let at = entry(graph.offsets, step.index); at < last; at += 1) {
      const target = entry(graph.targets, at);
      const scope = this.plan.snapshot.steps[target]?.scope;
      if (scope === step.index) continue; // expand() has counted the dynamic step
      if (this.pairs(target, step.index)) {
        const sibling = this.mapped[target]?.[step.item];
        if (sibling) this.arrive(step, sibling, true);
      } else {
        for (const dependent of this.instancesOf(target)) this.arrive(step, dependent, left === 0);
      }
    }
  }

  /** One upstream step of `dependent` has ended; `last`: no other instance of that plan step is left. */
  private arrive(step: StepRun, dependent: StepRun, last: boolean): void {
    note(step, dependent);
    if (!last) return;
    dependent.waitingFor -= 1;
    this.decideIfFree(dependent);
  }

  private decideIfFree(step: StepRun): void {
    if (step.waitingFor !== 0 || step.ending !== undefined) return;
    // Once: where a run goes on, a step may be free because of what ended before, and be looked at again with the roots.
    step.waitingFor = DECIDED;
    // An earlier holder of the run decided it, and a blocking hook still holds it back.
    if (step.outcome !== undefined) return;
    // The common case needs no look at the sources.
    if (!step.gapped && !step.blocked) return this.listener.ready(step);
    const decision = decideStep(step.plan, new StepUpstream(this, step));
    if (decision === 'run') this.listener.ready(step);
    else this.listener.notRun(step, decision);
  }

  private expand(dynamic: StepRun): void {
    const members = this.membersOf(dynamic.index);
    // Without items to map, one stand-in under the plain key ends for all of them.
    const keys =
      dynamic.ending === 'success' ? [...(dynamic.value as ReadonlyMap<string, unknown>).keys()] : [undefined];
    this.unended += members.length * (keys.length - 1);
    for (const index of members) this.instantiate(index, keys);
    for (const index of members) this.connect(index, dynamic);
    if (this.restore) this.releaseRestored(members.flatMap((index) => this.instancesOf(index)));
    for (const index of members) {
      if (keys.length === 0) this.endEmpty(index);
      for (const instance of this.instancesOf(index)) this.decideIfFree(instance);
    }
  }

  private instantiate(index: number, keys: readonly (string | undefined)[]): void {
    const step = this.plan.snapshot.steps[index] as PlanStep;
    const instances = keys.map((key, item) => {
      return new StepRun(index, step, {
        key: key === undefined ? step.key : mappedStepKey(step.key, key),
        item,
        mapKey: key,
      });
    });
    this.mapped[index] = instances;
    this.left[index] = keys.length;
    for (const instance of instances) this.steps.push(instance);
  }

  /** Counts what the instances of a mapped step wait for, and what has happened upstream before they existed. */
  private connect(index: number, dynamic: StepRun): void {
    const step = this.plan.snapshot.steps[index] as PlanStep;
    for (const instance of this.instancesOf(index)) {
      note(dynamic, instance);
      for (const upstream of step.upstream) if (upstream !== dynamic.index) this.countUpstream(instance, upstream);
    }
  }

  private countUpstream(instance: StepRun, upstream: number): void {
    const paired = this.pairs(instance.index, upstream);
    if (paired || entry(this.left, upstream) > 0) instance.waitingFor += 1;
    if (paired) return;
    for (const source of this.instancesOf(upstream)) if (source.ending) note(source, instance);
  }

  /** A mapped step without items has ended for those that wait for all of its items. */
  private endEmpty(index: number): void {
    const { offsets, targets } = this.plan.graph;
    const scope = this.plan.snapshot.steps[index]?.scope;
    for (let at = entry(offsets, index); at < entry(offsets, index + 1); at += 1) {
      const target = entry(targets, at);
      if (this.plan.snapshot.steps[target]?.scope === scope) continue;
      for (const dependent of this.instancesOf(target)) {
        dependent.waitingFor -= 1;
        this.decideIfFree(dependent);
      }
    }
  }

  private add(index: number, step: PlanStep): void {
    if (step.scope === undefined) this.addSingle(index, step);
    else this.addMember(index, step, step.scope);
  }

  private addSingle(index: number, plan: PlanStep): void {
    const step = new StepRun(index, plan);
    step.waitingFor = entry(this.plan.graph.indegree, index);
    this.single[index] = step;
    this.steps.push(step);
  }

  private addMember(index: number, plan: PlanStep, scope: number): void {
    this.membersOf(scope).push(index);
    const collected = plan.inputs.flatMap(collectedBy);
    if (collected.length > 0) this.gathers.set(index, new Set(collected));
  }

  private membersOf(dynamic: number): number[] {
    const members = this.mappedBy.get(dynamic) ?? [];
    this.mappedBy.set(dynamic, members);
    return members;
  }
}

/** Plan indices of the steps all of whose items an input takes. */
function collectedBy(input: PlanInput): readonly number[] {
  if (input.kind === 'list') return input.items.flatMap(collectedBy);
  return input.kind === 'collect' ? [input.step] : [];
}

/** Of a step that waits for nothing any more: what becomes of it is decided. */
const DECIDED = -1;

/** An entry of one of the plan's arrays, all of which have one for every step. */
function entry(list: Int32Array, index: number): number {
  return list[index] as number;
}

/** Remembers on a dependent how an upstream step ended. */
function note(step: StepRun, dependent: StepRun): void {
  if (step.ending === 'skipped') dependent.gapped = true;
  else if (step.ending !== 'success') dependent.blocked = true;
  else if (step.outputs) dependent.gapped ||= step.plan.outputs.some((out) => out.optional);
}
