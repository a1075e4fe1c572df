import { type DeliveryRow, decodeError, type StoredError } from '@hookline/core/spi';
import type { DeadLetterMoment } from '@hookline/engine';

/** What a hook of last resort is told of a delivery that was given up. */
export function deadLetterMoment(letter: DeliveryRow, dead: DeliveryRow): DeadLetterMoment {
  const { id, hook: hookName, runId, stepKey, attempts, reason } = dead;
  const error =
    dead.error === undefined
      ? new Error(`It was not attempted: ${reason}.`)
      : decodeError(JSON.parse(dead.error) as StoredError);
  return {
    level: 'delivery',
    event: { at: letter.createdAt },
    stepKey,
    delivery: { id, hookName, runId, ...(stepKey !== undefined && { stepKey }), attempts, error },
    startedAt: letter.startedAt,
  };
}
