/** A call of user code, as it is told to the receiver before the code does anything else. */
export interface Effect {
  readonly what: 'hook' | 'op' | 'forbidden';
  readonly runId: string;
  /** Of the hook or op. */
  readonly name: string;
  readonly stepKey: string | undefined;
  readonly attempt: number;
  readonly deliveryId: string | undefined;
  readonly deliveryAttempt: number | undefined;
  /** What the hook would send to people. */
  readonly text: string;
  /** Of the process that calls. */
  readonly pid: number;
}

/** What is done to a process at one point of its life. */
export interface Fault {
  /** `store commit before`: what is about to be done, or has just been. */
  readonly point: string;
  /** Which time, from 1. */
  readonly nth: number;
  /**
   * `kill`, `stop`: signals, sent by the process to itself right there. `reject`: the call of the store fails without
   * having done anything, `times` times. `unknown`: it fails after it was done.
   */
  readonly action: 'kill' | 'stop' | 'reject' | 'unknown';
  readonly times?: number;
  /** Of the error. */
  readonly code?: 'HOOKLINE_STORE_BUSY' | 'HOOKLINE_STORE_FULL' | 'HOOKLINE_STORE_UNREACHABLE';
}

/** How a process takes part in an instance. */
export interface ProcessSpec {
  /** Address of the store. */
  readonly address: string;
  /** Folder of the user's IO manager. */
  readonly files: string;
  /** ms since 1970 at which the clocks of all processes of a scenario agree, and how much faster than real time they run. */
  readonly clock: { readonly base: number; readonly speed: number; readonly offset?: number };
  readonly fault: Fault | undefined;
  /** Statements of SQLite and steps of files are points, too. */
  readonly fine: boolean;
  readonly heart: boolean;
  /** Default 30 s. */
  readonly storeGrace?: number;
  /** Default: `power`. */
  readonly durability?: 'relaxed';
}

/** A run that a process begins. */
export interface RunOrder extends ProcessSpec {
  readonly runId: string;
  readonly job: 'fails' | 'resumes' | 'mocked' | 'blocks' | 'pauses' | 'keeps' | 'files' | 'shelves';
  /** `queue`: launched, and executed by a daemon in the same process. */
  readonly mode: 'fail' | 'auto' | 'queue';
  /** Default: `daemon` where it queues, else `embedded`. */
  readonly role?: 'execute';
}

/** What a process that executes runs tells at its end. */
export interface RunReport {
  readonly status: string;
  /** Points that it went by, in order: `store commit before#3`. */
  readonly points: readonly string[];
  readonly said: readonly string[];
}

/** What a process that recovers is asked for. */
export interface RecoveryOrder extends ProcessSpec {
  readonly id: number;
  /** `pass`: `deliverOnce`, again and again; `daemon`: `runDaemon` until nothing is left. */
  readonly mode: 'pass' | 'daemon';
  /** ms that it may take. */
  readonly patience: number;
}

/** What it answers. */
export interface RecoveryReport {
  readonly id: number;
  /** What has not ended; none if all is well. */
  readonly left: readonly string[];
  readonly error: string | undefined;
  readonly passes: number;
  readonly recoveredRuns: number;
  readonly points: readonly string[];
  readonly said: readonly string[];
}

/** What a process tells that opens an instance and does nothing else. */
export interface OpenReport {
  /** Who opened it. */
  readonly uid: number | undefined;
  /** Undefined where it was refused. */
  readonly label?: string;
  readonly code?: string | undefined;
  readonly message?: string;
}
