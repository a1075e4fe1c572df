import type { Class } from '../definition/op-definition';
import { wrongArgument } from '../util/wrong-argument';
import { definitionError } from './definition-error';
import { currentBody } from './run-body';
import type { Wired } from './wired';

/**
 * The ops and graphs of another class, inside the body of a job or graph. `R`: as in `Wired<C, R>`.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for anything but a class
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_BODY`) outside of a body
 * @example const parsed = use(Parsing).parse(this.download());
 */
// biome-ignore lint/suspicious/noExplicitAny: without R there is nothing to check
export function use<T, R = any>(owner: Class<T>): Wired<T, R> {
  if (typeof owner !== 'function' || typeof owner.prototype !== 'object') {
    const remedy = 'Give the class whose ops you want: use(Parsing) (undefined: do files import each other?).';
    throw wrongArgument({ parameter: 'owner', of: 'use()', given: owner, remedy });
  }
  const body = currentBody();
  if (body) return body.recording.wire(body, owner as Class) as Wired<T, R>;
  throw definitionError(
    'HOOKLINE_BAD_BODY',
    `use(${owner.name}) is called outside of a body.`,
    'Call it in a method with @Job() or @Graph(), while the job is being defined.',
  );
}
