import { InvalidInvocationError } from '@hookline/core';
import { describeValue, isCallable, isPlainObject, readEntries, suggestName } from '@hookline/core/spi';
import type { SlackMessage } from './web-api';

/** Options of `startSlackDouble`. */
export interface SlackDoubleOptions {
  /** Of 127.0.0.1, from 0 to 65535; default 0: any that is free. A fixed one is for a double that other processes talk to. */
  readonly port?: number;
  /** Called with each message when it has been posted; it must not throw. */
  readonly onMessage?: (message: SlackMessage) => void;
}

const PLACE = 'startSlackDouble()';
const CHECKS = {
  port: { fits: isPort, remedy: 'Give a port from 0 to 65535, or nothing for any that is free: port: 3700.' },
  onMessage: {
    fits: isCallable,
    remedy: 'Give a function of the message: onMessage: ({ text }) => console.log(text).',
  },
} as const satisfies Record<keyof SlackDoubleOptions, { fits: (value: unknown) => boolean; remedy: string }>;

/**
 * Checks what the compiler can't see from JavaScript.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) that names the option
 */
export function checkOptions(options: unknown): SlackDoubleOptions {
  const entries = isPlainObject(options) ? readEntries(options) : undefined;
  if (!entries) {
    const remedy = 'Give a plain object of plain values, or nothing: startSlackDouble({ port: 3700 }).';
    throw badArgument(`Parameter 'options' of ${PLACE} is ${describeValue(options)}`, remedy);
  }
  for (const [name, value] of entries) {
    if (!Object.hasOwn(CHECKS, name))
      throw badArgument(`Option '${name}' of ${PLACE} does not exist`, suggestName(name, Object.keys(CHECKS)));
    const { fits, remedy } = CHECKS[name as keyof SlackDoubleOptions];
    if (value !== undefined && !fits(value))
      throw badArgument(`Option '${name}' of ${PLACE} is ${describeValue(value)}`, remedy);
  }
  return options as SlackDoubleOptions;
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535;
}

function badArgument(what: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem: `${what}.`, remedy });
}
