import { InvalidInvocationError } from '@hookline/core';
import { describeValue, holds, isCallable, isPlainObject, suggestName, wrongArgument } from '@hookline/core/spi';
import type { EnginePorts } from './engine-ports';

interface Check {
  readonly fits: (port: unknown) => boolean;
  readonly remedy: string;
  readonly optional?: true;
}

const functionPort = (example: string): Check => ({ fits: isCallable, remedy: `Give a function: ${example}.` });

const CHECKS: Readonly<Record<keyof EnginePorts, Check>> = {
  clock: { fits: has('now', 'monotonic', 'setTimer'), remedy: 'Give a clock, for example systemClock.' },
  sink: { fits: has('commit'), remedy: 'Give an event sink, for example memorySink.' },
  instance: { fits: has('watch', 'unwatch'), remedy: 'Give what an instance offers, or leave it out.', optional: true },
  random: functionPort('Math.random'),
  newRunId: functionPort('randomUUID'),
  env: functionPort('(name) => process.env[name]'),
  consoleLogger: functionPort('(level) => logger'),
  watchIdle: { ...functionPort('(stalled) => stopWatching'), optional: true },
  storeGrace: { fits: isLength, remedy: 'Give milliseconds (finite, at least 0): 30_000.' },
};

/**
 * Makes sure that the ports of an executor are what their types say; once per executor.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for the first that is not
 */
export function checkPorts(ports: unknown): void {
  if (!isPlainObject(ports)) {
    const remedy = `Give a plain object with: ${Object.keys(CHECKS).join(', ')}.`;
    throw wrongArgument({ parameter: 'ports', of: 'createExecutor()', given: ports, remedy });
  }
  const unknown = Object.keys(ports).find((name) => !Object.hasOwn(CHECKS, name));
  if (unknown !== undefined)
    throw badPort(`${subject(unknown)} does not exist.`, suggestName(unknown, Object.keys(CHECKS)));
  for (const [name, { fits, remedy, optional }] of Object.entries(CHECKS)) {
    const port = ports[name];
    if (optional && port === undefined) continue;
    if (!holds(() => fits(port))) throw badPort(`${subject(name)} is ${describeValue(port)}.`, remedy);
  }
}

function subject(name: string): string {
  return `Option '${name}' of createExecutor()`;
}

function badPort(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}

function has(...methods: readonly string[]): Check['fits'] {
  return (port) =>
    typeof port === 'object' &&
    port !== null &&
    methods.every((method) => isCallable((port as Readonly<Record<string, unknown>>)[method]));
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
