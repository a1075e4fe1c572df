import type { EventSink } from '@hookline/core/spi';

/** The sink of runs without an instance: a batch is committed at once, and kept by its run alone. */
export const memorySink: EventSink = { commit: () => undefined };
