import { InvariantError } from '@hookline/core';
import {
  assertNever,
  decodeValue,
  mappedStepKey,
  type PlanInput,
  type PlanStep,
  type StepTrigger,
  type StoredOutput,
} from '@hookline/core/spi';
import { messageOf, toError } from '../thrown-error';
import type { Captured, CapturedOutputs, OutputAddress } from './captured';

/** Where values of one run are found again: in the process that runs it, and in any other. */
export interface ValueSource {
  /** Of the plan. */
  readonly steps: readonly PlanStep[];
  readonly jobInputs: Readonly<Record<string, unknown>>;
  /** What a step produced; undefined where it did not succeed. */
  captured(stepKey: string): CapturedOutputs | undefined;
  /** The keys of a dynamic step that succeeded, in emission order. */
  keysOf(stepKey: string): readonly string[] | undefined;
  /** The text of a value that is kept beside the database. */
  loadText(address: string): Promise<string>;
  /** A value that an IO manager of the user holds. */
  loadManaged(manager: string, source: OutputAddress, runId?: string): Promise<unknown>;
}

/** A step whose values are asked for. */
export interface StepPlaceRef {
  /** Into the plan. */
  readonly index: number;
  readonly key: string;
  /** Of a step inside of a map. */
  readonly mapKey: string | undefined;
}

/** Stands in a hook's context for a value that was not stored, or that an alert is not to wait for. */
export class UnstoredValue {
  constructor(
    readonly reason: string,
    readonly preview: string,
  ) {}
}

/** What becomes of a value that cannot be read: the attempt fails, or another stands in its place. */
export type Unreadable = 'fails' | 'standsIn';

/** Rejects where something takes too long. */
export type Limit = (fetching: Promise<void>) => Promise<void>;

/** A hook that tells of success may work with the values; others are alerts, which are not to wait for an outage to end. */
export function unreadableFor({ type }: StepTrigger): Unreadable {
  return type === 'step.succeeded' ? 'fails' : 'standsIn';
}

/** What an input is made of. */
type Part =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'output'; readonly address: OutputAddress; readonly captured: Captured }
  | { readonly kind: 'list'; readonly parts: readonly Part[] };

/**
 * Copies of the values of one step, as they were when they were produced (D29): what hooks on an instance see, the same
 * in every process. `prepare` fetches what is not at hand; the rest is decoded when it is looked at.
 */
export class ValueCopies {
  private readonly fetched = new Map<string, unknown>();

  constructor(
    private readonly source: ValueSource,
    private readonly step: StepPlaceRef,
  ) {}

  /** Keys of the steps whose outputs it reads; of a list over mapped steps the plain one, which stands for all. */
  sources(): readonly string[] {
    const inputs = this.plan.inputs.flatMap(referencesOf);
    return [this.step.key, ...inputs.flatMap((reference) => this.sourcesOf(reference))];
  }

  private sourcesOf({ kind, step }: Reference): readonly string[] {
    if (kind === 'output') return [this.placeOf(step).stepKey];
    const source = this.planOf(step);
    return source.scope === undefined ? [source.key] : [this.planOf(source.scope).key, source.key];
  }

  /** Fetches what is neither in an event nor in memory; undefined where there is nothing to fetch. */
  prepare(unreadable: Unreadable, limit: Limit): undefined | Promise<void> {
    const outputs = this.outputParts().map(([, part]) => part);
    const absent = [...this.inputParts(), ...outputs].flatMap(leaves).filter(({ captured }) => isElsewhere(captured));
    if (absent.length === 0) return undefined;
    const fetches = absent.map((leaf) => {
      const fetching = limit(this.fetch(leaf));
      return unreadable === 'fails' ? fetching : fetching.catch((error: unknown) => this.replace(leaf, error));
    });
    return Promise.all(fetches).then(() => undefined);
  }

  inputs(): readonly unknown[] {
    return this.inputParts().map((part) => this.valueOf(part));
  }

  /** Output name → value, of a dynamic output key → value; `{}` where the step did not succeed. */
  outputs(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.outputParts().map(([output, part]) => [output, this.outputOf(part)]));
  }

  private outputOf(part: Part): unknown {
    const value = this.valueOf(part);
    return value instanceof Map && this.plan.dynamic ? Object.fromEntries(value) : value;
  }

  private async fetch({ captured: { stored }, address }: Leaf): Promise<void> {
    const name = nameOf(address);
    if (this.fetched.has(name) && !(this.fetched.get(name) instanceof UnstoredValue)) return;
    if (stored.kind === 'blob') this.fetched.set(name, await this.source.loadText(stored.address));
    else if (stored.kind === 'manager') this.fetched.set(name, await this.loadManaged(stored, address));
  }

  private replace({ address }: Leaf, error: unknown): void {
    const reason = `it cannot be read: ${messageOf(toError(error, 'A value'))}`;
    this.fetched.set(nameOf(address), new UnstoredValue(reason, ''));
  }

  /** All items of a dynamic output are held one by one. */
  private async loadManaged({ key, runId }: Managed, address: OutputAddress): Promise<unknown> {
    const keys = address.mapKey === undefined ? this.source.keysOf(address.stepKey) : undefined;
    if (!keys) return this.source.loadManaged(key, address, runId);
    const items = new Map<string, unknown>();
    for (const mapKey of keys) items.set(mapKey, await this.source.loadManaged(key, { ...address, mapKey }, runId));
    return items;
  }

  private get plan(): PlanStep {
    return this.planOf(this.step.index);
  }

  private planOf(index: number): PlanStep {
    const step = this.source.steps[index];
    if (!step) throw new InvariantError(`There is no step ${index} in the plan.`);
    return step;
  }

  private outputParts(): readonly (readonly [string, Part])[] {
    const { key: stepKey } = this.step;
    const captured = this.source.captured(stepKey) ?? {};
    const address = { stepKey, op: this.plan.op, mapKey: undefined };
    return Object.entries(captured).map(([output, one]) => {
      return [output, { kind: 'output', address: { ...address, output }, captured: one }] as const;
    });
  }

  private inputParts(): readonly Part[] {
    return this.plan.inputs.map((input) => this.partOf(input) ?? { kind: 'value', value: undefined });
  }

  /** Undefined for an absent one. */
  private partOf(input: PlanInput): Part | undefined {
    switch (input.kind) {
      case 'constant':
        return { kind: 'value', value: structuredClone(input.value) };
      case 'input':
        return { kind: 'value', value: copyOf(this.source.jobInputs[input.name]) };
      case 'output':
        return this.outputPart(this.placeOf(input.step), input);
      case 'collect':
        return { kind: 'list', parts: this.collected(input).filter((part) => part !== undefined) };
      case 'list':
        return {
          kind: 'list',
          parts: input.items.map((item) => this.partOf(item)).filter((part) => part !== undefined),
        };
      default:
        return assertNever(input);
    }
  }

  /** The step that an input comes from: for a step inside of a map its own sibling, or its own item. */
  private placeOf(index: number): Place {
    const source = this.planOf(index);
    const { mapKey } = this.step;
    if (source.scope !== undefined && source.scope === this.plan.scope && mapKey !== undefined) {
      return { stepKey: mappedStepKey(source.key, mapKey), mapKey: undefined };
    }
    return { stepKey: source.key, mapKey: this.plan.scope === index ? mapKey : undefined };
  }

  private outputPart({ stepKey, mapKey }: Place, { step, output }: Reference): Part | undefined {
    const captured = this.source.captured(stepKey)?.[output];
    const address = { stepKey, op: this.planOf(step).op, output, mapKey };
    return captured ? { kind: 'output', captured, address } : undefined;
  }

  private collected(input: Reference): readonly (Part | undefined)[] {
    const source = this.planOf(input.step);
    if (source.dynamic) {
      const keys = this.source.keysOf(source.key) ?? [];
      return keys.map((mapKey) => this.outputPart({ stepKey: source.key, mapKey }, input));
    }
    const dynamic = this.planOf(source.scope ?? input.step);
    const keys = this.source.keysOf(dynamic.key) ?? [];
    return keys.map((key) => this.outputPart({ stepKey: mappedStepKey(source.key, key), mapKey: undefined }, input));
  }

  private valueOf(part: Part): unknown {
    if (part.kind === 'value') return part.value;
    if (part.kind === 'list') return part.parts.map((each) => this.valueOf(each));
    const { captured, address } = part;
    const { stored } = captured;
    if (stored.kind === 'lost') return new UnstoredValue(stored.reason, stored.preview);
    const fetched = this.fetched.get(nameOf(address));
    if (stored.kind === 'manager' || fetched instanceof UnstoredValue) return fetched;
    const text = captured.text ?? (stored.kind === 'inline' ? stored.text : fetched);
    return address.mapKey === undefined
      ? decodeValue(text as string)
      : itemOf(captured, text as string, address.mapKey);
  }
}

interface Place {
  readonly stepKey: string;
  readonly mapKey: string | undefined;
}

type Managed = Extract<StoredOutput, { kind: 'manager' }>;
type Reference = Extract<PlanInput, { kind: 'output' | 'collect' }>;
type Leaf = Extract<Part, { kind: 'output' }>;

function referencesOf(input: PlanInput): readonly Reference[] {
  if (input.kind === 'list') return input.items.flatMap(referencesOf);
  return input.kind === 'output' || input.kind === 'collect' ? [input] : [];
}

function leaves(part: Part): readonly Leaf[] {
  if (part.kind === 'list') return part.parts.flatMap(leaves);
  return part.kind === 'output' ? [part] : [];
}

function isElsewhere({ stored, text }: Captured): boolean {
  return stored.kind === 'manager' || (stored.kind === 'blob' && text === undefined);
}

/** Items of a dynamic output are kept together where they are text, each for itself where a manager holds them. */
function nameOf({ stepKey, output, mapKey }: OutputAddress): string {
  return JSON.stringify([stepKey, output, mapKey]);
}

/** Ten thousand steps that take one item each must not decode all items ten thousand times. */
const itemsOf = new WeakMap<Captured, ReadonlyMap<string, unknown>>();

function itemOf(captured: Captured, text: string, mapKey: string): unknown {
  const known = itemsOf.get(captured) ?? (decodeValue(text) as ReadonlyMap<string, unknown>);
  itemsOf.set(captured, known);
  return copyOf(known.get(mapKey));
}

/** A copy of a value; what can't be copied, as a function among the inputs of a job, is passed on as it is. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
