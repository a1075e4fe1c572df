import type { RandomGraph, RandomMap, RandomStep, Source, When } from './random-graph';

/** How a step ended, with its values by output name (of a dynamic one by key). */
export interface Expected {
  readonly status: 'success' | 'failure' | 'skipped' | 'notExecuted';
  readonly reason?: 'absent' | 'upstream';
  readonly values: ReadonlyMap<string, string>;
  /** Attempts started. */
  readonly attempts: number;
}

/** What one source leaves for an input: values in order, or none. */
interface Found {
  readonly ending: 'present' | 'absent' | 'broken';
  readonly value: unknown;
}

/** Whether something that happens `when` happens to a step of this map key. */
export function happens(when: When, key: string | undefined): boolean {
  return when === 'always' || (when === 'some' && key === 'b');
}

/** A short text for what an op makes of its inputs. */
export function digest(stepKey: string, output: string, inputs: readonly unknown[]): string {
  let hash = 7;
  for (const char of `${stepKey}/${output}/${JSON.stringify(inputs)}`) hash = (hash * 31 + char.charCodeAt(0)) % 1e9;
  return `${stepKey}.${output}#${hash}`;
}

/**
 * What S22, S23 and S24 say of a graph: each step asks for the steps before it, without any order in time. Written from
 * the rules alone, to be compared with the engine.
 */
export function interpret(graph: RandomGraph): ReadonlyMap<string, Expected> {
  const reference = new Reference(graph);
  for (const [index, step] of graph.steps.entries()) {
    for (const key of reference.keysOf(step)) reference.end(index, key);
  }
  return reference.ends;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

class Reference {
  readonly ends = new Map<string, Expected>();

  constructor(private readonly graph: RandomGraph) {}

  /** The map keys of a step: one `undefined` outside of maps, and where there are no keys to map over. */
  keysOf({ map }: RandomStep): readonly (string | undefined)[] {
    if (map === undefined) return [undefined];
    const dynamic = this.end(this.mapOf(map).dynamic, undefined);
    return dynamic.status === 'success' ? [...dynamic.values.keys()] : [undefined];
  }

  end(index: number, key: string | undefined): Expected {
    const stepKey = key === undefined ? `n${index}` : `n${index}[${key}]`;
    const known = this.ends.get(stepKey);
    if (known) return known;
    const expected = this.decide(this.graph.steps[index] as RandomStep, { index, key, stepKey });
    this.ends.set(stepKey, expected);
    return expected;
  }

  private decide(step: RandomStep, place: Place): Expected {
    const inputs = step.inputs.map((source) => this.find(source, step, place.key));
    const needed = step.map === undefined ? inputs : [...inputs, this.item(step, place.key, 'dynamic')];
    if (needed.some(({ ending }) => ending === 'absent')) {
      return { status: 'skipped', reason: 'absent', values: NOTHING, attempts: 0 };
    }
    if (needed.some(({ ending }) => ending === 'broken') || step.after.some((upstream) => this.isBroken(upstream))) {
      return { status: 'notExecuted', reason: 'upstream', values: NOTHING, attempts: 0 };
    }
    const attempts = step.flaky ? 2 : 1;
    if (happens(step.fails, place.key)) return { status: 'failure', values: NOTHING, attempts: 2 };
    const values = inputs.map(({ value }) => value);
    return { status: 'success', values: outputsOf(step, place, values), attempts };
  }

  private find(source: Source, step: RandomStep, key: string | undefined): Found {
    switch (source.kind) {
      case 'constant':
        return { ending: 'present', value: source.value };
      case 'item':
        return this.item(step, key, 'over');
      case 'output': {
        const sameMap = this.graph.steps[source.step]?.map !== undefined;
        return this.output(source.step, sameMap ? key : undefined, source.output);
      }
      case 'collect':
        return this.collect(source.of);
      case 'list':
        return unite(source.items.map((item) => this.find(item, step, key)));
    }
  }

  /** The value that a map goes over: the item of its dynamic step, or what the map before it returned. */
  private item({ map }: RandomStep, key: string | undefined, what: 'dynamic' | 'over'): Found {
    const { over, dynamic } = this.mapOf(map as number);
    if (what === 'over' && 'map' in over) {
      const { last, output } = this.mapOf(over.map);
      return this.output(last, key, output);
    }
    return this.output(dynamic, undefined, key ?? '');
  }

  private collect(of: Extract<Source, { kind: 'collect' }>['of']): Found {
    const { dynamic, last, output } =
      'map' in of ? this.mapOf(of.map) : { dynamic: of.dynamic, last: undefined, output: '' };
    const end = this.end(dynamic, undefined);
    if (end.status !== 'success')
      return last === undefined ? this.output(dynamic, undefined, '') : this.output(last, undefined, output);
    const keys = [...end.values.keys()];
    const found = keys.map((key) =>
      last === undefined ? this.output(dynamic, undefined, key) : this.output(last, key, output),
    );
    return found.length === 0 ? { ending: 'present', value: [] } : unite(found);
  }

  private output(index: number, key: string | undefined, output: string): Found {
    const { status, values } = this.end(index, key);
    if (status === 'failure' || status === 'notExecuted') return { ending: 'broken', value: undefined };
    return { ending: values.has(output) ? 'present' : 'absent', value: values.get(output) };
  }

  private isBroken(index: number): boolean {
    const { status } = this.end(index, undefined);
    return status === 'failure' || status === 'notExecuted';
  }

  private mapOf(map: number): RandomMap {
    return this.graph.maps[map] as RandomMap;
  }
}

interface Place {
  readonly index: number;
  readonly key: string | undefined;
  readonly stepKey: string;
}

/** Absent if all are, broken if one is; else the present ones in order. */
function unite(found: readonly Found[]): Found {
  if (found.every(({ ending }) => ending === 'absent')) return { ending: 'absent', value: undefined };
  const ending = found.some((one) => one.ending === 'broken') ? 'broken' : 'present';
  return { ending, value: found.filter((one) => one.ending === 'present').map(({ value }) => value) };
}

function outputsOf(step: RandomStep, { key, stepKey }: Place, inputs: readonly unknown[]): ReadonlyMap<string, string> {
  const names = {
    plain: ['result'],
    outs: happens(step.leavesOut, key) ? ['a'] : ['a', 'b'],
    dynamic: step.keys,
  }[step.shape];
  return new Map(names.map((name) => [name, digest(stepKey, name, inputs)]));
}
