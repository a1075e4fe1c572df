import { messageOf, toError } from '@hookline/engine';
import type { DispatcherParts } from './dispatcher-parts';
import type { DispatcherSpec } from './dispatcher-spec';
import type { Drains } from './drains';
import { Backoff } from './loop';

/** Between looks at the store, ms (D33). */
const SHORTEST_LOOK = 100;
const LONGEST_LOOK = 5_000;

/** Looks at the store for what is due, and says when to look again. */
export class Looks {
  /** Something is due, but could not be claimed: an earlier hook of its trigger is under way, or it is another's. */
  blocked = false;
  private readonly backoff = new Backoff(SHORTEST_LOOK, LONGEST_LOOK);
  private readonly trouble = new Backoff(SHORTEST_LOOK, LONGEST_LOOK);
  /** Since when the store fails, monotonic ms. */
  private troubleSince: number | undefined = undefined;

  constructor(
    private readonly spec: Pick<DispatcherSpec, 'store' | 'slots' | 'say'>,
    private readonly parts: DispatcherParts,
    private readonly drains: Drains,
  ) {}

  /** Something happens: looks follow each other quickly again. */
  hasten(): void {
    this.backoff.reset();
  }

  /** @returns ms until the next look */
  async look(): Promise<number> {
    try {
      await this.parts.lostClaims.giveBack();
      const asked = this.parts.time.now();
      const taken = await this.parts.claims.take({ thorough: this.drains.size > 0 });
      const wait = taken > 0 ? 0 : await this.rest(asked);
      this.recovered();
      return wait;
    } catch (error) {
      return this.failed(error);
    }
  }

  /** @param asked when this look asked for what is due, ms since 1970 */
  private async rest(asked: number): Promise<number> {
    const { claims, hooks, time } = this.parts;
    // Whoever gives a place back has this process look again.
    if (this.spec.slots.places === 0 && claims.wantsPlaces) return LONGEST_LOOK;
    const due = hooks.ids.length > 0 ? await this.spec.store.nextDue(hooks.ids) : undefined;
    const now = time.now();
    // It became due meanwhile: nobody has tried to claim it.
    if (due !== undefined && due > asked && due <= now) return 0;
    this.blocked = due !== undefined && due <= now;
    if (this.isQuiet) this.drains.quiet(due, now);
    const wait = this.backoff.grow();
    return due !== undefined && due > now ? Math.min(wait, due - now) : wait;
  }

  private get isQuiet(): boolean {
    const { inHand, writer, claims } = this.parts;
    return inHand.size === 0 && writer.idle && claims.isOpen;
  }

  private failed(error: unknown): number {
    const { time, lostClaims } = this.parts;
    lostClaims.doubt();
    const now = time.monotonic();
    if (this.troubleSince === undefined)
      this.spec.say(
        `Hooks cannot be taken from the store, which is asked again: ${messageOf(toError(error, 'The store'))}`,
      );
    this.troubleSince ??= now;
    this.drains.trouble(error, now - this.troubleSince);
    return this.trouble.grow();
  }

  private recovered(): void {
    this.troubleSince = undefined;
    this.trouble.reset();
  }
}
