// What the command `hookline` starts: the process, for the command line. reflect-metadata comes first, as in the door.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type CliWorld, importModule, main, type Screen, type WriteWatch, type WriteWatcher } from '@hookline/cli';
import { systemClock } from '@hookline/engine';
import { abortOnSignals } from './abort-on-signals';
import { cliHost } from './cli-host';

type Stream = NodeJS.WriteStream;

function screenOf(stream: Stream): Screen {
  // Only terminals have them.
  const size: Partial<Pick<Stream, 'columns' | 'rows' | 'isTTY'>> = stream;
  return {
    isTerminal: size.isTTY ?? false,
    get columns() {
      return size.columns ?? 0;
    },
    get rows() {
      return size.rows ?? 0;
    },
    write: (text) => void stream.write(text),
  };
}

/** Of streams to a terminal alone: what goes to a file does not meet what is drawn. */
function watchWrites(watcher: WriteWatcher): WriteWatch {
  const streams = [process.stdout, process.stderr].filter(({ isTTY }) => isTTY);
  const write = process.stderr.write.bind(process.stderr);
  const undo = streams.map((stream) => watchStream(stream, watcher));
  return {
    write: (text) => void write(text),
    [Symbol.dispose]: () => {
      for (const each of undo) each();
    },
  };
}

/** @returns takes the watcher off */
function watchStream(stream: Stream, { before, after }: WriteWatcher): () => void {
  const former = Object.getOwnPropertyDescriptor(stream, 'write');
  const write = stream.write.bind(stream);
  stream.write = (chunk: Uint8Array | string, ...rest: never[]): boolean => {
    before();
    const result = write(chunk, ...rest);
    after(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return result;
  };
  return () => {
    if (former) Object.defineProperty(stream, 'write', former);
    else Reflect.deleteProperty(stream, 'write');
  };
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no failure. */
function endWithReader(stream: Stream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Data alone may stand on stdout then: what code of the user prints goes to stderr. */
function reserveStdout(): Screen {
  const write = process.stdout.write.bind(process.stdout);
  const divert = (...args: Parameters<typeof write>): boolean => process.stderr.write(...args);
  const screen = screenOf(process.stdout);
  process.stdout.write = divert as Stream['write'];
  return { ...screen, write: (text) => void write(text) };
}

const manifest = readFileSync(join(__dirname, '../package.json'), 'utf8');
const { version } = JSON.parse(manifest) as { readonly version: string };

const world: CliWorld = {
  args: process.argv.slice(2),
  folder: process.cwd(),
  hostname: hostname(),
  version,
  env: (name) => process.env[name],
  stdout: process.argv.includes('--json') ? reserveStdout() : screenOf(process.stdout),
  stderr: screenOf(process.stderr),
  clock: systemClock,
  endSignal: abortOnSignals,
  importModule,
  watchWrites,
};

endWithReader(process.stdout);
endWithReader(process.stderr);
void main(world, cliHost).then((exitCode) => {
  process.exitCode = exitCode;
  // What user code left open must not keep the command from ending; what was written to a pipe must arrive before.
  process.stdout.write('', () => process.stderr.write('', () => process.exit()));
});
