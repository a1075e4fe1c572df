import type { DeliveryRow } from '@hookline/core/spi';
import { DELIVERY_COLORS } from './status';
import type { TreeHook } from './step-tree';
import { storedMessage } from './stored-error';
import { formatAgo } from './time';

/** The deliveries of a run at their steps; those of run hooks under the empty text. */
export function hooksByStep(deliveries: readonly DeliveryRow[], now: number): ReadonlyMap<string, readonly TreeHook[]> {
  const byStep = new Map<string, TreeHook[]>();
  const inOrder = [...deliveries].sort((a, b) => a.triggerSeq - b.triggerSeq || a.order - b.order);
  for (const row of inOrder) {
    const key = row.stepKey ?? '';
    const hook = {
      hook: row.hook,
      mark: { mark: '→', color: DELIVERY_COLORS[row.state] },
      detail: deliveryDetail(row, now),
    };
    byStep.set(key, [...(byStep.get(key) ?? []), hook]);
  }
  return byStep;
}

/** `delivered`, `dead after 12 attempts: no route to host`, `pending, attempt 3 in 5 min: …`. */
export function deliveryDetail(row: DeliveryRow, now: number): string {
  const { state, attempts, reason, nextAt } = row;
  const error = storedMessage(row.error);
  const because = error === undefined ? '' : `: ${error}`;
  switch (state) {
    case 'delivered':
      return attempts > 1 ? `delivered, ${attempts} attempts` : 'delivered';
    case 'dead':
      return `dead${attempts === 0 ? '' : ` after ${count(attempts, 'attempt')}`}${reason === undefined ? '' : ` (${reason})`}${because}`;
    case 'pending':
      return `pending, attempt ${attempts + 1} ${nextAt <= now ? 'is due' : formatAgo(nextAt, now)}${because}`;
    case 'running':
      return `running, attempt ${attempts + 1}`;
    case 'open':
    case 'suppressed':
    case 'folded':
      return reason === undefined ? state : `${state}: ${reason}`;
  }
}

/** `1 attempt`, `3 attempts` */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}
