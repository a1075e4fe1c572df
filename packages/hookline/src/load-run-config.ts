import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InvalidInvocationError, type RunConfig } from '@hookline/core';
import { didYouMean, parseRunConfig, wrongArgument } from '@hookline/core/spi';

/**
 * Reads run config from a YAML file. Its values remember their line and column, for the report of an execution.
 * @param path from the working directory; shown as given in errors
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a file that cannot be read
 * @throws InvalidConfigError for one that is no YAML, or no mapping
 * @example const runConfig = await loadRunConfig('prod.yaml');
 */
export async function loadRunConfig(path: string): Promise<RunConfig> {
  if (typeof path !== 'string' || path === '') {
    const remedy = "Give the path of a YAML file: loadRunConfig('prod.yaml').";
    throw wrongArgument({ parameter: 'path', of: 'loadRunConfig()', given: path, remedy });
  }
  const bytes = await read(path);
  if (bytes.length > MOST_BYTES) {
    throw badArgument(`The run config '${path}' is larger than 16 MB.`, 'Keep large data in a file of its own.');
  }
  return parseRunConfig(decode(bytes, path), path);
}

/** What is beyond would be refused as too long, had it been read. */
const MOST_BYTES = 16 * 1024 * 1024;

async function read(path: string): Promise<Uint8Array> {
  try {
    const chunks: Uint8Array[] = [];
    // Bounded: a path may lead to a file of any size, or to a device that never ends. `end` is inclusive.
    for await (const chunk of createReadStream(path, { end: MOST_BYTES })) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  } catch (cause) {
    throw badArgument(
      `The run config '${path}' cannot be read: ${reasonOf(cause)}.`,
      await remedyFor(path, cause),
      cause,
    );
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (isUtf16(bytes))
      throw badArgument(`The run config '${path}' is UTF-16 or UTF-32.`, 'Save the file as UTF-8.', cause);
    const problem = `The run config '${path}' is not UTF-8: line ${lineOfBadByte(bytes)} has a byte that is none.`;
    throw badArgument(problem, 'Save the file as UTF-8.', cause);
  }
}

/** By its byte order mark, with which editors of Windows begin such files. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** The line, from 1, on which decoding stops; halving the text finds it without a decoder of our own. */
function lineOfBadByte(bytes: Uint8Array): number {
  let good = 0;
  for (let step = bytes.length; step >= 1; step = Math.floor(step / 2)) {
    while (good + step <= bytes.length && isUtf8Start(bytes.subarray(0, good + step))) good += step;
  }
  return new TextDecoder().decode(bytes.subarray(0, good)).split('\n').length;
}

/** Streaming: a character that is cut off at the end does not count as broken. */
function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
};

function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

async function remedyFor(path: string, cause: unknown): Promise<string> {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return 'Give the path of a YAML file that can be read.';
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  const near = didYouMean(basename(path), names);
  return near === undefined ? 'The path counts from the working directory.' : `Did you mean '${join(folder, near)}'?`;
}

function badArgument(problem: string, remedy: string, cause?: unknown): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy, cause });
}
