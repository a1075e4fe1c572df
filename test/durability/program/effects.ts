import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Effect } from './protocol';

/** The line to the receiver: another process, which answers each line when it has written it down. */
export class Effects {
  private readonly waiting: (() => void)[] = [];

  private constructor(private readonly socket: Socket) {
    createInterface({ input: socket }).on('line', () => this.waiting.shift()?.());
  }

  static async connect(path: string): Promise<Effects> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.write(`${JSON.stringify({ pid: process.pid })}\n`);
    return new Effects(socket);
  }

  /** Resolves when the receiver has it. */
  tell(effect: Omit<Effect, 'pid'>): Promise<void> {
    this.socket.write(`${JSON.stringify({ ...effect, pid: process.pid })}\n`);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    this.socket.end();
  }
}
