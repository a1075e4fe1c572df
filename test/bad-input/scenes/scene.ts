import { defineJob, type ExecuteOptions, executeInProcess, Job, type JobDefinition, type Wired } from 'hookline';

/** Something that a user does wrong: the code of the error that tells it, and the deed. */
export interface Scene {
  readonly title: string;
  /** Throws, rejects or gives the error. */
  readonly run: () => unknown;
}

/** The definition of a job whose body is the function. */
export function jobOf<T extends object>(
  owner: abstract new () => T,
  body: (self: Wired<T>) => unknown,
  options: object = {},
): JobDefinition {
  abstract class Wiring extends (owner as abstract new () => object) {
    nightly(): unknown {
      return body(this as unknown as Wired<T>);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Wiring.prototype, 'nightly');
  (Job(options) as (...decoration: readonly unknown[]) => void)(Wiring.prototype, 'nightly', descriptor);
  return defineJob(Wiring as never, 'nightly' as never);
}

export const QUIET = { loggers: { console: { config: { logLevel: 'silent' } } } } as const;

/** The error with which a run of such a job ends. */
export async function errorOfRun(job: JobDefinition, options: ExecuteOptions<unknown, object> = {}): Promise<unknown> {
  const result = await executeInProcess(job, { runConfig: QUIET, ...options, raiseOnError: false } as never);
  const failedHook = result.hookEvents.find((event) => event.type === 'hook.failed');
  return failedHook ? failedHook.error : result.error;
}
