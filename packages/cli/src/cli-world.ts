import type { Clock } from '@hookline/core/spi';

/** A stream that text is written to. */
export interface Screen {
  /** A person sees it: text may have colours, and be drawn over. */
  readonly isTerminal: boolean;
  /** Characters in a line; 0 where nobody knows. */
  readonly columns: number;
  /** Lines that are seen at a time; 0 where nobody knows. */
  readonly rows: number;
  readonly write: (text: string) => void;
}

/** Is told of everything that is written to the screens. */
export interface WriteWatcher {
  readonly before: () => void;
  /** @param text what was written */
  readonly after: (text: string) => void;
}

/** Watches until it is disposed. */
export interface WriteWatch extends Disposable {
  /** Writes to stderr without being told of it. */
  readonly write: (text: string) => void;
}

/** The process, as the command line sees it; the composition root gives the real one. */
export interface CliWorld {
  /** What was typed behind `hookline`. */
  readonly args: readonly string[];
  /** The working directory, absolute. */
  readonly folder: string;
  /** Of this machine. */
  readonly hostname: string;
  readonly version: string;
  readonly env: (name: string) => string | undefined;
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly clock: Clock;
  /** Aborted when the process is asked to end; disposing it takes the handlers off. */
  readonly endSignal: () => AbortSignal & Disposable;
  /** Loads a module of the user: what it does to the process, it does once. */
  readonly importModule: (file: string) => Promise<Readonly<Record<string, unknown>>>;
  /** Lines of user code, and ours, are to stand above what is drawn on a terminal, not in it. */
  readonly watchWrites: (watcher: WriteWatcher) => WriteWatch;
}
