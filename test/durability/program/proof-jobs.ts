import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defineResource,
  definitions,
  dynamic,
  Failure,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  Job,
  Op,
  type OpContext,
  type Outs,
  outs,
  RetryHook,
  type RetryHookContext,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunStartHook,
  RunSuccessHook,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  StartHook,
  SuccessHook,
  type Wired,
} from 'hookline';
import { z } from 'zod';
import { BlockingOps } from './blocking-jobs';
import { hook, op, surroundings } from './calls';
import { IoOps } from './io-jobs';
import type { RunOrder } from './protocol';

/** Delays, ms on the clock of the scenario. */
const SHORT = 100;

const apiResource = defineResource({
  config: z.object({ token: z.string() }),
  create: ({ config }) => ({ token: config.token }),
});

/** The real one must never be called in a run that was given a mock. */
const pagerResource = defineResource({
  create: () => ({
    page: async (runId: string) => {
      const nothing = { stepKey: undefined, attempt: 0, deliveryId: undefined, deliveryAttempt: undefined, text: '' };
      await surroundings.effects.tell({ what: 'forbidden', runId, name: 'pager', ...nothing });
    },
  }),
});

/** The user's own IO manager: a file for each output. */
const filesResource = defineResource({
  create: () => ({
    async storeOutput({ runId, stepKey, output }: Place, value: unknown) {
      const path = pathOf({ runId, stepKey, output });
      surroundings.points.pass('manager store begin');
      await writeFile(`${path}.draft`, JSON.stringify(value));
      await rename(`${path}.draft`, path);
      surroundings.points.pass('manager store end');
    },
    async loadInput(place: Place) {
      surroundings.points.pass('manager load begin');
      const value: unknown = JSON.parse(await readFile(pathOf(place), 'utf8'));
      surroundings.points.pass('manager load end');
      return value;
    },
  }),
});

interface Place {
  readonly runId: string;
  readonly stepKey: string;
  readonly output: string;
}

function pathOf({ runId, stepKey, output }: Place): string {
  return join(surroundings.files, `${runId}.${stepKey}.${output}.json`);
}

interface Api {
  readonly token: string;
}
interface Pager {
  page(runId: string): Promise<void>;
}

class Hooks {
  @StartHook() static async started(context: HookContext) {
    await hook(context, `${context.stepKey} starts`);
  }
  @SuccessHook() static async succeeded(context: HookContext) {
    await hook(context, `${context.stepKey} gave ${JSON.stringify(context.opOutputValues).slice(0, 80)}`);
  }
  /** Dependents wait for it. */
  @SuccessHook({ blocking: true }) static async gate(context: HookContext) {
    await hook(context, 'the gate');
  }
  @SuccessHook() static async slow(context: HookContext) {
    await hook(context, 'slow begins');
    await new Promise((resolve) => setTimeout(resolve, 15));
    surroundings.points.pass('hook slow half');
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 5, delay: SHORT }) }) static async flakyHook(
    context: HookContext,
  ) {
    await hook(context, 'not yet');
    if ((context.deliveryAttempt ?? 0) < 3) throw new Error('The receiver is not there yet.');
  }
  /** Its deliveries die. */
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 1, delay: SHORT }) }) static async hopeless(
    context: HookContext,
  ) {
    await hook(context, 'in vain');
    throw new Error('The receiver is gone for good.');
  }
  @FailureHook({ requiredResourceKeys: ['api'] }) static async failed(context: FailureHookContext<{ api: Api }>) {
    const { failureKind, opException, resources, stepKey } = context;
    const text = `${stepKey} failed (${failureKind}): ${opException.message} with ${resources.api.token}`;
    await hook(context, context.redact(text));
  }
  @FailureHook({ kinds: ['crash'] }) static async crashed(context: FailureHookContext) {
    await hook(context, `${context.stepKey} crashed`);
  }
  /** Asked once, in the process of the run. */
  @FailureHook({ filter: ({ stepKey }) => stepKey !== 'leak' }) static async filtered(context: FailureHookContext) {
    await hook(context, `${context.stepKey} passed the filter`);
  }
  @FailureHook({ requiredResourceKeys: ['pager'] }) static async page(context: FailureHookContext<{ pager: Pager }>) {
    await hook(context, 'pages');
    await context.resources.pager.page(context.runId);
  }
  @RetryHook() static async retried(context: RetryHookContext) {
    await hook(context, `${context.stepKey} is tried again`);
  }
  @SkipHook({ reasons: ['absent', 'upstream', 'run'] }) static async skipped(context: SkipHookContext) {
    await hook(context, `${context.stepKey}: ${context.skipReason}`);
  }
  @RunStartHook() static async runStarted(context: RunHookContext) {
    await hook(context, 'the run starts');
  }
  @RunSuccessHook() static async runSucceeded(context: RunHookContext) {
    await hook(context, 'the run succeeded');
  }
  @RunFailureHook() static async runFailed(context: RunFailureHookContext) {
    await hook(context, context.redact(`the run failed: ${context.error.message}`));
  }
}

const ALL = [
  Hooks.succeeded,
  Hooks.failed,
  Hooks.crashed,
  Hooks.filtered,
  Hooks.retried,
  Hooks.skipped,
  Hooks.runStarted,
  Hooks.runSucceeded,
  Hooks.runFailed,
];
const RESOURCES = { api: apiResource, files: filesResource, pager: pagerResource };
const TWICE = retryPolicy({ maxRetries: 3, delay: SHORT });

class Ops {
  @Op({ hooks: [Hooks.started, Hooks.gate] }) async first(context: OpContext): Promise<{ rows: number[] }> {
    await op(context);
    return { rows: [1, 2, 3] };
  }
  /** Its first attempt always fails; those that a crash ended count. */
  @Op({ retryPolicy: TWICE }) async flaky(input: { rows: number[] }, context: OpContext): Promise<number> {
    await op(context);
    if (context.attempt === 1) throw new Error('not at once');
    return input.rows.length;
  }
  /** Too large for its event: a file beside the database. */
  @Op({ hooks: [Hooks.slow] }) async big(input: { rows: number[] }, context: OpContext): Promise<string> {
    await op(context);
    return `${input.rows.join()}${'x'.repeat(70_000)}`;
  }
  @Op({ ioManagerKey: 'files' }) async kept(big: string, context: OpContext): Promise<{ length: number }> {
    await op(context);
    return { length: big.length };
  }
  @Op({ outs: ['yes', 'no?'] }) async choose(
    n: number,
    context: OpContext,
  ): Promise<Outs<{ yes: number; no?: number }>> {
    await op(context);
    return outs({ yes: n });
  }
  @Op() async onYes(n: number, context: OpContext): Promise<number> {
    await op(context);
    return n;
  }
  @Op() async onNo(n: number, context: OpContext): Promise<number> {
    await op(context);
    return n;
  }
  @Op({ dynamic: true, hooks: [Hooks.flakyHook] }) async split(input: { rows: number[] }, context: OpContext) {
    await op(context);
    return dynamic(input.rows.map((row) => [`k${row}`, row] as const));
  }
  @Op() async item(n: number, context: OpContext): Promise<number> {
    await op(context);
    return n * 10;
  }
  @Op({ hooks: [Hooks.hopeless] }) async sum(
    all: number[],
    kept: { length: number },
    context: OpContext,
  ): Promise<number> {
    await op(context);
    return all.reduce((a, b) => a + b, kept.length);
  }
  /** Says the secret wherever it can. */
  @Op({ requiredResourceKeys: ['api'] }) async leak(_n: number, context: OpContext<{ api: Api }>): Promise<number> {
    await op(context);
    const { token } = context.resources.api;
    context.log.info(`calls with ${token}`, {
      authorization: `Bearer ${token}`,
      query: `?t=${encodeURIComponent(token)}`,
    });
    context.addOutputMetadata({ token, encoded: Buffer.from(token).toString('base64') });
    const error = new Failure({ description: `401 for ${token}`, metadata: { token }, allowRetries: false });
    throw Object.assign(error, { cause: new Error(`GET /?token=${token}`), url: `https://api/?token=${token}` });
  }
  /** What it gives holds the secret, and so is not stored. */
  @Op({ requiredResourceKeys: ['api'] }) async session(
    _n: number,
    context: OpContext<{ api: Api }>,
  ): Promise<{ token: string }> {
    await op(context);
    return { token: context.resources.api.token };
  }
  @Op() async never(n: number, context: OpContext): Promise<number> {
    await op(context);
    return n;
  }

  @Job({ hooks: ALL, resources: RESOURCES, retryPolicy: retryPolicy({ maxRetries: 2, delay: SHORT }) })
  resumes(this: Wired<Ops>) {
    const first = this.first();
    const flaky = this.flaky(first);
    const chosen = this.choose(flaky);
    this.onYes(chosen.yes);
    this.onNo(chosen.no);
    const items = this.split(first).map((n) => this.item(n));
    this.sum(items.collect(), this.kept(this.big(first)));
  }

  @Job({ hooks: ALL, resources: RESOURCES }) fails(this: Wired<Ops>) {
    const first = this.first();
    const flaky = this.flaky(first);
    this.onNo(this.choose(flaky).no);
    const items = this.split(first).map((n) => this.item(n));
    this.session(flaky);
    this.never(this.leak(this.sum(items.collect(), this.kept(this.big(first)))));
  }

  @Job({ hooks: [...ALL, Hooks.page], resources: RESOURCES }) mocked(this: Wired<Ops>) {
    this.never(this.leak(this.flaky(this.first())));
  }
}

export const proofDefinitions = definitions({ jobs: [Ops, BlockingOps, IoOps] });

const SECRETS = { resources: { api: { config: { token: { env: 'PROOF_SECRET' } } } } };
const NEED_SECRETS: ReadonlySet<string> = new Set<RunOrder['job']>(['fails', 'resumes', 'mocked']);

/** Of a run: the secret is a reference. */
export function runConfigOf({ job, files }: Pick<RunOrder, 'job' | 'files'>) {
  if (job === 'shelves') return { resources: { shelf: { config: { folder: files } } } };
  return NEED_SECRETS.has(job) ? SECRETS : {};
}

/** Given by value: exists in one process. */
export const mockPager = { page: () => Promise.resolve() };
