/** One contestant in a process of its own: takes turns when it is told to. Arguments: a seat, as JSON. */
import { inspect } from 'node:util';
import type { Contestant } from '../contestants/contestant';
import { findContestant } from '../workloads/find-contestant';
import { countRun } from './count-run';
import type { Answer, Order, Seat } from './protocol';
import { takeTurn } from './take-turn';

let contestant: Contestant | undefined;

async function answer(order: Order): Promise<Answer> {
  try {
    const create = findContestant(JSON.parse(process.argv[2] ?? '{}') as Seat);
    contestant ??= await create();
    if ('count' in order) return { counts: (await countRun(contestant, create)) ?? null };
    return { figure: await takeTurn(contestant, order.budget) };
  } catch (error) {
    return { error: inspect(error) };
  }
}

process.on('message', (order) => {
  void answer(order as Order).then((given) => process.send?.(given));
});
