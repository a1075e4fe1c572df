import type { RunEvent } from 'hookline';
import type { Colors } from 'picocolors/types';

/** Where progress is shown. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[2K';

/** Shows a run while it runs: what it logs, and on a terminal a line of the steps that are running. */
export class LiveProgress {
  readonly #screen: Screen;
  readonly #colors: Colors;
  readonly #running = new Set<string>();
  #ended = 0;

  constructor(screen: Screen, colors: Colors) {
    this.#screen = screen;
    this.#colors = colors;
  }

  /** Give this to `executeInProcess` as `onEvent`. */
  readonly onEvent = (event: RunEvent): void => {
    this.#count(event);
    const line = this.#lineOf(event);
    if (!this.#screen.isTTY) {
      if (line !== undefined) this.#screen.write(`${line}\n`);
      return;
    }
    this.#screen.write(CLEAR_LINE);
    if (line !== undefined) this.#screen.write(`${line}\n`);
    if (this.#running.size > 0) this.#screen.write(this.#colors.dim(this.#statusLine()));
  };

  #count({ type, stepKey }: RunEvent): void {
    if (stepKey === undefined) return;
    if (type === 'step.started') this.#running.add(stepKey);
    if (ENDS.has(type) && this.#running.delete(stepKey)) this.#ended += 1;
  }

  #statusLine(): string {
    const text = `  ${this.#ended} steps done, running ${[...this.#running].join(', ')}`;
    // Some terminals tell 0.
    return text.slice(0, (this.#screen.columns || 80) - 1);
  }

  #lineOf(event: RunEvent): string | undefined {
    const { dim, yellow, red } = this.#colors;
    if (event.type === 'step.failed') return `  ${red('error')} ${event.stepKey}: ${event.error.message}`;
    if (event.type !== 'log' || event.level === 'debug') return undefined;
    const place = event.stepKey === undefined ? '' : `${event.stepKey}: `;
    const paint = { info: dim, warn: yellow, error: red }[event.level];
    return `  ${paint(event.level.padEnd(5))} ${place}${event.message}`;
  }
}

const ENDS: ReadonlySet<RunEvent['type']> = new Set(['step.succeeded', 'step.failed', 'step.cancelled']);
