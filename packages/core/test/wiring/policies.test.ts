import { z } from 'zod';
import {
  deadLetterHook,
  defineJob,
  failureHook,
  Job,
  Op,
  retryPolicy,
  runFailureHook,
  successHook,
  type Wired,
} from '../../src';
import { thrownBy } from '../thrown-by';
import { type Loose, looseJob, looseNodes } from './loose-job';
import { Ops } from './ops';

const alarm = failureHook({ name: 'alarm' }, () => undefined);
const failed = failureHook({ name: 'failed' }, () => undefined);
const cheer = successHook({ name: 'cheer' }, () => undefined);

const lastResort = deadLetterHook({ name: 'lastResort' }, () => undefined);
const runEnded = runFailureHook({ name: 'runEnded' }, () => undefined);

describe('policies of an invocation', () => {
  it('belong to that node alone, and add up', () => {
    const nodes = looseNodes((self) => {
      const one = self.one
        .alias('first')
        .withHooks(alarm)
        .withHooks(cheer, failed)
        .withTags({ a: '1', b: '1' })
        .withTags({ b: '2' })
        .withRetryPolicy(retryPolicy({ maxRetries: 3, delay: '1s' }))
        .withPriority(-2)();
      self.inc.after(one)(one);
      self.one();
    });
    expect(nodes[0]).toMatchObject({
      key: 'first',
      tags: { a: '1', b: '2' },
      retryPolicy: { maxRetries: 3, delay: 1000 },
      priority: -2,
    });
    expect(nodes[0]?.hooks.map(({ name }) => name)).toEqual(['alarm', 'cheer', 'failed']);
    expect(nodes[1]?.after).toEqual([0]);
    expect([nodes[2]?.hooks, nodes[2]?.tags, nodes[2]?.after]).toEqual([[], {}, []]);
    expect(nodes[2]).not.toHaveProperty('retryPolicy');
    expect(nodes[2]).not.toHaveProperty('priority');
  });

  it('make a new op, which can be invoked several times', () => {
    const nodes = looseNodes((self) => {
      const cheered = self.inc.withHooks(cheer);
      cheered(1);
      self.inc(2);
      cheered(3);
    });
    expect(nodes.map(({ key, hooks }) => [key, hooks.length])).toEqual([
      ['inc', 1],
      ['inc_2', 0],
      ['inc_3', 1],
    ]);
  });

  it('wait for outputs, several outputs, lists of them and graphs, each node once', () => {
    const nodes = looseNodes((self) => {
      const one = self.one();
      self.tell.after(one, self.split(1), [one, self.inc(2)], self.both(), self.quiet(3))(4);
    });
    expect(nodes.at(-1)?.after).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('find nothing to wait for in an input of the job', () => {
    const job = looseJob((self, { rate }) => self.one.after(rate)(), z.object({ rate: z.number() }));
    expect(job.nodes[0]?.after).toEqual([]);
  });

  const wrong: readonly [string, string, (self: Loose) => unknown, string][] = [
    [
      'a run hook',
      'HOOKLINE_BAD_HOOK',
      (self) => self.one.withHooks(alarm, runEnded)(),
      "Hook 'runEnded' is a runFailure hook and is attached to op 'one' of job 'loose'. " +
        'A run hook fires once per run: attach it to @Job({ hooks }), toJob or definitions.',
    ],
    [
      'a dead-letter hook',
      'HOOKLINE_BAD_HOOK',
      (self) => self.one.withHooks(alarm, lastResort)(),
      "Hook 'lastResort' is a deadLetter hook and is attached to op 'one' of job 'loose'. " +
        'A dead-letter hook reacts to deliveries, not to ops: attach it to @Job({ hooks }), toJob or definitions.',
    ],
    [
      'a function that is no hook',
      'HOOKLINE_BAD_HOOK',
      (self) => self.one.withHooks(alarm, function notify() {})(),
      "Hook 2 of op 'one' of job 'loose' is function notify, not a hook. Give a static method with a hook decorator, " +
        'such as @FailureHook(), or what failureHook({ name }, fn) returns.',
    ],
    [
      'undefined as a hook, on a graph',
      'HOOKLINE_BAD_HOOK',
      (self) => self.both.alias('x').withHooks(undefined)(),
      "Hook 1 of graph 'x' of job 'loose' is undefined, not a hook. Give a static method with a hook decorator, " +
        'such as @FailureHook(), or what failureHook({ name }, fn) returns.',
    ],
    [
      'tags that are no texts',
      'HOOKLINE_BAD_OPTION',
      (self) => self.one.withTags({ team: 'a', tier: 1 })(),
      "Parameter 'tags.tier' of withTags() of op 'one' of job 'loose' is 1. Give texts by name: { team: 'billing' }.",
    ],
    [
      'tags in a list',
      'HOOKLINE_BAD_OPTION',
      (self) => self.one.withTags(['a'])(),
      "Parameter 'tags' of withTags() of op 'one' of job 'loose' is an array. Give texts by name: { team: 'billing' }.",
    ],
    [
      'half a priority',
      'HOOKLINE_BAD_OPTION',
      (self) => self.one.withPriority(0.5)(),
      "Parameter 'priority' of withPriority() of op 'one' of job 'loose' is 0.5. Give a whole number.",
    ],
    [
      'after an op that was not invoked',
      'HOOKLINE_BAD_INPUT',
      (self) => self.one.after(self.inc)(),
      "Parameter 'upstream' of after() of op 'one' of job 'loose' is op 'inc' without its parentheses, which has no steps to wait for. " +
        'Give what an invocation returned: .after(this.a()).',
    ],
    [
      'after a constant',
      'HOOKLINE_BAD_INPUT',
      (self) => self.one.after('inc')(),
      "Parameter 'upstream' of after() of op 'one' of job 'loose' is 'inc', which has no steps to wait for. " +
        'Give what an invocation returned: .after(this.a()).',
    ],
    [
      'after an empty list',
      'HOOKLINE_BAD_INPUT',
      (self) => self.one.after([])(),
      "Parameter 'upstream' of after() of op 'one' of job 'loose' is an empty array, which has no steps to wait for. " +
        'Give what an invocation returned: .after(this.a()).',
    ],
    [
      'a retry policy of a graph',
      'HOOKLINE_BAD_BODY',
      (self) => self.both.withRetryPolicy(retryPolicy()),
      "withRetryPolicy() is called on graph 'both' of job 'loose', but a graph has no retry policy and no priority. " +
        'Give them to the ops inside.',
    ],
    [
      'a policy that does not exist',
      'HOOKLINE_BAD_BODY',
      (self) => self.split.even,
      "'even' is read from op 'split' of job 'loose', which is not invoked. Add the parentheses: this.split(...). " +
        'Before them go: alias, withHooks, withTags, after, withRetryPolicy, withPriority.',
    ],
    [
      'policies without parentheses',
      'HOOKLINE_NOT_INVOKED',
      (self) => self.one.alias('x').withHooks(alarm),
      "Op 'x' of job 'loose' got policies but was never invoked. " +
        'Add the parentheses at the end: this.one.withHooks(...)(input).',
    ],
  ];

  it.each(wrong)('are refused: %s', (_, code, body, message) => {
    expect(thrownBy(() => looseNodes(body))).toMatchObject({ code, message });
  });

  it('refuse a retry policy out of range', () => {
    expect(thrownBy(() => looseJob((self) => self.one.withRetryPolicy({ maxRetries: -1 })()))).toMatchObject({
      code: 'HOOKLINE_BAD_OPTION',
      message: expect.stringContaining("op 'one' of job 'loose'") as string,
    });
  });

  it('are forgotten where the body throws', () => {
    const boom = new Error('boom');
    class Throws extends Ops {
      @Op() last(): void {}
      @Job() run(this: Wired<Throws>) {
        this.last.alias('x');
        throw boom;
      }
    }
    expect(() => defineJob(Throws, 'run')).toThrow(boom);
  });
});
