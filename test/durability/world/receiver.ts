import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Effect } from '../program/protocol';

/** An effect with what the store said when it came. */
export interface Received extends Effect {
  /** Its trigger (of a hook) or its start (of an op) was committed when the receiver looked. */
  readonly committed: boolean;
}

/** Whether what an effect speaks of is committed. */
export type Look = (effect: Effect) => Promise<boolean>;

/** The other end of all effects: it writes each line down, looks whether it may have come, and answers. */
export class Receiver implements AsyncDisposable {
  readonly path: string;
  private readonly effects = new Map<string, Received[]>();
  private readonly looks = new Map<string, Look>();
  private readonly closed = new Map<number, Promise<void>>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    folder: string,
  ) {
    this.path = join(folder, 'receiver.sock');
    server.on('connection', (socket) => this.serve(socket));
  }

  static async open(folder: string): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server, folder);
    await new Promise<void>((resolve) => server.listen(receiver.path, resolve));
    return receiver;
  }

  /** Effects of a run are looked at in its own store. */
  watch(runId: string, look: Look): void {
    this.effects.set(runId, []);
    this.looks.set(runId, look);
  }

  unwatch(runId: string): void {
    this.effects.delete(runId);
    this.looks.delete(runId);
  }

  of(runId: string): readonly Received[] {
    return this.effects.get(runId) ?? [];
  }

  /** All that a process sent before it died has arrived. */
  async drained(pid: number): Promise<void> {
    await this.closed.get(pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    const lines = createInterface({ input: socket });
    // Whoever died does not want the answer.
    for (const each of [socket, lines]) each.on('error', () => socket.destroy());
    let end: () => void = () => undefined;
    let queue = Promise.resolve();
    lines.on('line', (line) => {
      const message = JSON.parse(line) as Effect | Pick<Effect, 'pid'>;
      if ('what' in message) queue = queue.then(() => this.receive(message, socket));
      else this.closed.set(message.pid, new Promise((resolve) => (end = resolve)));
    });
    socket.on('close', () => {
      this.sockets.delete(socket);
      void queue.then(() => end());
    });
  }

  private async receive(effect: Effect, socket: Socket): Promise<void> {
    const committed = (await this.looks.get(effect.runId)?.(effect)) ?? false;
    this.effects.get(effect.runId)?.push({ ...effect, committed });
    if (socket.writable) socket.write('ok\n');
  }
}
