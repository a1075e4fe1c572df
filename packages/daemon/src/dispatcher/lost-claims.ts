import type { DispatcherSpec } from './dispatcher-spec';
import type { InHand } from './in-hand';
import type { OutcomeWriter } from './outcome-writer';

/** What claims without an answer are found with. */
export interface LostClaimsSpec extends Pick<DispatcherSpec, 'store' | 'processId' | 'isAttempted'> {
  readonly inHand: Pick<InHand, 'has'>;
  readonly writer: Pick<OutcomeWriter, 'idle'>;
}

/**
 * Claims whose answer was lost with the connection: the store says that this process holds them, and it does not know.
 * As long as it lives nobody else would take them, so it gives them back.
 */
export class LostClaims {
  private doubtful = false;

  constructor(private readonly spec: LostClaimsSpec) {}

  /** The store failed: whether a claim was made nobody knows. */
  doubt(): void {
    this.doubtful = true;
  }

  /** To be called while no claim is under way. Rejects where the store fails again. */
  async giveBack(): Promise<void> {
    const { store, processId, inHand, isAttempted } = this.spec;
    // What ended and is not written yet is held by right; the next look will find it written.
    if (!this.doubtful || !this.isWritten()) return;
    const rows = await store.runningOf([processId()]);
    if (!this.isWritten()) return;
    const lost = rows.filter(({ id }) => !inHand.has(id) && !isAttempted?.(id));
    const claims = lost.map(({ id, claim, nextAt }) => ({ id, claim, nextAt, unroutableAt: undefined }));
    if (claims.length > 0) await store.release(claims);
    this.doubtful = false;
  }

  private isWritten(): boolean {
    return this.spec.writer.idle;
  }
}
