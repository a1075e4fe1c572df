import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobDefinition } from '@hookline/core';
import type { ProcessRole, Store } from '@hookline/core/spi';
import { type AnyOptions, EXECUTE, type Result, systemClock } from '@hookline/engine';
import { openStore } from '@hookline/storage';
import { createInstance, type InstanceSpec, type OpenInstance } from '../../src/index';

/** A folder for the stores of one test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What instances of tests say to people. */
export const said: string[] = [];

/** What their built-in loggers are told: messages, and the data beside them. */
export const logged: unknown[] = [];

const line = (message: string, data?: unknown) => void logged.push(message, data);

/** An instance on a real file. */
export async function openTestInstance(path: string, role: ProcessRole = 'embedded'): Promise<OpenInstance> {
  return openInstanceOn(await openStore(`sqlite:${path}`), { role });
}

/** An instance on a store that is open. */
export function openInstanceOn(store: Store, spec: Partial<InstanceSpec> = {}): Promise<OpenInstance> {
  return createInstance({
    store,
    location: 'tests',
    environment: 'test',
    role: 'embedded',
    storeGrace: 5_000,
    clock: systemClock,
    random: Math.random,
    env: (name) => process.env[name],
    consoleLogger: () => ({ debug: line, info: line, warn: line, error: line }),
    say: (text) => said.push(text),
    ...spec,
  });
}

/** The same store for several instances: one that is closed does not take it from the others. */
export function shared(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Runs a job on an instance; never throws for a run that fails. */
export function executeOn(instance: OpenInstance, job: JobDefinition, options: AnyOptions = {}): Promise<Result> {
  return instance[EXECUTE](job, { raiseOnError: false, ...options });
}
