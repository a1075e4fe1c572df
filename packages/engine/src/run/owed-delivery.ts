import { type Delivery, type DeliveryState, deliveryId } from '@hookline/core/spi';
import type { HookMoment } from '../hooks/hook-moment';
import type { Journal } from './journal';

/** A delivery of a run in this process; its id is made when it is asked for. */
export class OwedDelivery implements Delivery {
  readonly triggerSeq: number;
  readonly stepKey: string | undefined;
  state: DeliveryState = 'running';
  attempt = 0;
  declare reason?: string;
  declare error?: Error;

  constructor(
    private readonly journal: Journal,
    readonly hook: number,
    { seq, stepKey }: Pick<HookMoment, 'seq' | 'stepKey'>,
  ) {
    this.triggerSeq = seq;
    this.stepKey = stepKey;
  }

  get runId(): string {
    return this.journal.runId;
  }

  get deliveryId(): string {
    return deliveryId(this.runId, this.triggerSeq, this.journal.hookName(this.hook));
  }
}
