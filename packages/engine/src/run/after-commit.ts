/** What to do when the current part of a run has committed. */
export class AfterCommit {
  private effects: (() => void)[] = [];

  get pending(): boolean {
    return this.effects.length > 0;
  }

  push(effect: () => void): void {
    this.effects.push(effect);
  }

  run(): void {
    const { effects } = this;
    if (effects.length === 0) return;
    this.effects = [];
    for (const effect of effects) effect();
  }
}
