import { join } from 'node:path';
import type { Store } from '@hookline/core/spi';
import { openStore } from '@hookline/storage';
import { UserProject, type Written } from '../../packages/cli/test/user-project';
import { leaksIn, leaksOf } from '../durability/check/secrets';

/** Of each kind of character that spellings differ in. */
const TOKEN = 'sésame/ouvre+toi "42"&co';
const PASSWORD = 'wachtwoord?=für <alle>\\ + 7';
const SECRETS = [TOKEN, PASSWORD];

const DEFINITIONS = `
import {
  definitions, FailureHook, type FailureHookContext, Job, Op, type OpContext, RunFailureHook, type RunFailureHookContext,
  retryPolicy, secret, type Wired,
} from 'hookline';
import { z } from 'zod';

const config = z.object({ token: z.string(), password: secret(z.string()) });
type Config = z.infer<typeof config>;
/** Too large for its event. */
interface Session { readonly header: string; readonly rows: string }
const once = retryPolicy({ maxRetries: 1, delay: 0 });

class HttpError extends Error {
  override name = 'HttpError';
  readonly url: string;
  constructor({ token, password }: Config) {
    const cause = new AggregateError([new Error('Bearer ' + token)], 'body ' + JSON.stringify({ password }), { cause: password });
    super('401 for ' + token + ' and ' + password, { cause });
    this.url = 'https://shop/?' + new URLSearchParams({ token, password }).toString();
    this.stack += '\\n    at login (' + encodeURIComponent(token) + '/' + Buffer.from(password).toString('base64') + '.ts:1:1)';
  }
}

class Hooks {
  @FailureHook({ retryPolicy: once }) static tell({ log, opException, opConfig }: FailureHookContext) {
    log.error('the hook saw: ' + opException.message + opException.stack, { opException, opConfig });
    throw new TypeError('no route for ' + opException.message, { cause: opException });
  }
  @RunFailureHook() static tellRun({ log, error, failedSteps }: RunFailureHookContext) {
    log.warn('the run hook saw: ' + error.message, { error, failedSteps });
  }
}

class Shop {
  @Op({ config }) session({ opConfig: config }: OpContext<object, Config>): Session {
    return { header: 'Bearer ' + config.token, rows: 'x'.repeat(70_000) };
  }
  @Op({ config, retryPolicy: once }) login(_: Session, context: OpContext<object, Config>): void {
    const { log, addOutputMetadata, opConfig: config } = context;
    log.info('calls with ' + config.token, { config, list: [config.password] });
    addOutputMetadata({ token: config.token, [config.password]: true });
    throw new HttpError(config);
  }
  @Job({ hooks: [Hooks.tell, Hooks.tellRun] }) nightly(this: Wired<Shop>): void {
    this.login(this.session());
  }
}

export const defs = definitions({ jobs: [Shop] });
`;

const runConfig = (token: string, password = JSON.stringify(PASSWORD)) => `
tags: { who: ${password} }
ops:
  session: { config: { token: ${token}, password: ${password} } }
  login: { config: { token: ${token}, password: ${password} } }
`;

const FILES = {
  'package.json': '{ "name": "shop" }',
  'hookline.config.ts': `import { defineConfig } from 'hookline';\nexport default defineConfig({ definitions: './definitions.ts' });`,
  'definitions.ts': DEFINITIONS,
  'prod.yaml': runConfig('{ env: SHOP_TOKEN }'),
  'again.yaml': runConfig('{ env: SHOP_TOKEN }', '{ env: SHOP_PASSWORD }'),
  'unknown.yaml': runConfig('{ env: SHOP_TOKEN, otherwise: { env: SHOP_TOKEN } }'),
  'missing.yaml': runConfig('{ env: NO_SUCH_TOKEN }'),
};

describe('secrets in the command line', () => {
  let project: UserProject;
  /** Keeps the log beside the database, which the last who has it open removes. */
  let holder: Store;

  beforeAll(async () => {
    project = new UserProject(FILES, { SHOP_TOKEN: TOKEN, SHOP_PASSWORD: PASSWORD });
    holder = await openStore(`sqlite:${join(project.folder, '.hookline/hookline.db')}`);
  });
  afterAll(async () => {
    await holder.close();
    project.remove();
  });

  /** What a command wrote, in which no secret may stand, nor in what it left in the store. */
  async function type(line: string): Promise<Written> {
    const written = await project.run(...line.split(' '));
    for (const one of SECRETS) {
      const leaks = [
        ...leaksOf('stdout', written.out, one),
        ...leaksOf('stderr', written.err, one),
        ...leaksIn([join(project.folder, '.hookline')], one),
      ];
      expect([line, leaks]).toEqual([line, []]);
    }
    return written;
  }

  it.each(['', ' --json'])('stand nowhere when a run with them fails: job execute%s', async (json) => {
    const { code, out, err } = await type(`job execute nightly -c prod.yaml${json}`);
    expect(code).toBe(1);
    expect(out + err).toContain('401 for ••• and •••');
    expect(err).toContain('calls with •••');
    expect(err).toContain('the hook saw: 401 for •••');
    if (json !== '') expect(JSON.parse(out)).toMatchObject({ status: 'failure' });
  });

  it.each([
    ['run show', '401 for •••'],
    ['run show --json', '401 for •••'],
    ['run list', 'nightly'],
    ['run list --json', '•••'],
    ['run events', '401 for •••'],
    ['run events --json', '401 for •••'],
    ['hook deliveries', 'no route for 401 for •••'],
    ['hook deliveries --json', 'no route for 401 for •••'],
    ['hook deliver --json', 'delivered'],
  ])('stand nowhere in what is shown of it later: %s', async (line, masked) => {
    const { code, out } = await type(line);
    expect([code, out]).toEqual([0, expect.stringContaining(masked)]);
  });

  it('stand nowhere when it cannot be executed again, for nobody has them any more', async () => {
    const { code, err } = await type('run rerun --from-failure');
    expect([code, err]).toEqual([2, expect.stringContaining('does not have a secret')]);
  });

  it('stand nowhere when it is executed again', async () => {
    expect((await type('job execute nightly -c again.yaml')).code).toBe(1);
    const { code, out, err } = await type('run rerun --from-failure');
    expect([code, out + err]).toEqual([1, expect.stringContaining('401 for •••')]);
  });

  it.each(['unknown', 'missing'])('stand nowhere when config is refused: %s.yaml', async (name) => {
    const { code, err } = await type(`job execute nightly -c ${name}.yaml`);
    expect([code, err]).toEqual([2, expect.stringContaining('ops.login.config.token')]);
  });
});
