import { z } from 'zod';
import { hardcodedResource } from '../../src/definition/define-resource';
import { secret } from '../../src/definition/secret';
import { parseRunConfig } from '../../src/run-config/parse-run-config';
import { scaffoldRunConfig } from '../../src/run-config/scaffold-run-config';
import { buildHook, buildJob, buildNode, buildOp } from '../plan/build-job';
import { thrownBy } from '../thrown-by';
import { echo, errorOf, opJob, resolve } from './resolve';

const slack = echo(
  z.object({ token: secret(z.string()), apiUrl: z.url().optional().describe('Of the API.\nRarely needed.') }),
);
const load = z.object({
  mode: z.enum(['append', 'replace']).describe('What happens to old rows.'),
  target: z.object({ host: z.string(), port: z.int().default(5432) }),
  n: z.number().optional(),
});
const job = buildJob(
  [
    buildNode('load', { op: buildOp('load', { config: load }), graphs: [{ path: 'summary', hooks: [] }] }),
    buildNode('plain', { op: buildOp('plain', { requiredResourceKeys: ['fixed'] }) }),
  ],
  {
    name: 'etl',
    inputs: z.object({ rate: z.number() }),
    hooks: [buildHook('tell', 'success', { requiredResourceKeys: ['slack'], description: 'Tells the team.' })],
    resources: { slack: { ...slack, description: 'Slack of the team.' }, fixed: hardcodedResource(1), unused: slack },
    config: { ops: { summary: { ops: { load: { config: { target: { host: 'db' } } } } } } },
  },
);

describe('scaffoldRunConfig', () => {
  it('is YAML with the types, defaults and descriptions of all fields', () => {
    expect(scaffoldRunConfig(job)).toBe(`# Run config of job etl. A single value may also be { env: NAME }.
resources:
  # Slack of the team.
  slack:
    config:
      token: { env: SLACK_TOKEN } # string, secret, required
      # # Of the API.
      # # Rarely needed.
      # apiUrl: "..." # string, optional
ops:
  summary:
    ops:
      load:
        config:
          # What happens to old rows.
          mode: # one of: append, replace, required
          # target:
          #   host: "db" # string, set by the job
          #   port: 5432 # whole number, default
          # n: 1 # number, optional
inputs:
  rate: # number, required
execution:
  config:
    # # Steps that run at the same time; default 10, or what the job says.
    # maxConcurrent: 10 # whole number, optional
    # # Time that running ops get after a cancel; default 20s.
    # gracePeriod: "20s" # number or string, optional
    # # Time that the whole run may take; default no limit, or what the job says.
    # timeout: "1h" # number or string, optional
    # # Time that the call waits for retries of hooks; default 60s.
    # hookWait: "60s" # number or string, optional
loggers:
  # console:
  #   config:
  #     # The least urgent lines that are shown; silent: none.
  #     logLevel: "info" # one of: debug, info, warn, error, silent, default
hooks:
  # Tells the team.
  tell:
    # # false: the hook does not fire in this environment.
    # enabled: false # boolean, optional
# tags: {"team":"billing"} # mapping, optional
`);
  });

  it('parses, and resolves once the required fields are filled', () => {
    const scaffold = scaffoldRunConfig(job);
    const empty = parseRunConfig(scaffold, 'etl.yaml');
    expect(errorOf(job, { runConfig: empty }).errors.map(({ path, position }) => `${path}:${position?.line}`)).toEqual([
      'ops.summary.ops.load.config.mode:16',
      'inputs.rate:22',
    ]);
    const filled = scaffold.replace('mode:', 'mode: append').replace('rate:', 'rate: 2');
    const { inputs, ops } = resolve(job, {
      runConfig: parseRunConfig(filled, 'etl.yaml'),
      env: { SLACK_TOKEN: 'xoxb-1' },
    });
    expect(inputs).toEqual({ rate: 2 });
    expect(ops.get('summary.load')).toEqual({ mode: 'append', target: { host: 'db', port: 5432 } });
  });

  it('resolves with everything taken out of the comments', () => {
    const filled = scaffoldRunConfig(job).replace('mode:', 'mode: append').replace('rate:', 'rate: 2');
    const taken = filled.split('\n').map((line) => line.replace(/^(\s*)# (?=(#|\s|"?\w+"?:))/, '$1'));
    const runConfig = parseRunConfig(
      taken.join('\n').replace('apiUrl: "..."', 'apiUrl: "https://slack.test"'),
      'etl.yaml',
    );
    const resolved = resolve(job, { runConfig, env: { SLACK_TOKEN: 'xoxb-1' } });
    expect(resolved.execution).toEqual({
      maxConcurrent: 10,
      gracePeriod: 20_000,
      timeout: 3_600_000,
      hookWait: 60_000,
    });
    expect(resolved.tags).toEqual({ team: 'billing' });
    expect([...resolved.disabledHooks]).toEqual(['tell']);
  });

  it('gives examples of all kinds of fields, and ends recursive ones', () => {
    const tree = z.object({
      name: z.string(),
      get left() {
        return tree.optional();
      },
      get right() {
        return tree.optional();
      },
    });
    const config = z.object({
      'odd key': z.boolean(),
      list: z.array(z.object({ a: z.string(), b: z.number() })).optional(),
      map: z.record(z.string(), z.boolean()).default({ x: true }),
      any: z.any(),
      one: z.literal('fixed').optional(),
      big: z.bigint().default(3n),
      shown: z
        .string()
        .meta({ examples: ['eu-west-1'] })
        .optional(),
      pin: secret(z.string()).default('0000'),
      opts: z.object({ deep: z.object({ x: z.string().default('y') }) }),
      either: z.union([z.string(), z.array(z.string())]).optional(),
    });
    expect(scaffoldRunConfig(opJob(config))).toContain(`ops:
  a:
    config:
      "odd key": # boolean, required
      # list: [{ a: "...", b: 1 }] # list, optional
      # map: {"x":true} # mapping, default
      # any: "..." # any value, optional
      # one: "fixed" # "fixed", optional
      # big: "3" # bigint, default
      # shown: "eu-west-1" # string, optional
      # pin: { env: A_PIN } # string, secret, default
      opts:
        deep:
          # x: "y" # string, default
      # either: "..." # string or list, optional
`);
    expect(scaffoldRunConfig(opJob(z.object({ tree }))).length).toBeLessThan(1_000_000);
    expect(scaffoldRunConfig(opJob(z.string()))).toContain('ops:\n  a:\n    config: # string, required\n');
  });

  it('takes mappings of which all lines are commented out for empty ones', () => {
    const config = z.object({ opts: z.object({ deep: z.object({ x: z.string().default('y') }) }) });
    const runConfig = parseRunConfig(scaffoldRunConfig(opJob(config)), 'a.yaml');
    expect(resolve(opJob(config), { runConfig }).ops.get('a')).toEqual({ opts: { deep: { x: 'y' } } });
  });

  it('leaves out sections in which nothing can be set', () => {
    expect(scaffoldRunConfig(buildJob([buildNode('a')]))).not.toMatch(/^(resources|ops|inputs|hooks):/m);
  });

  it('refuses what is not a job', () => {
    const error = thrownBy(() => scaffoldRunConfig(undefined as unknown as typeof job));
    expect(error).toMatchObject({ name: 'InvalidInvocationError', code: 'HOOKLINE_BAD_ARGUMENT' });
  });
});
