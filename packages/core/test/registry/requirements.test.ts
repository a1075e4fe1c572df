import {
  deadLetterHook,
  defineJob,
  definitions,
  failureHook,
  Graph,
  hardcodedResource,
  Inject,
  Job,
  Op,
  runFailureHook,
  toJob,
  type Wired,
} from '../../src';
import { checkResources, requirementsOf, resourcesOf } from '../../src/registry/requirements';
import { thrownBy } from '../thrown-by';

const needs = (name: string, key: string) => failureHook({ name, requiredResourceKeys: [key] }, () => undefined);
const ofRun = runFailureHook({ name: 'ofRun', requiredResourceKeys: ['pager'] }, () => undefined);

class Etl {
  constructor(@Inject('db') readonly db: object) {}
  @Op({ requiredResourceKeys: ['http'], hooks: [needs('ofOp', 'log')] }) load(): number {
    return 1;
  }
  @Graph({ hooks: [needs('ofGraph', 'chat')] }) graph(this: Wired<Etl>) {
    this.load.withHooks(needs('ofInvocation', 'chat'))();
  }
  @Job({ hooks: [needs('ofJob', 'slack'), ofRun] }) run(this: Wired<Etl>) {
    this.graph();
    this.load();
  }
  @Job({ hooks: [needs('alone', 'slack')] }) empty(this: Wired<Etl>) {}
}

class Stored {
  @Op({ requiredResourceKeys: ['db'], ioManagerKey: 'warehouse' }) load(): number {
    return 1;
  }
  @Op({ requiredResourceKeys: ['db'], ioManagerKey: 'db' }) both(): void {}
  @Op({ ioManagerKey: 'memory' }) transform(rows: number): number {
    return rows;
  }
  @Graph() graph(this: Wired<Stored>) {
    this.transform(this.load());
    this.both();
  }
  @Job() run(this: Wired<Stored>) {
    this.transform(this.load());
    this.both();
  }
}

describe('requirements of a job', () => {
  it('name each op and hook once, at the first step where it runs', () => {
    expect(requirementsOf(defineJob(Etl, 'run'))).toEqual([
      { key: 'http', requiredBy: "op 'graph.load' of job 'run'" },
      { key: 'db', requiredBy: "op 'graph.load' of job 'run'" },
      { key: 'slack', requiredBy: "hook 'ofJob' on op 'graph.load' of job 'run'" },
      { key: 'pager', requiredBy: "hook 'ofRun' on job 'run'" },
      { key: 'chat', requiredBy: "hook 'ofGraph' on op 'graph.load' of job 'run'" },
      { key: 'log', requiredBy: "hook 'ofOp' on op 'graph.load' of job 'run'" },
      { key: 'chat', requiredBy: "hook 'ofInvocation' on op 'graph.load' of job 'run'" },
    ]);
  });

  it('name the op of an IO manager, and none for those that are built in', () => {
    expect(requirementsOf(defineJob(Stored, 'run'))).toEqual([
      { key: 'db', requiredBy: "op 'load' of job 'run'" },
      { key: 'warehouse', requiredBy: "ioManagerKey of op 'load' of job 'run'" },
      { key: 'db', requiredBy: "op 'both' of job 'run'" },
      { key: 'db', requiredBy: "ioManagerKey of op 'both' of job 'run'" },
    ]);
    const resources = { db: hardcodedResource({}) };
    const lacking = toJob(Stored, 'graph', { name: 'run2' });
    expect(thrownBy(() => definitions({ jobs: [lacking], resources })).message).toBe(
      "Resource 'warehouse' is not provided, but ioManagerKey of op 'load' of job 'run2' requires it. " +
        'Provided are: db. Add it: definitions({ resources: { warehouse: ... } }), or resources of the job.',
    );
  });

  it('name the job for a hook of last resort', () => {
    const pager = deadLetterHook({ name: 'lastResort', requiredResourceKeys: ['pager'] }, () => undefined);
    const job = toJob(Stored, 'graph', { name: 'run3', hooks: [pager] });
    expect(requirementsOf(job).at(-1)).toEqual({ key: 'pager', requiredBy: "hook 'lastResort' on job 'run3'" });
  });

  it('name the job where a hook has no step to fire at', () => {
    expect(requirementsOf(defineJob(Etl, 'empty'))).toEqual([
      { key: 'slack', requiredBy: "hook 'alone' on job 'empty'" },
    ]);
  });

  it('are checked against the keys that exist, all at once', () => {
    const job = defineJob(Etl, 'run');
    expect(() => checkResources(job, new Set(['http', 'db', 'slack', 'pager', 'chat', 'log']))).not.toThrow();
    expect(thrownBy(() => checkResources(job, new Set(['http', 'db', 'chat', 'log'])))).toMatchObject({
      code: 'HOOKLINE_MISSING_RESOURCE',
      message:
        "Resource 'slack' is not provided, but hook 'ofJob' on op 'graph.load' of job 'run' requires it. " +
        "Resource 'pager' is not provided, but hook 'ofRun' on job 'run' requires it. " +
        'Provided are: http, db, chat, log. ' +
        'Give it: executeInProcess(job, { resources: { slack: ..., pager: ... } }), or resources of the job.',
    });
  });
});

describe('resources of a job', () => {
  const [own, shared] = [hardcodedResource(1), hardcodedResource(2)];
  class Two {
    @Op() step(): void {}
    @Job({ resources: { own } }) owning(this: Wired<Two>) {
      this.step();
    }
    @Job() sharing(this: Wired<Two>) {
      this.step();
    }
  }

  it('are its own, else those of definitions', () => {
    const defs = definitions({ jobs: [Two], resources: { shared } });
    expect(resourcesOf(defs.job('owning'))).toEqual({ own });
    expect(resourcesOf(defs.job('sharing'))).toEqual({ shared });
    expect(resourcesOf(defineJob(Two, 'sharing'))).toEqual({});
  });
});
