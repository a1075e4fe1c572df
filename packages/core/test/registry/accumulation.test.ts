import { defineJob, definitions, Graph, Job, type JobDefinition, Op, successHook, type Wired } from '../../src';
import type { NodeDefinition } from '../../src/definition/node-definition';

const hook = (name: string) => successHook({ name }, () => undefined);
const [h1, hg, hj, hOp, hDefinition, hShared] = ['h1', 'hg', 'hj', 'hOp', 'hDefinition', 'hShared'].map(hook) as [
  ReturnType<typeof hook>,
  ReturnType<typeof hook>,
  ReturnType<typeof hook>,
  ReturnType<typeof hook>,
  ReturnType<typeof hook>,
  ReturnType<typeof hook>,
];

/** Names of the hooks of a node as the definition lists them, in the order of S3, repetitions included. */
function namesAt(job: JobDefinition, { graphs, op, hooks }: NodeDefinition): readonly string[] {
  const lists = [job.shared?.hooks ?? [], job.hooks, ...graphs.map((graph) => graph.hooks), op.hooks, hooks];
  return lists.flat().map(({ name }) => name);
}

const hooksByKey = (job: JobDefinition) => job.nodes.map((node) => [node.key, namesAt(job, node)]);

describe('hooks of the nodes of a job', () => {
  it('accumulate from the job, the graphs around and the invocation (H2)', () => {
    class Case {
      @Op() op_1(): void {}
      @Op() op_2(): void {}
      @Op() op_3(): void {}
      @Graph() graph_1(this: Wired<Case>) {
        this.op_1.withHooks(h1)();
        this.op_2();
      }
      @Graph() graph_2(this: Wired<Case>) {
        this.graph_1.withHooks(hg)();
        this.op_3();
      }
      @Job({ hooks: [hj] }) run(this: Wired<Case>) {
        this.graph_2();
      }
    }
    expect(hooksByKey(defineJob(Case, 'run'))).toEqual([
      ['graph_2.graph_1.op_1', ['hj', 'hg', 'h1']],
      ['graph_2.graph_1.op_2', ['hj', 'hg']],
      ['graph_2.op_3', ['hj']],
    ]);
  });

  it('stand in the order definitions, job, graphs outermost first, op, invocation; of a graph its own before its invocation’s (S3)', () => {
    class Case {
      @Op({ hooks: [hOp] }) step(): void {}
      @Graph({ hooks: [hDefinition] }) inner(this: Wired<Case>) {
        this.step.withHooks(h1)();
      }
      @Graph() outer(this: Wired<Case>) {
        this.inner.withHooks(hg)();
      }
      @Job({ hooks: [hj] }) run(this: Wired<Case>) {
        this.outer.withHooks(hOp)();
      }
    }
    const job = definitions({ jobs: [Case], hooks: [hShared] }).job(Case, 'run');
    expect(hooksByKey(job)).toEqual([['outer.inner.step', ['hShared', 'hj', 'hOp', 'hDefinition', 'hg', 'hOp', 'h1']]]);
  });

  it('are one hook wherever it is attached (H3)', () => {
    class Case {
      @Op({ hooks: [h1] }) step(): void {}
      @Graph() graph(this: Wired<Case>) {
        this.step.withHooks(h1)();
      }
      @Job({ hooks: [h1] }) run(this: Wired<Case>) {
        this.graph.withHooks(h1)();
      }
    }
    const job = defineJob(Case, 'run');
    const lists = job.nodes.flatMap(({ graphs, op, hooks }) => [
      job.hooks,
      ...graphs.map((g) => g.hooks),
      op.hooks,
      hooks,
    ]);
    expect(new Set(lists.flat().map(({ fn }) => fn)).size).toBe(1);
    expect(lists.flat()).toHaveLength(4);
  });
});
