import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobDefinition } from '@hookline/core';
import type { ProcessRole } from '@hookline/core/spi';
import { type AnyOptions, EXECUTE, type Result, systemClock } from '@hookline/engine';
import { openStore } from '@hookline/storage';
import { createInstance, type OpenInstance } from '../../src/index';

/** A folder for the stores of one test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookline-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What instances of tests say to people. */
const said: string[] = [];

/** An instance on a real file. */
export async function openTestInstance(path: string, role: ProcessRole = 'embedded'): Promise<OpenInstance> {
  const ignore = () => undefined;
  return createInstance({
    store: await openStore(`sqlite:${path}`),
    location: 'tests',
    environment: 'test',
    role,
    storeGrace: 5_000,
    clock: systemClock,
    random: Math.random,
    env: (name) => process.env[name],
    consoleLogger: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
    say: (line) => said.push(line),
  });
}

/** Runs a job on an instance; never throws for a run that fails. */
export function executeOn(instance: OpenInstance, job: JobDefinition, options: AnyOptions = {}): Promise<Result> {
  return instance[EXECUTE](job, { raiseOnError: false, ...options });
}
