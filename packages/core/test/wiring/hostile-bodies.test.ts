import { type Dynamic, defineJob, dynamic, Job, Op, type Wired } from '../../src/index';

const refuse = (): never => {
  throw new Error('a trap');
};
const trap = new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const cycle: { self?: unknown } = {};
cycle.self = cycle;
const rejecting = () => Promise.reject(new Error('nobody waits for it'));

const handled = rejecting();
handled.catch(() => undefined);

let act: () => unknown = () => undefined;

class Ops {
  @Op({ dynamic: true }) items(): Dynamic<number> {
    return dynamic([['a', 1]]);
  }
  @Op() take(n: number): number {
    return n;
  }
  @Job() body(this: Wired<Ops>) {
    this.items();
    return act() as undefined;
  }
  @Job() mapped(this: Wired<Ops>) {
    this.items().map(() => act() as undefined);
  }
  @Job() constant(this: Wired<Ops>) {
    this.take(act() as number);
  }
  @Job() fine(this: Wired<Ops>) {
    this.items().map((n) => this.take(n));
  }
}

const caught = (job: 'body' | 'mapped' | 'constant'): unknown => {
  try {
    defineJob(Ops, job);
    return 'nothing';
  } catch (error) {
    return error;
  }
};

describe.each(['body', 'mapped'] as const)('the code of a %s that wires', (job) => {
  it.each([['a text'], [null], [undefined], [3], [Symbol('s')], [Object.freeze({})], [() => 1]])(
    'passes on what it throws, %p, and leaves other jobs alone',
    (thrown) => {
      act = () => {
        throw thrown as Error;
      };
      expect(Object.is(caught(job), thrown)).toBe(true);
      expect(defineJob(Ops, 'fine').nodes).toHaveLength(2);
    },
  );

  it.each([
    ['a promise that rejects', rejecting],
    ['a thenable whose then throws', () => Object.defineProperty({}, 'then', { value: refuse })],
  ])('refuses %s as what it returns', (_, give) => {
    act = give;
    expect(caught(job)).toMatchObject({ code: 'HOOKLINE_BAD_BODY' });
  });

  it.each([
    ['a proxy whose traps throw', () => trap],
    ['a revoked proxy', () => revoked],
    ['an object whose getter of then throws', () => Object.defineProperty({}, 'then', { get: refuse })],
    ['a function', () => refuse],
  ])('is not hurt by %s as what it returns', (_, give) => {
    act = give;
    // Nobody uses what the body of a job returns.
    expect(caught(job)).toEqual(job === 'body' ? 'nothing' : expect.objectContaining({ code: 'HOOKLINE_BAD_BODY' }));
  });
});

describe('a constant', () => {
  it.each([
    ['a proxy whose traps throw', () => trap],
    ['a list with a proxy whose traps throw', () => [trap]],
    ['a revoked proxy', () => revoked],
    [
      'a getter that throws',
      () => ({
        get a() {
          return refuse();
        },
      }),
    ],
    ['a cycle', () => cycle],
    ['an invalid date', () => new Date(Number.NaN)],
    ['a bigint', () => 10n],
    ['a class', () => Ops],
    ['a promise that rejects', () => handled],
  ])('that is %s is refused with op and input', (_, give) => {
    act = give;
    const error = caught('constant');
    expect(error).toMatchObject({ code: 'HOOKLINE_BAD_INPUT' });
    expect((error as Error).message).toMatch(/^Input 1 of op 'take'/);
  });
});
