/** The signal of one run: aborted by its caller, or because somebody asked for a cancel. */
export class RunControl implements Disposable {
  private readonly controller = new AbortController();

  constructor(private readonly given: AbortSignal | undefined) {
    if (given?.aborted) this.controller.abort(given.reason);
    else given?.addEventListener('abort', this, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  handleEvent(): void {
    this.controller.abort(this.given?.reason);
  }

  cancel(): void {
    this.controller.abort('a cancel was requested');
  }

  [Symbol.dispose](): void {
    this.given?.removeEventListener('abort', this);
  }
}
