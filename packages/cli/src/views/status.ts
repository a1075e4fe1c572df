import type { RunStatus, StepStatus } from '@hookline/core';
import type { StoredDeliveryState } from '@hookline/core/spi';
import type { Colors } from 'picocolors/types';

type Color = 'green' | 'red' | 'yellow' | 'cyan' | 'dim';

/** How a state is shown. */
export interface Mark {
  readonly mark: string;
  readonly color: Color;
}

export const STEP_MARKS: Readonly<Record<StepStatus, Mark>> = {
  pending: { mark: '·', color: 'dim' },
  running: { mark: '▸', color: 'cyan' },
  retrying: { mark: '↻', color: 'yellow' },
  success: { mark: '✓', color: 'green' },
  failure: { mark: '✗', color: 'red' },
  skipped: { mark: '○', color: 'dim' },
  notExecuted: { mark: '○', color: 'dim' },
  cancelled: { mark: '■', color: 'yellow' },
};

export const RUN_MARKS: Readonly<Record<RunStatus, Mark>> = {
  queued: { mark: '·', color: 'dim' },
  running: { mark: '▸', color: 'cyan' },
  success: { mark: '✓', color: 'green' },
  failure: { mark: '✗', color: 'red' },
  cancelled: { mark: '■', color: 'yellow' },
};

export const DELIVERY_COLORS: Readonly<Record<StoredDeliveryState, Color>> = {
  open: 'dim',
  pending: 'yellow',
  running: 'cyan',
  delivered: 'green',
  suppressed: 'dim',
  folded: 'dim',
  dead: 'red',
};

/** The mark of a state, painted. */
export function paintMark({ mark, color }: Mark, colors: Colors): string {
  return colors[color](mark);
}
