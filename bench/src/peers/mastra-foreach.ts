import { z } from 'zod';
import type { Timed } from '../contestants/contestant';
import { fan, type Item } from '../graphs/graph';
import { countHook } from '../product/tally';
import { hookedOp } from './hooked-op';
import { item, nothing, runWorkflow } from './mastra';
import { peerContestant } from './peer-contestant';

/** Mastra's `foreach` over a list whose length the workflow doesn't know. */
export async function mastraForeach(width: number): Promise<Timed> {
  const { createStep, createWorkflow } = await import('@mastra/core/workflows');
  const from = Array.from({ length: width }, (_, at) => at);
  const split = createStep({
    id: 'split',
    inputSchema: nothing,
    outputSchema: z.array(item),
    execute: () => {
      countHook();
      return Promise.resolve(from.map(() => ({ n: 0 })));
    },
  });
  const next = createStep({
    id: 'next',
    inputSchema: item,
    outputSchema: item,
    execute: ({ inputData }) => hookedOp({ op: 'next', from: 0 }, [inputData as Item]),
  });
  const join = createStep({
    id: 'join',
    inputSchema: z.array(item),
    outputSchema: item,
    execute: ({ inputData }) => hookedOp({ op: 'join', from }, inputData as Item[]),
  });
  const workflow = createWorkflow({ id: 'bench', inputSchema: nothing, outputSchema: item });
  const whole = workflow.then(split).foreach(next, { concurrency: width }).then(join).commit();
  return peerContestant(fan(width), () => runWorkflow(whole));
}
