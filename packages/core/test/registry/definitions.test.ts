import {
  defineJob,
  defineLogger,
  definitions,
  failureHook,
  Graph,
  hardcodedResource,
  Job,
  Op,
  runFailureHook,
  successHook,
  toJob,
  type Wired,
} from '../../src';
import { thrownBy } from '../thrown-by';

const db = hardcodedResource({ rows: 1 });
const other = hardcodedResource({ rows: 2 });
const alarm = failureHook({ name: 'alarm', requiredResourceKeys: ['pager'] }, () => undefined);
const ended = runFailureHook({ name: 'ended' }, () => undefined);

class Bare {
  readonly ops = 0;
}

class Etl {
  @Op({ requiredResourceKeys: ['db'] }) load(): number {
    return 1;
  }
  @Graph() loading(this: Wired<Etl>) {
    return this.load();
  }
  @Job() shared(this: Wired<Etl>) {
    this.load();
  }
  @Job({ name: 'owning', resources: { db: other } }) own(this: Wired<Etl>) {
    this.load();
  }
}
const adhoc = toJob(Etl, 'loading', { name: 'adhoc' });

describe('definitions', () => {
  const mine = defineLogger({
    create: () => ({ debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }),
  });
  const defs = definitions({ jobs: [Etl, adhoc], resources: { db }, hooks: [ended], loggers: { mine } });

  it('bind all jobs of a class, and job definitions', () => {
    expect(defs.jobNames).toEqual(['shared', 'owning', 'adhoc']);
    expect(defs.job('adhoc')).toMatchObject({ name: 'adhoc', nodes: adhoc.nodes });
  });

  it('add what they share to each job', () => {
    for (const name of defs.jobNames) {
      expect(defs.job(name).shared).toEqual({
        resources: { db },
        hooks: [expect.objectContaining({ name: 'ended' })],
        loggers: { mine },
      });
    }
    expect(defs.job('owning').resources).toEqual({ db: other });
    expect(defs.job('shared').resources).toBeUndefined();
  });

  it('find a job by its class and method as well', () => {
    expect(defs.job(Etl, 'own')).toBe(defs.job('owning'));
  });

  it('leave the definition of a job as it was', () => {
    expect(adhoc.shared).toBeUndefined();
    expect(defs.job('adhoc')).not.toBe(adhoc);
    expect([defs, defs.jobNames, defs.job('adhoc'), defs.job('adhoc').shared].every(Object.isFrozen)).toBe(true);
  });

  it('add to a job that others have bound: the nearer ones win, hooks of the outer ones come first', () => {
    const first = successHook({ name: 'first' }, () => undefined);
    const outer = definitions({
      jobs: [defs.job('adhoc')],
      resources: { db: other, more: other },
      hooks: [first, ended],
    });
    const shared = outer.job('adhoc').shared;
    expect(shared?.resources).toEqual({ db, more: other });
    expect(shared?.hooks.map(({ name }) => name)).toEqual(['first', 'ended']);
    expect(shared?.loggers).toEqual({ mine });
  });

  const asked: readonly [string, () => unknown, string][] = [
    ['a misspelt name', () => defs.job('shred'), "The definitions have no job 'shred'. Did you mean 'shared'?"],
    [
      'an unknown name',
      () => defs.job('nightly'),
      "The definitions have no job 'nightly'. There are: shared, owning, adhoc.",
    ],
    [
      'an unknown class',
      () => defs.job(Bare, 'run' as never),
      'The definitions do not have class Bare. Add the class to their jobs.',
    ],
    [
      'a method that is no job',
      () => defs.job(Etl, 'loading'),
      "Class Etl of the definitions has no job method 'loading'. There are: shared, own.",
    ],
  ];

  it.each(asked)('tell what there is when asked for %s', (_, run, message) => {
    expect(thrownBy(run)).toMatchObject({ name: 'InvalidInvocationError', code: 'HOOKLINE_UNKNOWN_JOB', message });
  });

  it('ask for a name where they are given none', () => {
    expect(thrownBy(() => defs.job(undefined as never))).toMatchObject({
      code: 'HOOKLINE_BAD_ARGUMENT',
      message: expect.stringContaining("Parameter 'name' of job() of the definitions is undefined.") as string,
    });
  });

  class Derived extends Etl {}
  const wrong: readonly [string, string, () => unknown, string][] = [
    [
      'two jobs of one name',
      'HOOKLINE_DUPLICATE_NAME',
      () => definitions({ jobs: [Etl, defineJob(Etl, 'shared')], resources: { db } }),
      "Two jobs of the definitions are named 'shared': one from class Etl, one from a job definition. " +
        "List one of them, or give it another name: the option 'name' of @Job or toJob.",
    ],
    [
      'a class twice',
      'HOOKLINE_DUPLICATE_NAME',
      () => definitions({ jobs: [Etl, Etl], resources: { db } }),
      'Class Etl stands twice in the jobs of the definitions. List it once: it stands for all its jobs.',
    ],
    [
      'a class beside its base',
      'HOOKLINE_DUPLICATE_NAME',
      () => definitions({ jobs: [Etl, Derived], resources: { db } }),
      "Two jobs of the definitions are named 'shared': one from class Etl, one from class Derived. " +
        "List one of them, or give it another name: the option 'name' of @Job or toJob.",
    ],
    [
      'a class without jobs',
      'HOOKLINE_BAD_ARGUMENT',
      () => definitions({ jobs: [Bare] }),
      'Class Bare, given to definitions(), has no job. ' +
        'Decorate a method of it with @Job(), or make a job of a graph with toJob.',
    ],
    [
      'a missing resource',
      'HOOKLINE_MISSING_RESOURCE',
      () => definitions({ jobs: [adhoc] }),
      "Resource 'db' is not provided, but op 'load' of job 'adhoc' requires it. None are provided. " +
        'Add it: definitions({ resources: { db: ... } }), or resources of the job.',
    ],
    [
      'a hook for all whose resource a job with its own resources lacks',
      'HOOKLINE_MISSING_RESOURCE',
      () => definitions({ jobs: [defineJob(Etl, 'own')], resources: { pager: db }, hooks: [alarm] }),
      "Resource 'pager' is not provided, but hook 'alarm' on op 'load' of job 'owning' requires it. Provided are: db. " +
        'Add it: resources: { pager: ... } of the job, which must give all that it needs.',
    ],
    [
      'a hook for all with the name of another',
      'HOOKLINE_DUPLICATE_NAME',
      () => {
        const job = toJob(Etl, 'loading', { hooks: [runFailureHook({ name: 'ended' }, () => undefined)] });
        definitions({ jobs: [job], resources: { db }, hooks: [ended] });
      },
      "Two different hooks are named 'ended': one on definitions of job 'loading', one on job 'loading'. " +
        "Rename one with the option 'name' of its decorator, so that run config and events can tell them apart.",
    ],
    [
      'a hook that is none',
      'HOOKLINE_BAD_HOOK',
      () => definitions({ jobs: [Etl], hooks: [() => undefined] }),
      'Hook 1 of definitions() is a function, not a hook. Give a static method with a hook decorator, ' +
        'such as @FailureHook(), or what failureHook({ name }, fn) returns.',
    ],
    [
      'jobs that are none',
      'HOOKLINE_BAD_OPTION',
      () => definitions({ jobs: [Etl, 'shared' as never] }),
      "Option 'jobs.1' of definitions() is 'shared'. " +
        'Give a list of classes with @Job() methods, and of what defineJob or toJob returns.',
    ],
    [
      'nothing',
      'HOOKLINE_BAD_OPTION',
      () => definitions(undefined as never),
      "Parameter 'options' of definitions() is undefined. Give a plain object with some of: jobs, resources, hooks, loggers.",
    ],
    [
      'loggers that are none',
      'HOOKLINE_BAD_OPTION',
      () => definitions({ jobs: [Etl], loggers: { mine: {} as never } }),
      "Option 'loggers.mine' of definitions() is an object. Give what defineLogger returns.",
    ],
  ];

  it.each(wrong)('refuse %s', (_, code, run, message) => {
    expect(thrownBy(run)).toMatchObject({ code, message });
  });
});
