import { definitionError } from './definition-error';
import { type HandleInfo, INFO, refuseProtocol } from './handle';
import { invokeGraph } from './invoke-graph';
import { invokeOp } from './invoke-op';
import { POLICIES, placeOf } from './policies';
import { type Body, EMPTY, type Invocation, type Member, NO_TAGS } from './recording';
import { assertOpen } from './run-body';

/** What `this.a` is in a body: a function that invokes, and that can get policies first. */
export function createInvocation(body: Body, member: Member): object {
  return callable({ body, member, hooks: EMPTY, tags: NO_TAGS, after: EMPTY });
}

// Only its being a function counts: all that is done to it meets the traps.
const FUNCTION = () => undefined;

function callable(invocation: Invocation): object {
  return new Proxy(FUNCTION, new InvocationTraps(invocation));
}

class InvocationTraps implements ProxyHandler<() => unknown> {
  constructor(private readonly invocation: Invocation) {}

  apply(_target: object, _self: unknown, inputs: readonly unknown[]): unknown {
    const { body, member } = this.invocation;
    assertOpen(body, `${placeOf(this.invocation)} is invoked`);
    body.recording.pending.delete(this.invocation);
    return member.kind === 'op'
      ? invokeOp(this.invocation, member, inputs)
      : invokeGraph(this.invocation, member, inputs);
  }

  get(_target: object, key: string | symbol): unknown {
    if (key === INFO) return this.info();
    if (typeof key === 'symbol') return refuseProtocol(this.info(), key);
    const { kind } = this.invocation.member;
    const policies = POLICIES[kind];
    if (Object.hasOwn(policies, key)) return (...args: readonly unknown[]) => this.withPolicy(key, args);
    if (key === 'then') return undefined;
    throw noPolicy(this.invocation, key);
  }

  set(_target: object, key: string | symbol): never {
    throw noPolicy(this.invocation, String(key));
  }

  private withPolicy(key: string, args: readonly unknown[]): object {
    const { invocation } = this;
    const { recording } = invocation.body;
    assertOpen(invocation.body, `${key}() of ${placeOf(invocation)} is called`);
    const next = POLICIES[invocation.member.kind][key]?.(invocation, args) ?? invocation;
    recording.pending.delete(invocation);
    recording.pending.add(next);
    return callable(next);
  }

  private info(): HandleInfo {
    const { body, member } = this.invocation;
    return { kind: 'uninvoked', recording: body.recording, what: `${member.kind} '${body.path}${member.name}'` };
  }
}

function noPolicy(invocation: Invocation, key: string) {
  const { kind } = invocation.member;
  const place = placeOf(invocation);
  if (kind === 'graph' && Object.hasOwn(POLICIES.op, key)) {
    return definitionError(
      'HOOKLINE_BAD_BODY',
      `${key}() is called on ${place}, but a graph has no retry policy and no priority.`,
      'Give them to the ops inside.',
    );
  }
  return definitionError(
    'HOOKLINE_BAD_BODY',
    `'${key}' is read from ${place}, which is not invoked.`,
    `Add the parentheses: this.${invocation.member.name}(...). Before them go: ${Object.keys(POLICIES[kind]).join(', ')}.`,
  );
}

/**
 * Makes sure that nothing got policies in vain.
 * @throws InvalidDefinitionError (`HOOKLINE_NOT_INVOKED`)
 */
export function assertAllInvoked(pending: ReadonlySet<Invocation>): void {
  for (const invocation of pending) {
    throw definitionError(
      'HOOKLINE_NOT_INVOKED',
      `${placeOf(invocation)} got policies but was never invoked.`,
      `Add the parentheses at the end: this.${invocation.member.name}.withHooks(...)(input).`,
    );
  }
}
