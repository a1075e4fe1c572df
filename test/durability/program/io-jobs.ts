import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import {
  defineResource,
  type HookContext,
  type IoManager,
  Job,
  type LoadInputContext,
  Op,
  type OpContext,
  retryPolicy,
  type StoreOutputContext,
  SuccessHook,
  type Wired,
} from 'hookline';
import { z } from 'zod';
import { hook, op } from './calls';

/** What is handed on: JSON alone would lose half of it. */
export interface Handed {
  readonly day: Date;
  readonly counts: ReadonlyMap<string, bigint>;
}

const HANDED: Handed = { day: new Date(86_400_000), counts: new Map([['lamps', 3n]]) };

/** A value as text, in which each part shows its class. */
function shown({ day, counts }: Handed): string {
  return `${day.toISOString()} ${[...counts].map(([name, count]) => `${name} ${typeof count} ${count}`).join()}`;
}

/** The user's own manager, an object of a class. */
class Shelf implements IoManager {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async storeOutput(context: StoreOutputContext, value: unknown): Promise<void> {
    const path = this.#pathOf(context);
    await writeFile(`${path}.draft`, serialize(value));
    await rename(`${path}.draft`, path);
  }

  async loadInput(context: LoadInputContext): Promise<unknown> {
    return deserialize(await readFile(this.#pathOf(context)));
  }

  #pathOf({ runId, stepKey, output }: LoadInputContext): string {
    return join(this.#folder, `${runId}.${stepKey}.${output}.shelf`);
  }
}

const shelfResource = defineResource({
  config: z.object({ folder: z.string() }),
  create: ({ config }) => new Shelf(config.folder),
});

let tellUsed: () => void = () => undefined;
/** The value has been used, which the process that is killed does not live to see. */
const used = new Promise<void>((resolve) => (tellUsed = resolve));

class Hooks {
  /** Its first attempt waits for what comes after the kill. */
  @SuccessHook() static async readBack(context: HookContext) {
    if (context.deliveryAttempt === 1) await used;
    await hook(context, shown(context.opOutputValues['result'] as Handed));
  }
}

/** Ops that hand a value on, each by another manager. */
export class IoOps {
  @Op({ ioManagerKey: 'store', hooks: [Hooks.readBack] }) async keep(context: OpContext): Promise<Handed> {
    await op(context);
    return HANDED;
  }
  @Op({ ioManagerKey: 'filesystem', hooks: [Hooks.readBack] }) async file(context: OpContext): Promise<Handed> {
    await op(context);
    return HANDED;
  }
  @Op({ ioManagerKey: 'shelf', hooks: [Hooks.readBack] }) async shelve(context: OpContext): Promise<Handed> {
    await op(context);
    return HANDED;
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 0 }) }) async use(
    handed: Handed,
    context: OpContext,
  ): Promise<void> {
    await op(context, shown(handed));
    tellUsed();
  }

  @Job() keeps(this: Wired<IoOps>) {
    this.use(this.keep());
  }
  @Job() files(this: Wired<IoOps>) {
    this.use(this.file());
  }
  @Job({ resources: { shelf: shelfResource } }) shelves(this: Wired<IoOps>) {
    this.use(this.shelve());
  }
}
