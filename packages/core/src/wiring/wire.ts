import type { Class } from '../definition/op-definition';
import { definitionError } from './definition-error';
import { createInvocation } from './invocation';
import { memberOf } from './members';
import type { Body } from './recording';
import { assertOpen } from './run-body';

/** The ops and graphs of a class as a body sees them: its `this`, or what `use` returns. */
export function wire(body: Body, owner: Class): object {
  return new Proxy(TARGET, new WiringTraps(body, owner));
}

const TARGET = {};

class WiringTraps implements ProxyHandler<object> {
  private readonly invocations = new Map<string, object>();

  constructor(
    private readonly body: Body,
    private readonly owner: Class,
  ) {}

  get(_target: object, key: string | symbol): unknown {
    if (typeof key === 'symbol') return undefined;
    const known = this.invocations.get(key);
    if (known) return known;
    // `await this` asks for it; without an answer it goes on.
    if (key === 'then' && !('then' in this.owner.prototype)) return undefined;
    assertOpen(this.body, `'${this.owner.name}.${key}' is used`);
    const invocation = createInvocation(this.body, memberOf(this.body, this.owner, key));
    this.invocations.set(key, invocation);
    return invocation;
  }

  set(_target: object, key: string | symbol): never {
    throw definitionError(
      'HOOKLINE_BAD_BODY',
      `The body of ${this.body.place} sets 'this.${String(key)}'.`,
      'A body only wires ops: keep it in a local constant.',
    );
  }
}
