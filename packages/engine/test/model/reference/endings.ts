import type { Mapped, Source } from '../job-spec';
import type { Shape } from './shape';
import { at } from './world';

/** How a step stands, for those who wait for it. */
export interface Ended {
  readonly status: 'success' | 'failure' | 'skipped' | 'notExecuted' | 'cancelled';
  readonly values: ReadonlyMap<string, string>;
}

/** Steps by index and map key; `undefined`: has not ended, or is still held back. */
export type Look = (step: number, key: string | undefined) => Ended | undefined;

/** What one source leaves for an input; `waiting`: its steps have not all ended. */
export interface Found {
  readonly ending: 'waiting' | 'present' | 'absent' | 'broken';
  readonly value?: unknown;
}

export type Decision =
  | { readonly kind: 'waiting' | 'absent' | 'upstream' }
  | { readonly kind: 'run'; readonly inputs: readonly unknown[] };

const WAITING: Found = { ending: 'waiting' };

/** S22 and S23: what becomes of a step, given the steps that have ended. */
export class Endings {
  constructor(
    private readonly shape: Shape,
    private readonly look: Look,
  ) {}

  decide(step: number, key: string | undefined): Decision {
    const { inputs } = at(this.shape.spec.steps, step);
    const found = inputs.map((source) => this.find(source, { step, key }));
    const map = this.shape.mapOf(step);
    const item = map ? [this.output(map.dynamic, undefined, key ?? '')] : [];
    const needed = [...found, ...item];
    const after = this.shape.afterOf(step).map((upstream) => this.look(upstream, undefined));
    if (needed.some(({ ending }) => ending === 'waiting') || after.includes(undefined)) return { kind: 'waiting' };
    if (needed.some(({ ending }) => ending === 'absent')) return { kind: 'absent' };
    const isBroken = needed.some(({ ending }) => ending === 'broken') || after.some((end) => end && wentWrong(end));
    return isBroken ? { kind: 'upstream' } : { kind: 'run', inputs: found.map(({ value }) => value) };
  }

  private find(source: Source, place: Place): Found {
    switch (source.kind) {
      case 'constant':
        return { ending: 'present', value: source.value };
      case 'item':
        return this.item(place);
      case 'output':
        return this.output(source.step, this.shape.mapOf(source.step) ? place.key : undefined, source.output);
      case 'collect':
        return this.collect(source.of);
      case 'list':
        return unite(source.items.map((item) => this.find(item, place)));
    }
  }

  /** What a map goes over: the item of its dynamic step, or what the map before it returned for this key. */
  private item({ step, key }: Place): Found {
    const map = this.shape.mapOf(step);
    if (!map) throw new Error('An item outside of maps.');
    if ('dynamic' in map.over) return this.output(map.dynamic, undefined, key ?? '');
    const { last, output } = at(this.shape.spec.maps, map.over.map);
    return this.output(last, key, output);
  }

  private collect(of: Mapped): Found {
    const dynamic = 'map' in of ? at(this.shape.spec.maps, of.map).dynamic : of.dynamic;
    const end = this.look(dynamic, undefined);
    if (!end) return WAITING;
    const keys = end.status === 'success' ? [...end.values.keys()] : [undefined];
    const found = keys.map((key) => this.collected(of, key));
    return found.length === 0 ? { ending: 'present', value: [] } : unite(found);
  }

  private collected(of: Mapped, key: string | undefined): Found {
    if ('dynamic' in of) return this.output(of.dynamic, undefined, key ?? '');
    const { last, output } = at(this.shape.spec.maps, of.map);
    return this.output(last, key, output);
  }

  private output(step: number, key: string | undefined, output: string): Found {
    const end = this.look(step, key);
    if (!end) return WAITING;
    if (wentWrong(end)) return { ending: 'broken' };
    return end.values.has(output) ? { ending: 'present', value: end.values.get(output) } : { ending: 'absent' };
  }
}

interface Place {
  readonly step: number;
  readonly key: string | undefined;
}

function wentWrong({ status }: Ended): boolean {
  return status !== 'success' && status !== 'skipped';
}

/** Waiting if one is; absent if all are; broken if one is; else the present ones in order. */
function unite(found: readonly Found[]): Found {
  if (found.some(({ ending }) => ending === 'waiting')) return WAITING;
  if (found.every(({ ending }) => ending === 'absent')) return { ending: 'absent' };
  if (found.some(({ ending }) => ending === 'broken')) return { ending: 'broken' };
  return { ending: 'present', value: found.filter(({ ending }) => ending === 'present').map(({ value }) => value) };
}
