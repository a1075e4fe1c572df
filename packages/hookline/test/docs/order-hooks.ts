// Samples of docs/concepts/hooks.md.
import {
  CancelHook,
  type CancelHookContext,
  definitions,
  Failure,
  FailureHook,
  type FailureHookContext,
  failureHook,
  Graph,
  type HookContext,
  Job,
  Op,
  RunFailureHook,
  type RunFailureHookContext,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  SuccessHook,
  type Wired,
} from 'hookline';
import { type Ledger, ledgerResource } from './ledger';

export interface Pager {
  page(text: string): Promise<void>;
}

export class TooManyRequests extends Error {}

/** What the hooks of this file did, for the test. */
export const told: string[] = [];

// #region options
export class Alerts {
  @FailureHook({
    requiredResourceKeys: ['pager'],
    kinds: ['exception', 'timeout'],
    filter: ({ op }) => op.tags['team'] === 'billing',
    retryPolicy: retryPolicy({ maxRetries: 3, delay: '10s', backoff: 'exponential' }),
    timeout: '5s',
  })
  static async pageOnFailure({ op, opException, resources, redact }: FailureHookContext<{ pager: Pager }>) {
    await resources.pager.page(redact(`${op.name}: ${opException.message}`));
  }
}
// #endregion

export class Audit {
  // #region blocking
  /** The steps that depend on the op start when the entry has been written. */
  @SuccessHook({ requiredResourceKeys: ['ledger'], blocking: true })
  static async writeEntry({ opOutputValues, resources }: HookContext<{ ledger: Ledger }>) {
    await resources.ledger.book(Number(opOutputValues['result']));
  }
  // #endregion

  @FailureHook({ errors: [TooManyRequests] })
  static limited({ op }: FailureHookContext) {
    told.push(`${op.name} was limited`);
  }

  @SkipHook({ reasons: ['absent', 'upstream'] })
  static notRun({ stepKey, skipReason, log }: SkipHookContext) {
    log.info(`${stepKey} did not run: ${skipReason}`);
  }

  @CancelHook({ includePending: true })
  static stopped({ stepKey, wasRunning }: CancelHookContext) {
    told.push(`${stepKey} ${wasRunning ? 'was stopped' : 'never ran'}`);
  }

  @RunFailureHook()
  static summary({ jobName, failedSteps }: RunFailureHookContext) {
    told.push(`${jobName}: ${failedSteps.map(({ stepKey }) => stepKey).join()}`);
  }
}

// #region twin
/** A hook per person: a factory, made of the function twin of `@FailureHook`. */
const tell = (person: string) =>
  failureHook({ name: `tell_${person}` }, ({ op, opException }) => {
    told.push(`${person}: ${op.name} failed: ${opException.message}`);
  });
// #endregion

const anna = tell('anna');
const ben = tell('ben');

// #region attach
class Shipping {
  @Op({ hooks: [Audit.limited] })
  pack(): number {
    throw new Failure({ description: 'out of boxes', allowRetries: false });
  }

  @Op() send(parcels: number): number {
    return parcels;
  }

  @Graph({ hooks: [Audit.notRun] })
  parcels(this: Wired<Shipping>) {
    return this.send(this.pack.withHooks(anna)());
  }

  @Job({ resources: { ledger: ledgerResource }, hooks: [ben, Audit.summary] })
  ship(this: Wired<Shipping>) {
    this.parcels.withHooks(anna)();
  }
}

/** Op hooks and run hooks for every job. */
export const defs = definitions({ jobs: [Shipping], hooks: [Audit.stopped] });
// #endregion
