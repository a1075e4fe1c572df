import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeadLetterHook,
  type DeadLetterHookContext,
  defineJob,
  defineResource,
  definitions,
  env,
  Failure,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  Job,
  type JobInputs,
  Op,
  type OpContext,
  type RunConfig,
  RunFailureHook,
  type RunFailureHookContext,
  retryPolicy,
  SuccessHook,
  secret,
  type Wired,
} from '@hookline/core';
import { openStore } from '@hookline/storage';
import { z } from 'zod';
import { runDaemon } from '../../src/index';
import { executeOn, logged, openInstanceOn, said, temporaryFolder } from './open-test-instance';

const folder = temporaryFolder();

const TOKEN = 's3cr3t/"tøk€n"\n+ 42';
const INLINE = 'inline secret & value';
const PIN = 83726154;
const VARIABLES: Readonly<Record<string, string>> = { TOKEN, PIN: String(PIN), HOOK_TOKEN: 'hook-only?token=1' };
const SECRETS = [TOKEN, INLINE, String(PIN), VARIABLES['HOOK_TOKEN'] as string];

/** As it is, URL-encoded, base64, JSON-escaped (D30). */
const spellings = (text: string) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  JSON.stringify(text).slice(1, -1),
];
const NEEDLES = [...new Set(SECRETS.flatMap(spellings))];

function leaksIn(bytes: Buffer | string): readonly string[] {
  const haystack = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return NEEDLES.filter((needle) => haystack.includes(needle));
}

/** Every byte of a folder. */
function leaksInFiles(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .flatMap((name) => {
      const bytes = readFileSync(name);
      return leaksIn(bytes).map((needle) => {
        const at = bytes.indexOf(needle);
        return `${name}: ${bytes.toString('utf8', at - 300, at + needle.length + 10).replace(/[^ -~]/g, '.')}`;
      });
    });
}

interface Db {
  readonly token: string;
  readonly password: string;
  readonly pin: number;
}

const dbResource = defineResource({
  config: z.object({ token: z.string(), password: secret(z.string()), pin: z.number() }),
  create: ({ config, log }): Db => {
    log.info(`opening with ${config.token}`, { config });
    return config;
  },
  dispose: ({ token }) => {
    throw new Error(`cannot close ${token}`);
  },
});

const chatResource = defineResource({
  config: z.object({ token: z.string() }),
  create: ({ config, log }) => {
    log.warn(`chat with ${config.token}`);
    return config;
  },
});

let brokenChat = false;
const fragileResource = defineResource({
  config: z.object({ token: z.string() }),
  create: ({ config }) => {
    if (brokenChat) throw new Error(`no chat for ${config.token}`);
    return config;
  },
});

function everySpelling(text: string): string {
  return spellings(text).join(' | ');
}

function fling(thrown: unknown): never {
  throw thrown;
}

class HttpError extends Error {
  override name = 'HttpError';
  readonly config: unknown;
  readonly details: Readonly<Record<string, unknown>>;
  constructor({ token, password, pin }: Db) {
    super(`401 for ${everySpelling(token)} and ${everySpelling(password)}`, {
      cause: new AggregateError([new Error(token), new Error(`pin ${pin}`)], `cause ${encodeURIComponent(password)}`, {
        cause: `text ${token}`,
      }),
    });
    this.config = { headers: { authorization: token } };
    this.details = { token, [password]: 1, pinText: `${pin}` };
  }
}

const seen: string[] = [];
const deadErrors: string[] = [];

type R = { resources: { db: Db } };

class Hooks {
  @SuccessHook({ requiredResourceKeys: ['chat'] }) static tell({
    log,
    resources,
    redact,
  }: HookContext<{ chat: { token: string } }>) {
    seen.push(redact(resources.chat.token));
    log.info(`told with ${resources.chat.token} ${everySpelling(TOKEN)}`, {
      [resources.chat.token]: [TOKEN],
      at: new Map([[INLINE, PIN]]),
    });
  }
  @FailureHook({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 10 }) }) static fails({
    opException,
  }: FailureHookContext) {
    throw new TypeError(`hook: ${opException.message} ${INLINE}`, { cause: opException });
  }
  @FailureHook({ requiredResourceKeys: ['fragile'], retryPolicy: retryPolicy({ maxRetries: 0 }) })
  static needsFragile() {
    seen.push('never');
  }
  @RunFailureHook({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 10 }) }) static ended({
    failedSteps,
    log,
  }: RunFailureHookContext) {
    for (const { error } of failedSteps) log.error(`failed: ${error.message}`, { error });
    throw new Error(`run hook ${TOKEN}`);
  }
  @DeadLetterHook() static dead({ delivery }: DeadLetterHookContext) {
    deadErrors.push(delivery.error.message);
  }
}

const Inputs = z.object({ note: z.string() });

class Ops {
  @Op({ requiredResourceKeys: ['db'] }) tells({ log, addOutputMetadata, resources: { db } }: OpContext & R): string {
    log.info(`token ${everySpelling(db.token)}`, {
      db,
      list: [db.token, encodeURIComponent(db.password)],
      [db.password]: 1,
      bytes: Buffer.from(db.token),
      map: new Map([[db.token, db.pin]]),
      error: new HttpError(db),
    });
    addOutputMetadata({ token: db.token, inner: { [db.password]: db.password } });
    return 'fine';
  }
  @Op({ requiredResourceKeys: ['db'] }) returns({ resources: { db } }: OpContext & R): unknown {
    return { header: `Bearer ${db.token}`, pin: db.pin };
  }
  @Op({ requiredResourceKeys: ['db'] }) returnsMuch({ resources: { db } }: OpContext & R): unknown {
    return { padding: 'x'.repeat(100_000), url: `https://x/?p=${encodeURIComponent(db.password)}` };
  }
  @Op({ requiredResourceKeys: ['db'], retryPolicy: retryPolicy({ maxRetries: 1 }) }) throws(
    _: unknown,
    { resources: { db } }: OpContext & R,
  ): void {
    throw new HttpError(db);
  }
  @Op({ requiredResourceKeys: ['db'] }) throwsText(_: string, { resources: { db } }: OpContext & R): void {
    fling(`text ${db.token}`);
  }
  @Op({ requiredResourceKeys: ['db'] }) failsWithMetadata({ resources: { db } }: OpContext & R): void {
    throw new Failure({ description: `no ${db.token}`, metadata: { token: db.token }, allowRetries: false });
  }
  @Op() takes(_: string, __: string): number {
    return 1;
  }

  @Job({
    inputs: Inputs,
    hooks: [Hooks.tell, Hooks.fails, Hooks.needsFragile, Hooks.ended, Hooks.dead],
    resources: { db: dbResource, chat: chatResource, fragile: fragileResource },
    tags: { of: `job ${INLINE}` },
  })
  leaky(this: Wired<Ops>, { note }: JobInputs<typeof Inputs>) {
    this.tells();
    this.throws(this.returns());
    this.throwsText(note);
    this.returnsMuch();
    this.failsWithMetadata();
    this.takes.withTags({ tag: `op ${INLINE}` })(note, `constant ${INLINE}`);
  }
}

const leaky = defineJob(Ops, 'leaky');

const fromEnv = {
  resources: {
    db: { config: { token: env('TOKEN'), password: INLINE, pin: env('PIN') } },
    chat: { config: { token: env('HOOK_TOKEN') } },
    fragile: { config: { token: env('TOKEN') } },
  },
  tags: { run: `tag ${INLINE}` },
  inputs: { note: `note ${INLINE}` },
} satisfies RunConfig;

/** JSON of what the command line prints, errors with their causes and stacks. */
function printed(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (!(part instanceof Error)) return part instanceof Map ? [...part] : part;
    const { name, message, stack, cause } = part;
    return { ...(part as unknown as Record<string, unknown>), name, message, stack, cause };
  });
}

async function everythingOf(instance: Awaited<ReturnType<typeof openInstanceOn>>, runId: string): Promise<string> {
  const events: unknown[] = [];
  for await (const event of instance.runs.events(runId)) events.push(event);
  const deliveries = await instance.deliveries.list({ limit: 100 });
  const attempts = await Promise.all(deliveries.map(({ id }) => instance.deliveries.attemptsOf(id)));
  return printed([await instance.runs.get(runId), await instance.runs.list(), events, deliveries, attempts]);
}

const open = async (name: string, variables = VARIABLES, role: 'embedded' | 'daemon' | 'tool' = 'embedded') =>
  openInstanceOn(await openStore(`sqlite:${join(folder, name, 'hookline.db')}`), {
    env: (key) => variables[key],
    role,
  });

beforeEach(() => {
  brokenChat = false;
  for (const list of [seen, deadErrors, said, logged]) list.length = 0;
});

describe('secrets of a run on an instance (D30)', () => {
  it('are in no byte of the store, nor in what is read from it or told', async () => {
    brokenChat = true;
    const instance = await open('executed');
    const { status } = await executeOn(instance, leaky, {
      runId: 'r1',
      runConfig: fromEnv,
      tags: { more: `option ${TOKEN}` },
    });
    expect(status).toBe('failure');
    await instance.dispatcher.drain({ until: Date.now() + 5_000 });
    const all = await everythingOf(instance, 'r1');
    expect(leaksInFiles(join(folder, 'executed'))).toEqual([]);
    await instance.close();
    expect(leaksInFiles(join(folder, 'executed'))).toEqual([]);
    expect(leaksIn(all)).toEqual([]);
    expect(leaksIn(printed([logged, said, seen, deadErrors]))).toEqual([]);
    // What was hidden was there.
    expect(all).toContain('•••');
    expect(all).toContain('cannot close •••');
    expect(all).toContain('no chat for •••');
    expect(all).toContain('it contains a secret');
    expect(seen).toContain('•••');
    expect(deadErrors.length).toBeGreaterThan(0);
  });

  it('stay references where they came from the environment, and make a resource not restorable where they stood', async () => {
    const instance = await open('restorable');
    await executeOn(instance, leaky, { runId: 'r1', runConfig: fromEnv });
    const row = await instance.spec.store.getRun('r1');
    expect(row?.config).toContain('"TOKEN"');
    expect(row?.config).not.toContain(INLINE);
    expect(row?.notRestorable).toContain('db');
    expect(row?.notRestorable).not.toContain('chat');
    expect(row?.tags).toEqual({ of: 'job •••', run: 'tag •••' });
    await instance.close();
  });

  it('are as safe in a run that is launched, also where the environment lacks what only the daemon has', async () => {
    const tool = await open('launched', {}, 'tool');
    const runConfig = { ...fromEnv, inputs: { note: 'short' }, tags: {} };
    const { runId } = await tool.launch(leaky, { runConfig });
    expect(leaksInFiles(join(folder, 'launched'))).toEqual([]);
    await tool.close();
    const daemon = await open('launched', VARIABLES, 'daemon');
    const stop = new AbortController();
    const serving = runDaemon(daemon, definitions({ jobs: [leaky] }), stop.signal);
    for await (const _ of daemon.runs.events(runId, { follow: AbortSignal.timeout(30_000) }));
    expect((await daemon.runs.get(runId)).status).toBe('failure');
    stop.abort();
    await serving;
    const all = await everythingOf(daemon, runId);
    await daemon.close();
    expect(leaksInFiles(join(folder, 'launched'))).toEqual([]);
    expect(leaksIn(all)).toEqual([]);
    expect(leaksIn(printed([logged, said]))).toEqual([]);
  });

  it('are not in what a cancel tells', async () => {
    const instance = await open('cancelled');
    const signal = AbortSignal.abort(new Error(`stop ${TOKEN}`));
    const { status } = await executeOn(instance, leaky, { runId: 'r1', runConfig: fromEnv, signal });
    expect(status).toBe('cancelled');
    expect(leaksIn(await everythingOf(instance, 'r1'))).toEqual([]);
    await instance.close();
    expect(leaksInFiles(join(folder, 'cancelled'))).toEqual([]);
  });
});
