import { z } from 'zod';
import type { GraphRecord } from '../metadata/method-record';
import { setRecord } from '../metadata/records';
import { checkName } from '../util/check-name';
import { parseOptions } from '../util/parse-options';
import type { AnyMethod } from '../util/type-helpers';
import type { CheckBody } from './body-checks';
import { decoratedMethod, refuseBareUse } from './decorated-method';
import type { CheckHooks, CheckInstance, CheckPublic } from './method-checks';
import { HOOKS, NAME } from './option-schemas';
import { refuseAsync } from './refuse-async';

/** Options of `@Graph`. */
export interface GraphOptions<H extends readonly AnyMethod[] = readonly AnyMethod[]> {
  /** Default: the name of the method. Letters, digits and `_`. */
  readonly name?: string;
  /** Op hooks of each op in every invocation of the graph. */
  readonly hooks?: H;
}

/** What `@Graph(...)` returns: a method decorator that checks the body by type. */
export type GraphDecorator = <T extends object, P extends PropertyKey, M extends AnyMethod>(
  target: T & CheckInstance<T>,
  method: P & CheckPublic<T, P>,
  descriptor: TypedPropertyDescriptor<M> & CheckBody<T, M>,
) => void;

const OPTIONS = z.strictObject({ name: NAME.optional(), hooks: HOOKS.optional() });

/**
 * Makes a method the body of a graph: it wires ops with `this: Wired<TheClass>`, and other bodies call it like an op.
 * @throws InvalidDefinitionError where it cannot stand, or for an option that cannot be
 */
export function Graph<const H extends readonly AnyMethod[] = readonly AnyMethod[]>(
  options?: GraphOptions<H> & CheckHooks<H>,
): GraphDecorator;
export function Graph(...args: readonly unknown[]) {
  refuseBareUse('@Graph', args);
  const [options = {}] = args;
  return (...decoration: [unknown, unknown, unknown]): void => {
    const { owner, method, fn, place } = decoratedMethod({ name: '@Graph', placement: 'instance' }, decoration);
    refuseAsync(fn, place);
    setRecord(owner, method, parseGraphOptions(options, method, place));
  };
}

function parseGraphOptions(options: unknown, method: string, place: string): GraphRecord {
  const { name, hooks = [] } = parseOptions(OPTIONS, options, `graph ${place}`);
  const hookList = Object.freeze(hooks);
  return Object.freeze({ kind: 'graph', name: name ?? checkName(method, `graph ${place}`), hooks: hookList });
}
