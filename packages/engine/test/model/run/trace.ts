/** What user code of a random job saw and did. Times are ms of the fake clock. */
export class Trace {
  readonly opCalls: OpCallTrace[] = [];
  readonly hookCalls: HookCallTrace[] = [];
  /** `create 1`, `dispose 1`, in order. */
  readonly resources: string[] = [];
  /** What must never be, found while it happened. */
  readonly violations: string[] = [];
  private readonly names = new Map<unknown, string>();

  /** Gives an error a name, by which it is told again: the very object, not one like it. */
  name<E>(error: E, name: string): E {
    this.names.set(error, name);
    return error;
  }

  nameOf(error: Error): string {
    return this.names.get(error) ?? this.names.get(error.cause) ?? error.name;
  }
}

export interface OpCallTrace {
  readonly name: string;
  readonly attempt: number;
  readonly at: number;
  readonly inputs: readonly unknown[];
  settledAt: number | undefined;
}

export interface HookCallTrace {
  readonly hook: number;
  readonly trigger: string;
  /** From 1. */
  readonly call: number;
  readonly at: number;
  /** What the context said, by field. */
  readonly told: Readonly<Record<string, unknown>>;
  settledAt: number | undefined;
}
