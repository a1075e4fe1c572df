import { assertNever } from '@hookline/core/spi';
import type { Output, Wired } from 'hookline';
import type { Call, Graph, Item } from '../graphs/graph';
import type { Ops } from './ops';

/** Invokes the ops of a graph inside the body of a job; returns their outputs. */
export function wireGraph(ops: Wired<Ops>, { calls }: Graph): readonly Output<Item>[] {
  const outputs: Output<Item>[] = [];
  for (const call of calls) outputs.push(invoke(ops, call, outputs));
  return outputs;
}

function invoke(ops: Wired<Ops>, call: Call, outputs: readonly Output<Item>[]): Output<Item> {
  const output = (index: number) => outputs[index] as Output<Item>;
  switch (call.op) {
    case 'first':
      return ops.first();
    case 'next':
      return ops.next(output(call.from));
    case 'failing':
      return ops.failing(output(call.from));
    case 'pair':
      return ops.pair(output(call.from[0]), output(call.from[1]));
    case 'join':
      return ops.join(call.from.map(output));
    default:
      return assertNever(call);
  }
}
