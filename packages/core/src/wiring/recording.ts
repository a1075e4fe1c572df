import type { HookDefinition } from '../definition/hook-definition';
import type { GraphInvocation, NodeDefinition } from '../definition/node-definition';
import type { Class, OpDefinition } from '../definition/op-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import type { Tags } from '../util/json';
import type { NameScope } from './name-scope';

/** What the body of one job has wired so far, with the bodies of all graphs in it. */
export interface Recording {
  readonly jobName: string;
  /** In body order, graphs unrolled. */
  readonly nodes: NodeDefinition[];
  /** Invocations that got a policy and still wait for their parentheses. */
  readonly pending: Set<Invocation>;
  readonly members: Map<Class, Map<string, Member>>;
  /** Index of the dynamic node whose map body runs just now. */
  mapScope: number | undefined;
  /** False as soon as the body of the job has ended. */
  open: boolean;
  /** The `this` of a body, or what `use` gives it. */
  readonly wire: (body: Body, owner: Class) => object;
}

/** An op of a class. */
export interface OpMember {
  readonly kind: 'op';
  readonly name: string;
  readonly op: OpDefinition;
  /** Parameters of the method before the first one with a default, its context included. */
  readonly arity: number;
}

/** A graph of a class (or the job whose body is running). */
export interface GraphMember {
  readonly kind: 'graph';
  readonly name: string;
  readonly owner: Class;
  readonly method: string;
  readonly hooks: readonly HookDefinition[];
}

/** What a body can invoke. */
export type Member = OpMember | GraphMember;

/** One execution of the body of a job or graph. */
export interface Body {
  readonly recording: Recording;
  readonly member: GraphMember;
  readonly parent: Body | undefined;
  /** 0 for the job. */
  readonly depth: number;
  /** `graph 'g' of job 'j'`. */
  readonly place: string;
  /** What step keys of this body start with: `''` or `outer.inner.`. */
  readonly path: string;
  /** The invocation that runs it and all that enclose it, outermost first. */
  readonly graphs: readonly GraphInvocation[];
  /** Nodes that all nodes of this body wait for. */
  readonly after: readonly number[];
  /** Of the enclosing graph invocations, merged. */
  readonly tags: Tags;
  readonly names: NameScope;
  open: boolean;
}

/** An op or graph of a body with the policies that it got so far; its parentheses record it. */
export interface Invocation {
  readonly body: Body;
  readonly member: Member;
  readonly alias?: string;
  readonly hooks: readonly HookDefinition[];
  readonly tags: Tags;
  readonly retryPolicy?: RetryPolicy;
  readonly priority?: number;
  readonly after: readonly number[];
}

/** Step key of a node, for errors. */
export function keyOf({ nodes }: Recording, node: number): string {
  return nodes[node]?.key ?? '?';
}

/** A list that nobody owns: most nodes have no hooks and wait for nothing but their inputs. */
export const EMPTY: readonly never[] = Object.freeze([]);

/** Tags of invocations that got none; told by identity. */
export const NO_TAGS: Tags = Object.freeze({});
