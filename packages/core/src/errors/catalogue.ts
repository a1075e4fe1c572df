/**
 * Every code that an error of ours can carry, with what it means. Codes are stable: users match on them.
 * `docs/reference/errors.md` is generated from this record.
 */
export const ERROR_CATALOGUE = {
  HOOKLINE_BAD_NAME: 'A name of an op, graph, alias, output, job, hook or run has characters that are not allowed.',
  HOOKLINE_DUPLICATE_NAME: 'Two things of one scope have the same name.',
  HOOKLINE_BAD_DECORATION: 'A decorator stands where it cannot work, or stands without parentheses.',
  HOOKLINE_BAD_OPTION: 'An option of a decorator or a policy has a value that it cannot have.',
  HOOKLINE_BAD_HOOK: 'Something that is no hook, or a hook of the wrong kind, is attached.',
  HOOKLINE_BAD_BODY: 'The body of a job or graph does something other than wiring ops.',
  HOOKLINE_BAD_INPUT: 'An input of an op is neither an output nor a constant, or inputs are missing.',
  HOOKLINE_BAD_HANDLE: 'A handle is used as the value it stands for, or in another body than its own.',
  HOOKLINE_GRAPH_RECURSION: 'A graph calls itself, or graphs are nested too deeply.',
  HOOKLINE_NOT_INVOKED: 'An op got policies but was never invoked.',
  HOOKLINE_MISSING_RESOURCE: 'A resource that an op, a hook or a resource needs is not provided.',
  HOOKLINE_BAD_RESOURCE: 'Something that is no resource definition is given as one.',
  HOOKLINE_RESOURCE_CYCLE: 'Resources require each other in a circle.',
  HOOKLINE_UNKNOWN_JOB: 'A job is asked for that the definitions do not have.',
  HOOKLINE_INVALID_CONFIG: 'Run config does not fit the schemas in the code.',
  HOOKLINE_BAD_ARGUMENT: 'A function is called with an argument that it cannot take.',
  HOOKLINE_BAD_SELECTION: 'An op selection selects nothing, or leaves out what a selected op needs.',
  HOOKLINE_UNKNOWN_STEP: 'A step or output is asked for that the run does not have.',
  HOOKLINE_UNSET_FIELD: 'A field of a test context is read that was not set.',
  HOOKLINE_UNKNOWN_RESOURCE: 'Code reads a resource that its requiredResourceKeys does not name.',
  HOOKLINE_INVALID_OUTPUT: 'An op did not produce the outputs that it declares.',
  HOOKLINE_NON_ERROR_THROWN: 'User code threw something that is no Error.',
  HOOKLINE_OP_TIMEOUT: 'An op did not settle within its timeout.',
  HOOKLINE_HOOK_TIMEOUT: 'A hook did not settle within its timeout.',
  HOOKLINE_HOOK_STOPPED: 'A hook was stopped because the time that its run gives to hooks was over.',
  HOOKLINE_RESOURCE_TIMEOUT: 'A resource did not open or close within its timeout.',
  HOOKLINE_LOGGER_TIMEOUT: 'A logger was not created within 60 s; there is no run.',
  HOOKLINE_RUN_TIMEOUT: 'A run did not end within the timeout of its job.',
  HOOKLINE_STALLED: 'An op waits for something that can never happen: the process has nothing left to do.',
  HOOKLINE_CANCELLED: 'A run was cancelled without a reason of its own.',
  HOOKLINE_STORE_UNAVAILABLE: 'Events could not be stored within storeGrace.',
  HOOKLINE_IO: 'Loading an input or storing an output failed.',
  HOOKLINE_FAILURE: 'User code threw Failure.',
  HOOKLINE_RETRY_REQUESTED: 'User code threw RetryRequested and no retry was left.',
  HOOKLINE_USAGE: 'The command line got an argument or option that it cannot take.',
  HOOKLINE_BAD_PROJECT: 'The command line cannot load the config file or the definitions of a project.',
  HOOKLINE_INVARIANT: 'A defect of Hookline itself; please report it.',
} as const satisfies Readonly<Record<`HOOKLINE_${string}`, string>>;

/** A code of {@link ERROR_CATALOGUE}. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;
