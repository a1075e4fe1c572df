import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Counts } from '../durable/meter';
import type { Answer, Order, Seat } from './protocol';

/** A contestant in a process of its own, so that none pays for the garbage, the hidden classes or the async hooks of another. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;

  constructor(readonly seat: Seat) {
    this.child = fork(join(__dirname, 'worker.js'), [JSON.stringify(seat)], {
      // Peers warn of their own listeners.
      execArgv: ['--expose-gc', '--max-old-space-size=4096', '--no-warnings'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    this.exited = once(this.child, 'exit');
  }

  /** @throws Error with what the worker said, or when it died */
  async turn(budget: number): Promise<number> {
    const answer = await this.ask({ budget });
    if ('figure' in answer) return answer.figure;
    throw this.failure(answer);
  }

  /** What a run does to its store, per unit; nothing without a store. Ends what is measured in this process. */
  async count(): Promise<Counts | undefined> {
    const answer = await this.ask({ count: true });
    if ('counts' in answer) return answer.counts ?? undefined;
    throw this.failure(answer);
  }

  private async ask(order: Order): Promise<Answer> {
    this.child.send(order);
    const [answer] = (await Promise.race([once(this.child, 'message'), this.died()])) as [Answer];
    return answer;
  }

  async close(): Promise<void> {
    this.child.kill();
    await this.exited;
  }

  private failure(answer: Answer): Error {
    return new Error(`${this.name} failed: ${'error' in answer ? answer.error : 'it answered something else'}`);
  }

  private async died(): Promise<never> {
    const [code, signal] = await this.exited;
    throw new Error(`${this.name} ended with ${String(code ?? signal)}.`);
  }

  private get name(): string {
    const { workload, title, contestant } = this.seat;
    return `'${contestant}' in '${title}' of ${workload}`;
  }
}
