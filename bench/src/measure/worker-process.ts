import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
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
    const order: Order = { budget };
    this.child.send(order);
    const [answer] = (await Promise.race([once(this.child, 'message'), this.died()])) as [Answer];
    if ('figure' in answer) return answer.figure;
    throw new Error(`${this.name} failed: ${answer.error}`);
  }

  async close(): Promise<void> {
    this.child.kill();
    await this.exited;
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
