import { createExecutor, type EnginePorts, type ExecuteInProcess, memorySink, systemClock } from '../src/index';

/** An `executeInProcess` with no ties to the process: silent logger, counted run ids, fixed randomness. */
export function createTestExecutor(overrides: Partial<EnginePorts> = {}): ExecuteInProcess {
  let runs = 0;
  const ignore = () => undefined;
  return createExecutor({
    clock: systemClock,
    sink: memorySink,
    storeGrace: 30_000,
    random: () => 0.5,
    newRunId: () => {
      runs += 1;
      return `run${runs}`;
    },
    env: () => undefined,
    consoleLogger: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
    ...overrides,
  });
}
