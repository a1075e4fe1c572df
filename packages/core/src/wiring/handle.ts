import type { Binding } from '../definition/node-definition';
import { assertNever } from '../util/assert-never';
import { definitionError } from './definition-error';
import { keyOf, type Recording } from './recording';

/** Stands for one value: an output, a job input, or what `collect()` gathers. */
export interface OutputInfo {
  readonly kind: 'output';
  readonly recording: Recording;
  readonly binding: Extract<Binding, { readonly kind: 'output' | 'input' | 'collect' }>;
  /** Dynamic node of the map that it belongs to. */
  readonly scope: number | undefined;
}

/** Stands for the items of a dynamic node, or for the outputs of a mapped one. */
export interface DynamicInfo {
  readonly kind: 'dynamic';
  readonly recording: Recording;
  readonly node: number;
  readonly output: string;
  /** The dynamic node. */
  readonly scope: number;
}

/** Stands for steps alone: a graph, or a map, that returns nothing. */
export interface StepsInfo {
  readonly kind: 'steps';
  readonly recording: Recording;
  /** First of its nodes, and the one after its last. */
  readonly range: readonly [first: number, end: number];
  readonly scope: number | undefined;
  /** `graph 'g'`. */
  readonly what: string;
}

/** Several handles by name: the outputs of an op or graph, or the inputs of a job. */
export interface GroupInfo {
  readonly kind: 'group';
  readonly recording: Recording;
  readonly noun: 'output' | 'input';
  /** `op 'split'`. */
  readonly what: string;
  readonly handles: Readonly<Record<string, unknown>>;
}

/** An op or graph without its parentheses. */
export interface UninvokedInfo {
  readonly kind: 'uninvoked';
  readonly recording: Recording;
  /** `op 'a'`. */
  readonly what: string;
}

/** What a handle stands for. */
export type HandleInfo = OutputInfo | DynamicInfo | StepsInfo | GroupInfo | UninvokedInfo;

/** Key under which every proxy of ours tells what it stands for. */
export const INFO = Symbol('hookline.info');

/** What a value stands for; `undefined` when it is no handle of ours. */
export function handleOf(value: unknown): HandleInfo | undefined {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined;
  try {
    return (value as { readonly [INFO]?: HandleInfo })[INFO];
  } catch {
    return undefined; // a Proxy of others that cannot be read
  }
}

type Methods = Readonly<Record<string, unknown>>;

// `console.log` looks past a proxy at its target, and so finds what to print.
const TARGET = {
  [Symbol.for('nodejs.util.inspect.custom')](this: unknown): string {
    const info = handleOf(this);
    return info ? `[${describeHandle(info)}: no value yet]` : '[handle]';
  },
};

/** A handle that explains itself when code treats it as the value that it stands for. */
export function createHandle(info: OutputInfo | DynamicInfo | StepsInfo, methods: Methods = {}): object {
  return new Proxy(TARGET, new HandleTraps(info, methods));
}

const POLICIES: readonly string[] = ['alias', 'withHooks', 'withTags', 'withRetryPolicy', 'withPriority', 'after'];

function policyTooLate(info: HandleInfo, policy: string) {
  return definitionError(
    'HOOKLINE_BAD_HANDLE',
    `'${policy}' stands behind the parentheses: it is read from ${describeHandle(info)}.`,
    `Policies come before them: this.op.${policy}(...)(input).`,
  );
}

class HandleTraps implements ProxyHandler<object> {
  constructor(
    private readonly info: OutputInfo | DynamicInfo | StepsInfo,
    private readonly methods: Methods,
  ) {}

  get(_target: object, key: string | symbol): unknown {
    if (key === INFO) return this.info;
    if (typeof key === 'symbol') return refuseProtocol(this.info, key);
    // A promise asks for `then`; without an answer it takes the handle as it is.
    if (key === 'then') return undefined;
    if (Object.hasOwn(this.methods, key)) return this.methods[key];
    throw POLICIES.includes(key) ? policyTooLate(this.info, key) : readAsValue(this.info, key);
  }

  set(_target: object, key: string | symbol): never {
    throw usedAsValue(this.info, `'${String(key)}' is written to ${describeHandle(this.info)}`);
  }

  ownKeys(): never {
    throw usedAsValue(this.info, `${describeHandle(this.info)} is asked for its keys`);
  }

  has(_target: object, key: string | symbol): never {
    throw usedAsValue(this.info, `${describeHandle(this.info)} is asked for '${String(key)}'`);
  }
}

/** Several handles by name; any other name explains itself. They can be listed and spread like any object. */
export function createGroup(info: GroupInfo): object {
  return new Proxy(info.handles, {
    get(handles, key) {
      if (key === INFO) return info;
      if (typeof key === 'symbol') return refuseProtocol(info, key);
      if (Object.hasOwn(handles, key)) return handles[key];
      if (key === 'then') return undefined;
      throw unknownName(info, key);
    },
    set(_handles, key) {
      throw usedAsValue(info, `'${String(key)}' is written to ${describeHandle(info)}`);
    },
  });
}

/** Answers what loops, spreads and templates ask for: a sentence; any other symbol: undefined. */
export function refuseProtocol(info: HandleInfo, key: symbol): undefined {
  if (key === Symbol.iterator || key === Symbol.asyncIterator) {
    throw usedAsValue(info, `${describeHandle(info)} is iterated over`);
  }
  if (key === Symbol.toPrimitive) throw usedAsValue(info, `${describeHandle(info)} is used as a text or number`);
  return undefined;
}

/** What a handle is, for people: `output 'result' of op 'a'`. */
export function describeHandle(info: HandleInfo): string {
  switch (info.kind) {
    case 'output':
      return describeOutput(info);
    case 'dynamic':
      return `the dynamic output of ${nameOf(info, info.node)}`;
    case 'steps':
      return `${info.what}, which returns nothing`;
    case 'group':
      return `the object of ${info.noun}s of ${info.what}`;
    case 'uninvoked':
      return `${info.what} without its parentheses`;
    default:
      return assertNever(info);
  }
}

function describeOutput(info: OutputInfo): string {
  const { binding, scope } = info;
  if (binding.kind === 'input') return `job input '${binding.name}'`;
  const op = nameOf(info, binding.node);
  if (binding.kind === 'collect') return `the collected output '${binding.output}' of ${op}`;
  return binding.node === scope ? `the item of ${op}` : `output '${binding.output}' of ${op}`;
}

function nameOf({ recording }: HandleInfo, node: number): string {
  return `op '${keyOf(recording, node)}'`;
}

function readAsValue(info: OutputInfo | DynamicInfo | StepsInfo, key: string) {
  if (info.kind === 'output' && (key === 'map' || key === 'collect')) {
    return definitionError(
      'HOOKLINE_BAD_HANDLE',
      `${key}() is called on ${describeHandle(info)} of job '${info.recording.jobName}', which is not dynamic.`,
      'Only an op with @Op({ dynamic: true }) can be mapped; pass a list as a whole to an op that takes a list.',
    );
  }
  return usedAsValue(info, `'${key}' is read from ${describeHandle(info)}`);
}

/** For code that treats a handle as a value. */
function usedAsValue(info: HandleInfo, doing: string) {
  return definitionError(
    'HOOKLINE_BAD_HANDLE',
    `${doing} in job '${info.recording.jobName}', but there is no value while a job is defined.`,
    REMEDIES[info.kind],
  );
}

const REMEDIES: Readonly<Record<HandleInfo['kind'], string>> = {
  output: 'A body only wires ops: give it to an op as input, and use the value there.',
  dynamic: 'Use .map((item) => this.op(item)) to wire an op per item, and .collect() to gather what the ops return.',
  steps: 'It can only be waited for, with .after(...); return an output to use one.',
  group: 'Take one of them by its name.',
  uninvoked: 'Add the parentheses: this.op(...).',
};

function unknownName(info: GroupInfo, key: string) {
  const names = Object.keys(info.handles);
  const remedy =
    names.length > 0
      ? `The ${info.noun}s are: ${names.join(', ')}.`
      : "Declare the inputs: @Job({ inputs: z.object({ ... }) }), or the option 'inputs' of toJob.";
  const place = info.noun === 'input' ? info.what : `${info.what} of job '${info.recording.jobName}'`;
  const problem = `${place} has no ${info.noun} '${key}'.`;
  return definitionError('HOOKLINE_BAD_HANDLE', problem, remedy);
}
