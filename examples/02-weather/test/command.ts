import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The example's folder, where its README says to type commands. */
const FOLDER = join(__dirname, '..');
/** What `npx hookline` starts there. */
const HOOKLINE = join(require.resolve('hookline/package.json'), '../bin/hookline.mjs');

/** How a command ended. */
interface Exit {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command in a process of its own; `await using` kills it if it still runs. */
export class Command implements AsyncDisposable {
  /** Resolves when it has ended and all that it printed has arrived. */
  readonly exit: Promise<Exit>;
  readonly #child: ChildProcess;
  #printed = '';
  #hasEnded = false;
  #onChange = (): void => undefined;

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    const { FORCE_COLOR: _, ...inherited } = process.env;
    this.#child = spawn(process.execPath, args, {
      cwd: FOLDER,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => {
        this.#printed += String(chunk);
        this.#onChange();
      });
    this.exit = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.#hasEnded = true;
        this.#onChange();
        resolve({ code, signal });
      });
    });
  }

  /** On stdout and stderr so far. */
  get printed(): string {
    return this.#printed;
  }

  /**
   * Waits until it has printed something that matches.
   * @throws Error with all that it printed, when it ends without
   */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#printed);
      if (match) return match;
      if (this.#hasEnded) throw new Error(`It ended and did not print ${String(pattern)}, but:\n${this.#printed}`);
      await new Promise<void>((resolve) => {
        this.#onChange = resolve;
      });
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill('SIGKILL');
    await this.exit;
  }
}

/** `npx hookline …` in the example's folder. */
export function hookline(line: string, env: Readonly<Record<string, string>>): Command {
  return new Command([HOOKLINE, ...line.split(' ')], env);
}

/** `npm run slack` there, on a port that is free. */
export function startSlack(): Command {
  return new Command([join(FOLDER, 'dist', 'slack.js'), '0'], {});
}
