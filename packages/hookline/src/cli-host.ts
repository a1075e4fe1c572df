import type { CliHost, OpenInstanceOptions } from '@hookline/cli';
import { createInstance, deliverOnce, type OpenInstance, runDaemon } from '@hookline/daemon';
import { systemClock } from '@hookline/engine';
import { openStore } from '@hookline/storage';
import { executeInProcess } from './execute-in-process';
import { loadRunConfig } from './load-run-config';
import { processPorts } from './process-ports';

/** An instance that a command has opened, with what the command may still ask of it. */
interface Opened {
  readonly instance: OpenInstance;
  readonly definitions: OpenInstanceOptions['definitions'];
  /** Set while a daemon runs. */
  report: Parameters<CliHost['runDaemon']>[1]['report'] | undefined;
}

const opened = new WeakMap<object, Opened>();

async function openInstance(options: OpenInstanceOptions): Promise<OpenInstance> {
  const { storage, location, environment, role, definitions, say } = options;
  const instance: OpenInstance = await createInstance({
    ...processPorts,
    store: await openStore(storage),
    location,
    environment,
    role,
    storeGrace: 30_000,
    clock: systemClock,
    say,
    report: (activity) => opened.get(instance)?.report?.(activity),
  });
  opened.set(instance, { instance, definitions, report: undefined });
  // Hooks that other processes left are this one's to deliver, too, while it lives (D16).
  for (const name of definitions?.jobNames ?? []) await instance.know(definitions?.job(name) as never);
  return instance;
}

/** Commands that serve have been given definitions. */
function servingOf(instance: object): Opened & { definitions: NonNullable<Opened['definitions']> } {
  return opened.get(instance) as Opened & { definitions: NonNullable<Opened['definitions']> };
}

async function withStore<T>(
  storage: string,
  ask: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore(storage);
  try {
    return await ask(store);
  } finally {
    await store.close();
  }
}

/** What the commands do, made of the packages that do it: the one place that knows all of them. */
export const cliHost: CliHost = {
  loadRunConfig,
  openInstance,
  executeInProcess: (job, request) => executeInProcess(job, { ...request, raiseOnError: false }),
  deliverOnce: async (instance, { signal }) => {
    const serving = servingOf(instance);
    const counts = await deliverOnce(serving.instance, serving.definitions, signal);
    return { ...counts, failed: counts.retrying };
  },
  runDaemon: (instance, { signal, report }) => {
    const serving = servingOf(instance);
    serving.report = report;
    return runDaemon(serving.instance, serving.definitions, signal);
  },
  instanceFacts: async (instance) => {
    const { store, clock } = servingOf(instance).instance.spec;
    const [facts, outbox, processes] = await Promise.all([
      store.facts(),
      store.outboxSummary(clock.now()),
      store.liveProcesses(),
    ]);
    return { store: facts, outbox, processes };
  },
  checkStore: (storage) => withStore(storage, async (store) => ({ label: store.label, problems: await store.check() })),
  migrateStore: (storage) =>
    withStore(storage, async (store) => {
      const { schemaFound, schemaVersion } = await store.facts();
      return { label: store.label, from: schemaFound, to: schemaVersion };
    }),
};
