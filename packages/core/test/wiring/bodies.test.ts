import { defineJob, Graph, Job, Op, use, type Wired } from '../../src';
import { parseJobOptions } from '../../src/decorators/job-options';
import { setRecord } from '../../src/metadata/records';
import { thrownBy } from '../thrown-by';
import { type Loose, looseJob, looseNodes } from './loose-job';
import { Ops } from './ops';

/** A job whose body is this very function. */
function jobOf(body: (this: Loose) => unknown) {
  class Given extends Ops {}
  (Given.prototype as unknown as { given: unknown }).given = body;
  setRecord(Given, 'given', parseJobOptions({}, 'given', "'Given.given'"));
  return defineJob(Given, 'given' as never);
}

describe('the body of a job', () => {
  it('runs once, with anything returned', () => {
    let runs = 0;
    const job = looseJob((self) => {
      runs += 1;
      self.one();
      return { any: 'thing' };
    });
    expect([runs, job.nodes.length]).toEqual([1, 1]);
  });

  it('throws its own errors unchanged', () => {
    const boom = new Error('boom');
    expect(() =>
      looseJob(() => {
        throw boom;
      }),
    ).toThrow(boom);
  });

  it('may call the body of its base class', () => {
    class Base extends Ops {
      @Job() run(this: Wired<Base>) {
        this.one();
      }
    }
    class Derived extends Base {
      @Job() override run(this: Wired<Derived>) {
        super.run.call(this as unknown as Derived as never);
        this.inc(1);
      }
    }
    expect(defineJob(Derived, 'run').nodes.map(({ key }) => key)).toEqual(['one', 'inc']);
  });

  it('uses the ops of its base class, with its own class as owner', () => {
    class Derived extends Ops {
      override inc(n: number): number {
        return n + 2;
      }
      @Job() run(this: Wired<Derived>) {
        this.inc(1);
      }
    }
    expect(defineJob(Derived, 'run').nodes[0]?.op).toMatchObject({ owner: Derived, method: 'inc' });
  });

  const late: readonly [string, (this: Loose) => unknown, string][] = [
    [
      'an async function',
      async function body() {
        this.one();
      },
      "The body of job 'given' is async. It only wires ops, at once: do the work in an op.",
    ],
    [
      'a function that returns a promise',
      function body() {
        return Promise.reject(new Error('nobody waits for this'));
      },
      "The body of job 'given' is async. It only wires ops, at once: do the work in an op.",
    ],
    [
      'a generator',
      function* body() {
        yield this.one();
      },
      "The body of job 'given' is a generator. It only wires ops, at once: do the work in an op.",
    ],
    [
      'a function that returns a generator',
      function body() {
        return (function* late() {
          yield 1;
        })();
      },
      "The body of job 'given' is a generator. It only wires ops, at once: do the work in an op.",
    ],
  ];

  it.each(late)('cannot be %s', (_, body, message) => {
    expect(thrownBy(() => jobOf(body))).toMatchObject({ code: 'HOOKLINE_BAD_BODY', message });
  });

  const wrong: readonly [string, (self: Loose) => unknown, string][] = [
    [
      'a method without decorator',
      (self) => self.helper(),
      "The body of job 'loose' uses 'Loosely.helper', which is neither an op nor a graph. " +
        'Decorate the method with @Op() or @Graph(); a body only wires those.',
    ],
    [
      'a misspelt op',
      (self) => (self as unknown as { incr: Loose }).incr(1),
      "The body of job 'loose' uses 'Loosely.incr', but Loosely has no such op or graph. Did you mean 'inc'?",
    ],
    [
      'something far from any op',
      (self) => (self as unknown as { transmogrify: Loose }).transmogrify(1),
      "The body of job 'loose' uses 'Loosely.transmogrify', but Loosely has no such op or graph. " +
        'There are: one, inc, sum, load, three, tell, split, each, twice, quiet, both.',
    ],
    [
      'a job',
      (self) => self.whole(),
      "The body of job 'loose' invokes job 'whole'. Jobs do not nest: move what both share to a method with @Graph().",
    ],
    [
      'itself as a store',
      (self) => Object.assign(self, { rate: 1 }),
      "The body of job 'loose' sets 'this.rate'. A body only wires ops: keep it in a local constant.",
    ],
  ];

  it.each(wrong)('cannot use %s', (_, body, message) => {
    expect(thrownBy(() => looseNodes(body))).toMatchObject({ code: 'HOOKLINE_BAD_BODY', message });
  });

  it('says so when a class has no op at all', () => {
    class Bare {
      @Job() run(this: Wired<Bare>) {
        (this as unknown as { step(): void }).step();
      }
    }
    expect(() => defineJob(Bare, 'run')).toThrow(
      "The body of job 'run' uses 'Bare.step', but Bare has no such op or graph. " +
        'It has none: decorate its methods with @Op() or @Graph().',
    );
  });
});

describe('a body that has ended', () => {
  const kept: { self?: Loose; op?: Loose; each?: Loose } = {};
  looseNodes((self) => {
    kept.self = self;
    kept.op = self.one;
    kept.each = self.each();
  });
  const cases: readonly [string, () => unknown, string][] = [
    ['its this', () => kept.self?.inc(1), "'Loosely.inc' is used after the body of job 'loose' has ended."],
    ['its ops', () => kept.op?.(), "Op 'one' of job 'loose' is invoked after the body of job 'loose' has ended."],
    [
      'policies',
      () => kept.op?.alias('x'),
      "alias() of op 'one' of job 'loose' is called after the body of job 'loose'",
    ],
    ['map', () => kept.each?.map(() => undefined), "map() is called after the body of job 'loose' has ended."],
  ];

  it.each(cases)('refuses %s', (_, run, problem) => {
    const { code, message } = thrownBy(run);
    expect(code).toBe('HOOKLINE_BAD_BODY');
    expect(message).toContain(problem);
    expect(message).toContain('Wire everything before the body returns; it runs once and synchronously.');
  });

  it('may be that of a graph', () => {
    const leaked: Wired<Ops>[] = [];
    class Leaks extends Ops {
      @Graph() leaky(this: Wired<Leaks>) {
        leaked.push(this);
        return this.one();
      }
      @Job() run(this: Wired<Leaks>) {
        this.leaky();
        leaked[0]?.one();
      }
    }
    expect(() => defineJob(Leaks, 'run')).toThrow("is invoked after the body of graph 'leaky' of job 'run' has ended.");
  });
});

describe('use', () => {
  class Other {
    @Op({ requiredResourceKeys: ['db'] }) size(): number {
      return 1;
    }
    @Graph() half(this: Wired<Other>) {
      return this.size();
    }
  }

  it('gives the ops and graphs of another class, inside graphs too', () => {
    class Uses extends Ops {
      @Graph() sized(this: Wired<Uses>) {
        return this.inc(use(Other).size.alias('measured')());
      }
      @Job() run(this: Wired<Uses>) {
        this.inc(use(Other).half());
        this.sized();
      }
    }
    const { nodes } = defineJob(Uses, 'run');
    expect(nodes.map(({ key, op }) => [key, op.owner.name])).toEqual([
      ['half.size', 'Other'],
      ['inc', 'Uses'],
      ['sized.measured', 'Other'],
      ['sized.inc', 'Uses'],
    ]);
  });

  it('is refused outside of a body', () => {
    expect(thrownBy(() => use(Other))).toMatchObject({
      code: 'HOOKLINE_BAD_BODY',
      message:
        'use(Other) is called outside of a body. ' +
        'Call it in a method with @Job() or @Graph(), while the job is being defined.',
    });
  });

  it('is refused for anything but a class', () => {
    expect(thrownBy(() => looseJob(() => use(undefined as never)))).toMatchObject({
      name: 'InvalidInvocationError',
      code: 'HOOKLINE_BAD_ARGUMENT',
      message:
        "Parameter 'owner' of use() is undefined. Give the class whose ops you want: use(Parsing) (undefined: do files import each other?).",
    });
  });
});
