import type { Workflow } from '@mastra/core/workflows';
import { z } from 'zod';
import type { Timed } from '../contestants/contestant';
import type { Call, Graph, Item } from '../graphs/graph';
import { stagesOf } from '../graphs/stages';
import { hookedOp } from './hooked-op';
import { peerContestant } from './peer-contestant';

type Items = Readonly<Record<number, Item>>;

/** The input of a first step. */
export const nothing = z.object({});

/** What every op returns. */
export const item = z.object({ n: z.number() });
const items = z.record(z.string(), item);

/**
 * Mastra: a workflow with one `then` or `parallel` per stage, without storage, as its documentation shows it. It validates
 * inputs, and its result keeps input, output, status and times of each step.
 */
export async function mastra(graph: Graph): Promise<Timed> {
  const { createStep, createWorkflow } = await import('@mastra/core/workflows');
  const stages = stagesOf(graph);
  let workflow = createWorkflow({ id: 'bench', inputSchema: nothing, outputSchema: item });
  for (const [at, stage] of stages.entries()) {
    const above = stages[at - 1] ?? [];
    const inputSchema = above.length === 0 ? nothing : above.length === 1 ? item : items;
    const steps = stage.map((index) =>
      createStep({
        id: String(index),
        inputSchema,
        outputSchema: item,
        execute: ({ inputData }) => hookedOp(graph.calls[index] as Call, itemsOf(inputData, above)),
      }),
    );
    const [only] = steps;
    workflow = only && steps.length === 1 ? workflow.then(only) : workflow.parallel(steps);
  }
  const committed = workflow.commit();
  const wide = (stages.at(-1)?.length ?? 0) > 1;
  return peerContestant(graph, async () => {
    const result = await runWorkflow(committed);
    return wide ? (result as Items)[graph.calls.length - 1] : result;
  });
}

/** A stage of one step is given the item of that above it, a stage after a parallel one a record by the ids of the steps. */
function itemsOf(inputData: unknown, above: readonly number[]): Items {
  return above.length === 1 ? { [above[0] as number]: inputData as Item } : (inputData as Items);
}

/** One run, from its creation to its result. */
export async function runWorkflow(workflow: Workflow): Promise<unknown> {
  const run = await workflow.createRun();
  return (await run.start({ inputData: {} })).result;
}
