import type { JsonValue, Tags } from '../util/json';
import type { HookDefinition } from './hook-definition';
import type { OpDefinition } from './op-definition';
import type { RetryPolicy } from './retry-policy';

/**
 * What an input of a node is bound to; `node` is the index of a node of the same job.
 *
 * An `output` of a node of the same map scope is the one of the same key, of the dynamic node itself the item of that
 * key, of a node outside of all maps the one value that it has (broadcast).
 */
export type Binding =
  | { readonly kind: 'constant'; readonly value: JsonValue | undefined }
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'output'; readonly node: number; readonly output: string }
  /** All items of a dynamic node, or all outputs of a mapped node, in emission order, without the absent ones. */
  | { readonly kind: 'collect'; readonly node: number; readonly output: string }
  /** Fan-in: at least one item is no constant. */
  | { readonly kind: 'list'; readonly items: readonly Binding[] };

/** One invocation of a graph that encloses nodes. */
export interface GraphInvocation {
  /** Path from the job: `outer.inner`. */
  readonly path: string;
  /** The graph's own hooks, then those of this invocation (S3). */
  readonly hooks: readonly HookDefinition[];
}

/** One invocation of an op in the body of a job, graphs unrolled. Nodes are listed in body order. */
export interface NodeDefinition {
  /** Step key: `graph.op`. */
  readonly key: string;
  /** Alias or counter name, last part of the key. */
  readonly name: string;
  readonly alias?: string;
  /** Outermost first. */
  readonly graphs: readonly GraphInvocation[];
  readonly op: OpDefinition;
  readonly inputs: readonly Binding[];
  /** Nodes (of `after`, on the op or an enclosing graph invocation) that must have ended well. */
  readonly after: readonly number[];
  /** Of this invocation alone. */
  readonly hooks: readonly HookDefinition[];
  /** Of the op, the enclosing graph invocations and this invocation, merged. */
  readonly tags: Tags;
  readonly retryPolicy?: RetryPolicy;
  readonly priority?: number;
  /** Set inside `map`: index of the dynamic node whose keys multiply this node. */
  readonly scope?: number;
}
