import type { CliWorld, Screen, WriteWatcher } from '../src/cli-world';

/** ms since 1970 of everything in these tests: 2026-01-31 12:30:00 UTC. */
export const NOW = Date.UTC(2026, 0, 31, 12, 30);

/** A process in which nothing is real but the files. */
export interface FakeWorld extends CliWorld {
  /** What stood on stdout so far. */
  readonly out: () => string;
  readonly err: () => string;
}

export interface FakeWorldOptions {
  readonly args?: readonly string[];
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Columns of both screens; default: they are no terminals. */
  readonly terminal?: number;
  readonly rows?: number;
  /** End of a path → exports. */
  readonly modules?: Readonly<Record<string, object | (() => object)>>;
  readonly clock?: CliWorld['clock'];
  /** Ctrl-C was pressed already. */
  readonly isInterrupted?: boolean;
}

export function fakeWorld(options: FakeWorldOptions = {}): FakeWorld {
  const { args = [], folder = '/nowhere', env = {}, modules = {} } = options;
  const watchers = new Set<WriteWatcher>();
  const stdout = fakeScreen(options, watchers);
  const stderr = fakeScreen(options, watchers);
  const end = new AbortController();
  if (options.isInterrupted) end.abort(new Error('The process got SIGINT.'));
  return {
    args,
    folder,
    hostname: 'box',
    version: '0.1.0',
    env: (name) => env[name],
    stdout: stdout.screen,
    stderr: stderr.screen,
    clock: options.clock ?? { now: () => NOW, monotonic: () => NOW, setTimer: () => ({ cancel: () => undefined }) },
    endSignal: () => Object.assign(end.signal, { [Symbol.dispose]: () => undefined }),
    importModule: async (file) => exportsOf(file, modules),
    watchWrites: (watcher) => {
      watchers.add(watcher);
      return { write: stderr.unwatched, [Symbol.dispose]: () => watchers.delete(watcher) };
    },
    out: stdout.text,
    err: stderr.text,
  };
}

function fakeScreen({ terminal, rows = 24 }: FakeWorldOptions, watchers: ReadonlySet<WriteWatcher>) {
  let text = '';
  const unwatched = (more: string): void => {
    text += more;
  };
  const write = (more: string): void => {
    for (const { before } of watchers) before();
    unwatched(more);
    for (const { after } of watchers) after(more);
  };
  const screen: Screen = { isTerminal: terminal !== undefined, columns: terminal ?? 0, rows, write };
  return { screen, unwatched, text: () => text };
}

function exportsOf(file: string, modules: FakeWorldOptions['modules']): Readonly<Record<string, unknown>> {
  const found = Object.entries(modules ?? {}).find(([path]) => file.endsWith(path))?.[1];
  if (found === undefined) throw new Error(`The test has no module ${file}.`);
  return (typeof found === 'function' ? found() : found) as Readonly<Record<string, unknown>>;
}
