import { FailureHook, Graph, Job, Op, SuccessHook } from '../../src';
import { thrownBy } from '../thrown-by';
import { decorate, loosely, onLoad, onNotify } from './decorate';

const DECORATORS = [
  ['@Op', loosely(Op)],
  ['@Graph', loosely(Graph)],
  ['@Job', loosely(Job)],
] as const;
const hook = loosely(FailureHook);

const symbol = Symbol('s');
class Members {
  static shared(): void {}
  instance(): void {}
  get accessor(): number {
    return 1;
  }
  [symbol](): void {}
  async late(): Promise<void> {}
  *lazy(): Iterable<number> {
    yield 1;
  }
}

describe.each(DECORATORS)('%s', (name, decorator) => {
  it.each([
    ['a static method', Members, 'shared', "on 'Members.shared': only hooks are static methods. Remove static."],
    [
      'an accessor',
      Members.prototype,
      'accessor',
      "on 'Members.accessor': this is not a method. Write it as a method: name() { ... }.",
    ],
    ['a property', Members.prototype, 'absent', "on 'Members.absent': this is not a method."],
    [
      'a symbol',
      Members.prototype,
      symbol,
      "on 'Members.Symbol(s)': the method is named by a symbol. Give the method a name that run config can write.",
    ],
  ])('refuses to stand on %s', (_what, target, key, message) => {
    const error = thrownBy(() => {
      decorate(decorator(), target, key);
    });
    expect(error.code).toBe('HOOKLINE_BAD_DECORATION');
    expect(error.message).toContain(`${name} ${message}`);
  });

  it('refuses to stand on a class', () => {
    expect(thrownBy(() => decorator()(Members)).message).toBe(
      `${name} stands on class Members. Put it on a method of the class.`,
    );
  });

  it('names class and method when its parentheses are missing', () => {
    const descriptor = Object.getOwnPropertyDescriptor(Members.prototype, 'instance');
    const error = thrownBy(() => decorator(Members.prototype, 'instance', descriptor));
    expect(error.code).toBe('HOOKLINE_BAD_DECORATION');
    expect(error.message).toBe(`${name} on 'Members.instance' stands without parentheses. Write ${name}().`);
  });

  it('says so of a class, and of the other kind of decorators', () => {
    expect(thrownBy(() => decorator(Members)).message).toContain('class Members stands without parentheses');
    const context = { kind: 'method', name: 'instance' };
    expect(thrownBy(() => decorator(() => 1, context)).message).toContain("'instance' stands without parentheses");
  });

  it('tells which option of the compiler is missing', () => {
    expect(thrownBy(() => decorator()(() => 1, { kind: 'method', name: 'instance' })).message).toBe(
      `${name} is compiled as a decorator of the ECMAScript proposal. Set "experimentalDecorators": true in a tsconfig.json whose "include" names this file (tsx ignores the options for other files).`,
    );
  });

  it('refuses a second decorator on the same method', () => {
    const Etl = onLoad(decorator());
    const error = thrownBy(() => {
      decorate(loosely(Op)(), Etl.prototype as object, 'load');
    });
    expect(error.code).toBe('HOOKLINE_BAD_DECORATION');
    expect(error.message).toMatch(
      /^Method 'Etl.load' is decorated twice: as (op|graph|job) and as op\. A method is one/,
    );
  });
});

describe.each([
  ['@Graph', loosely(Graph)],
  ['@Job', loosely(Job)],
])('%s', (_name, decorator) => {
  it.each(['late', 'lazy'])('refuses the body %s', (key) => {
    const error = thrownBy(() => {
      decorate(decorator(), Members.prototype, key);
    });
    expect(error.code).toBe('HOOKLINE_BAD_BODY');
    expect(error.message).toBe(
      `The body 'Members.${key}' is asynchronous or a generator. A body runs once, synchronously, and only wires; put work into ops.`,
    );
  });
});

describe('a hook decorator', () => {
  it('refuses to stand on an instance method', () => {
    const error = thrownBy(() => onLoad(hook()));
    expect(error.code).toBe('HOOKLINE_BAD_DECORATION');
    expect(error.message).toBe("@FailureHook on 'Etl.load': a hook is a static method. Write static before its name.");
  });

  it('names class and method when its parentheses are missing', () => {
    expect(thrownBy(() => onNotify(hook as never)).message).toBe(
      "@FailureHook on 'Hooks.notify' stands without parentheses. Write @FailureHook().",
    );
  });

  it('refuses a method with two parameters', () => {
    class Two {
      static notify(a: unknown, b: unknown): unknown {
        return [a, b];
      }
    }
    expect(
      thrownBy(() => {
        decorate(hook(), Two, 'notify');
      }).message,
    ).toBe("@FailureHook on 'Two.notify' has 2 parameters. A hook takes one parameter, its context.");
  });

  it('refuses a second hook decorator on the same method', () => {
    const Hooks = onNotify(hook());
    const error = thrownBy(() => {
      decorate(loosely(SuccessHook)(), Hooks, 'notify');
    });
    expect(error.code).toBe('HOOKLINE_BAD_DECORATION');
    expect(error.message).toContain("Hook 'notify' is decorated twice: as failure hook and as success hook.");
  });

  it('names an anonymous class as such', () => {
    const Anonymous = (() =>
      class {
        notify(): void {}
      })();
    expect(
      thrownBy(() => {
        decorate(hook(), Anonymous.prototype, 'notify');
      }).message,
    ).toContain("'(anonymous class).notify'");
  });
});
