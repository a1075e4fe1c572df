import { z } from 'zod';
import { hardcodedResource } from '../../src/definition/define-resource';
import { env } from '../../src/definition/env-ref';
import { secret } from '../../src/definition/secret';
import { InvalidConfigError } from '../../src/errors/config-error';
import { createPlan } from '../../src/plan/create-plan';
import { selectSteps } from '../../src/plan/select-steps';
import { buildHook, buildJob, buildNode, buildOp } from '../plan/build-job';
import { echo, errorOf, loose, opJob, problemsOf, resolve } from './resolve';

const slack = echo(z.object({ token: secret(z.string()), channel: z.string().default('#ops') }));

/** A job whose op needs `db`, and whose hook needs `slack`. */
const notify = buildJob([buildNode('a', { op: buildOp('a', { requiredResourceKeys: ['db'] }) })], {
  name: 'notifAll',
  resources: { db: echo(z.object({ url: z.string() }).optional()), slack },
  hooks: [buildHook('tellSlack', 'success', { requiredResourceKeys: ['slack'] })],
});
const withToken = { resources: { slack: { config: { token: 'xoxb-1' } } } };

describe('resolveRunConfig', () => {
  it('gives what the schemas of a job make of nothing', () => {
    expect(resolve(buildJob([buildNode('a')]))).toEqual({
      resources: new Map(),
      hookOnlyFaults: new Map(),
      ops: new Map(),
      inputs: {},
      execution: { maxConcurrent: 10, gracePeriod: 20_000, timeout: undefined, hookWait: 60_000 },
      loggers: new Map(),
      disabledHooks: new Set(),
      tags: {},
      secrets: [],
      warnings: [],
    });
  });

  it('takes sections that are empty in YAML for empty mappings', () => {
    const runConfig = loose({
      resources: null,
      ops: { a: null },
      inputs: null,
      execution: { config: null },
      loggers: null,
      hooks: { tellSlack: null },
      tags: null,
    });
    const job = { ...notify, config: withToken };
    expect(resolve(job, { runConfig }).resources.get('slack')).toEqual({ token: 'xoxb-1', channel: '#ops' });
  });

  it('refuses sections that are no mappings, and keys that there are not', () => {
    const runConfig = loose({ resources: [], ops: 'a', inputs: 1, execution: { config: true }, hook: {}, tags: [] });
    expect(problemsOf(notify, { runConfig })).toEqual([
      'type execution.config: expected mapping, got boolean',
      'unexpected hook: unexpected field; did you mean "hooks"?',
      'type inputs: expected mapping, got number',
      'type ops: expected mapping, got text, for example: { a: ... }',
      'type resources: expected mapping, got list, for example: { db: ... }',
      'type tags: expected mapping, got list',
    ]);
  });

  it('names the sections where none is near', () => {
    expect(problemsOf(notify, { runConfig: loose({ ...withToken, stuff: 1 }) })).toEqual([
      'unexpected stuff: unexpected field; allowed: resources, ops, inputs, execution, loggers, hooks, tags',
    ]);
  });

  it('refuses a run config that is no mapping', () => {
    expect(problemsOf(notify, { runConfig: loose([]) })).toEqual(['type : runConfig: expected mapping, got list']);
  });
});

describe('resources of a run config', () => {
  it('parses what ops and hooks need', () => {
    const { resources } = resolve(notify, { runConfig: withToken });
    expect(resources).toEqual(
      new Map([
        ['db', undefined],
        ['slack', { token: 'xoxb-1', channel: '#ops' }],
      ]),
    );
  });

  it('tells what is missing, and what is not known', () => {
    const runConfig = loose({ resources: { slack: { confg: {} }, slak: {} } });
    expect(problemsOf(notify, { runConfig })).toEqual([
      'unexpected resources.slack.confg: unexpected field; did you mean "config"?',
      'missing resources.slack.config.token: missing required field (string), for example: token: "..."',
      'unexpected resources.slak: unexpected field; did you mean "slack"?',
    ]);
  });

  it('does not need config of resources that nothing uses, but checks what is given', () => {
    const job = { ...notify, resources: { ...notify.resources, mail: slack }, config: withToken };
    expect(resolve(job, { runConfig: loose({ resources: { mail: { config: {} } } }) }).resources.has('mail')).toBe(
      false,
    );
    const mail = { token: env('UNSET'), chanel: 'x', channel: 1 };
    expect(problemsOf(job, { runConfig: { resources: { mail: { config: mail } } } })).toEqual([
      'unexpected resources.mail.config.chanel: unexpected field; did you mean "channel"?',
      'type resources.mail.config.channel: expected text, got number; put it in quotes',
    ]);
  });

  it('needs config of resources that resources require', () => {
    const http = echo(z.object({ proxy: z.string() }));
    const api = { ...slack, config: z.object({}), requires: { http } };
    const job = { ...notify, hooks: [], resources: { db: api } };
    expect(problemsOf(job)).toEqual([
      'missing resources.http.config.proxy: missing required field (string), for example: proxy: "..."',
    ]);
    const runConfig = { resources: { http: { config: { proxy: 'p' } } } };
    expect([...resolve(job, { runConfig }).resources.keys()].sort()).toEqual(['db', 'http']);
  });

  it('refuses config of a resource that takes none', () => {
    const plain = { ...slack, config: undefined } as unknown as typeof slack;
    const job = { ...notify, resources: { db: plain, slack } };
    expect(problemsOf(job, { runConfig: { resources: { ...withToken.resources, db: { config: {} } } } })).toEqual([
      'unexpected resources.db.config: unexpected field; this resource takes no config',
    ]);
  });

  it('parses bound config with the environment of the run, and refuses run config for it', () => {
    const job = {
      ...notify,
      resources: { ...notify.resources, slack: slack.configured({ token: env('TOKEN'), channel: '#x' }) },
    };
    expect(resolve(job, { env: { TOKEN: 'xoxb-2' } }).resources.get('slack')).toEqual({
      token: 'xoxb-2',
      channel: '#x',
    });
    expect(problemsOf(job, { env: { TOKEN: 'xoxb-2' }, runConfig: withToken })).toEqual([
      'unexpected resources.slack.config: unexpected field; its config is bound in code by configured()',
    ]);
  });

  it('ignores config under a key that is given as a value, with a warning', () => {
    const runConfig = loose({ resources: { slack: { config: { tokn: env('UNSET') } } } });
    const ignored = "Run config for resource 'slack' is ignored: the resource is given as a value.";
    const job = { ...notify, resources: { ...notify.resources, slack: hardcodedResource({}) } };
    expect(resolve(job, { runConfig }).warnings).toEqual([ignored]);
    expect(resolve(notify, { runConfig, values: ['slack'] }).warnings).toEqual([ignored]);
    expect(resolve(job, { runConfig: loose({ resources: { slack: null } }) }).warnings).toEqual([]);
  });
});

describe('resources that only hooks need', () => {
  const unset = { resources: { slack: { config: { token: env('SLACK_TOKEN') } } } };

  it('do not stop the run when their environment is not there (S17)', () => {
    const { resources, hookOnlyFaults, warnings } = resolve(notify, { runConfig: unset });
    expect(resources.has('slack')).toBe(false);
    const fault = hookOnlyFaults.get('slack');
    expect(fault).toBeInstanceOf(InvalidConfigError);
    expect(fault?.message).toBe(
      [
        'Error in config for job notifAll: 1 error',
        '  resources.slack.config.token   environment variable SLACK_TOKEN is not set',
      ].join('\n'),
    );
    expect(warnings).toEqual([
      "Hooks that need resource 'slack' will fail in this run: " +
        'resources.slack.config.token: environment variable SLACK_TOKEN is not set.',
    ]);
  });

  it('do not stop it either when their config is bound', () => {
    const bound = slack.configured({ token: env('SLACK_TOKEN'), channel: '#x' });
    const job = { ...notify, resources: { ...notify.resources, slack: bound } };
    expect([...resolve(job).hookOnlyFaults.keys()]).toEqual(['slack']);
  });

  it('stop it when anything else is wrong', () => {
    const runConfig = loose({ resources: { slack: { config: { token: env('SLACK_TOKEN'), channel: 1 } } } });
    expect(errorOf(notify, { runConfig }).errors.map(({ code }) => code)).toEqual(['type', 'env']);
  });

  it('stop it when an op needs them, too', () => {
    const job = { ...notify, resources: { ...notify.resources, db: { ...slack, requires: { slack } } } };
    const runConfig = { resources: { ...unset.resources, db: { config: { token: 'x' } } } };
    expect(problemsOf(job, { runConfig })).toEqual([
      'env resources.slack.config.token: environment variable SLACK_TOKEN is not set',
    ]);
  });

  it('are not needed when the hook is turned off', () => {
    const { disabledHooks, warnings } = resolve(notify, { runConfig: { hooks: { tellSlack: { enabled: false } } } });
    expect([...disabledHooks]).toEqual(['tellSlack']);
    expect(warnings).toEqual([]);
  });
});

describe('ops of a run config', () => {
  const load = buildOp('load', { config: z.object({ mode: z.enum(['append', 'replace']) }) });
  const graph = { path: 'loadSummary', hooks: [] };
  const job = buildJob(
    [
      buildNode('extract', { op: buildOp('extract', { config: z.object({ table: z.string().default('sales') }) }) }),
      buildNode('load', { op: load, graphs: [graph] }),
      buildNode('plain'),
    ],
    { name: 'etl' },
  );
  const nested = (mode: unknown) => loose({ ops: { loadSummary: { ops: { load: { config: { mode } } } } } });

  it('stand below their graphs', () => {
    expect(resolve(job, { runConfig: nested('append') }).ops).toEqual(
      new Map<string, unknown>([
        ['extract', { table: 'sales' }],
        ['loadSummary.load', { mode: 'append' }],
      ]),
    );
  });

  it('are told by the path in the document', () => {
    expect(problemsOf(job)).toEqual([
      'missing ops.loadSummary.ops.load.config.mode: ' +
        'missing required field (one of: append, replace), for example: mode: "append"',
    ]);
    expect(problemsOf(job, { runConfig: nested('apend') })).toEqual([
      'value ops.loadSummary.ops.load.config.mode: must be one of: append, replace; did you mean "append"?',
    ]);
  });

  it('refuse config where none is taken, and names that there are not', () => {
    const ops = {
      plain: { config: {} },
      extrct: {},
      loadSummary: { config: {}, ops: { load: { config: { mode: 'append' }, ops: {} } } },
    };
    expect(problemsOf(job, { runConfig: loose({ ops }) })).toEqual([
      'unexpected ops.extrct: unexpected field; did you mean "extract"?',
      'unexpected ops.loadSummary.config: unexpected field; allowed: ops',
      'unexpected ops.loadSummary.ops.load.ops: unexpected field; allowed: config',
      'unexpected ops.plain.config: unexpected field; this op takes no config',
    ]);
  });

  it('need no config when they are not selected, but what is given is checked', () => {
    const plan = selectSteps(createPlan(job), ['extract']);
    expect([...resolve(job, { plan }).ops.keys()]).toEqual(['extract']);
    expect(
      problemsOf(job, { plan, runConfig: loose({ ops: { loadSummary: { ops: { load: { config: { mod: 1 } } } } } }) }),
    ).toEqual(['unexpected ops.loadSummary.ops.load.config.mod: unexpected field; did you mean "mode"?']);
  });

  it('may take config that is no mapping', () => {
    expect(problemsOf(opJob(z.string()))).toEqual([
      'missing ops.a.config: missing required field (string), for example: config: "..."',
    ]);
    expect(resolve(opJob(z.string()), { runConfig: { ops: { a: { config: 'x' } } } }).ops.get('a')).toBe('x');
  });
});

describe('inputs of a run config', () => {
  const job = buildJob([buildNode('a')], {
    inputs: z.object({ rate: z.number(), region: z.string().default('eu'), day: z.coerce.date().optional() }),
  });

  it('are those of the run config, each replaced by the argument', () => {
    const runConfig = { inputs: { rate: 1, region: 'us' } };
    expect(resolve(job, { runConfig, inputs: { rate: 2, region: undefined } }).inputs).toEqual({
      rate: 2,
      region: 'us',
    });
  });

  it('are what the schema yields', () => {
    expect(resolve(job, { inputs: { rate: 2, day: '2026-01-31' } }).inputs).toEqual({
      rate: 2,
      region: 'eu',
      day: new Date('2026-01-31'),
    });
  });

  it('must be there, be known, and have the type', () => {
    expect(problemsOf(job, { inputs: { rat: '1', region: 3 } })).toEqual([
      'unexpected inputs.rat: unexpected field; did you mean "rate"?',
      'missing inputs.rate: missing required field (number), for example: rate: 1',
      'type inputs.region: expected text, got number; put it in quotes',
    ]);
    expect(problemsOf(buildJob([buildNode('a')]), { inputs: { rate: 1 } })).toEqual([
      'unexpected inputs.rate: unexpected field; nothing can be set here',
    ]);
    expect(problemsOf(job, { inputs: [1] })).toEqual(['type : inputs: expected mapping, got list']);
  });
});

describe('execution of a run config', () => {
  const run = (config: unknown, job = {}, options = {}) =>
    resolve(buildJob([buildNode('a')], job), { runConfig: loose({ execution: { config } }), ...options }).execution;

  it('goes before the job, and arguments before both', () => {
    const config = { maxConcurrent: 4, timeout: '1.5h', gracePeriod: '500ms', hookWait: 0 };
    expect(run(config, { maxConcurrent: 2, timeout: 5 })).toEqual({
      maxConcurrent: 4,
      timeout: 5_400_000,
      gracePeriod: 500,
      hookWait: 0,
    });
    expect(run({}, { maxConcurrent: 2, timeout: 5 })).toMatchObject({ maxConcurrent: 2, timeout: 5 });
    expect(run(config, {}, { maxConcurrent: 8, gracePeriod: '1m', hookWait: 7 })).toEqual({
      maxConcurrent: 8,
      timeout: 5_400_000,
      gracePeriod: 60_000,
      hookWait: 7,
    });
  });

  it('takes settings from the environment, as YAML would read them', () => {
    const config = { maxConcurrent: env('MAX'), timeout: env('TIMEOUT'), gracePeriod: env('GRACE') };
    expect(run(config, {}, { env: { MAX: '3', TIMEOUT: '500', GRACE: '5s' } })).toMatchObject({
      maxConcurrent: 3,
      timeout: 500,
      gracePeriod: 5_000,
    });
  });

  it('refuses what is out of range', () => {
    const config = { maxConcurrent: 0, timeout: 0, gracePeriod: 'soon', hookWait: -1, maxConcurent: 1 };
    expect(problemsOf(buildJob([buildNode('a')]), { runConfig: loose({ execution: { config } }) })).toEqual([
      "value execution.config.gracePeriod: must be a duration: milliseconds, or a text such as '500ms', '30s', '5m', '1.5h', '1d'",
      "value execution.config.hookWait: must be a duration: milliseconds, or a text such as '500ms', '30s', '5m', '1.5h', '1d'",
      'unexpected execution.config.maxConcurent: unexpected field; did you mean "maxConcurrent"?',
      'value execution.config.maxConcurrent: must be at least 1',
      'value execution.config.timeout: must be above 0; leave it out for no limit',
    ]);
  });
});

describe('loggers, hooks and tags of a run config', () => {
  const mine = { config: z.object({ url: z.string() }), create: () => console };
  const shared = { resources: {}, hooks: [], loggers: { mine, bare: { create: () => console } } };
  const job = buildJob([buildNode('a')], { shared, hooks: [buildHook('h')], tags: { team: 'a', stage: 'dev' } });

  it('yield the loggers that are named', () => {
    expect(resolve(job, { runConfig: loose({ loggers: { console: null } }) }).loggers).toEqual(
      new Map([['console', { logLevel: 'info' }]]),
    );
    const loggers = { console: { config: { logLevel: 'debug' } }, mine: { config: { url: 'u' } }, bare: {} };
    expect(resolve(job, { runConfig: loose({ loggers }) }).loggers).toEqual(
      new Map<string, unknown>([
        ['console', { logLevel: 'debug' }],
        ['mine', { url: 'u' }],
        ['bare', undefined],
      ]),
    );
  });

  it('refuse loggers that there are not, and levels', () => {
    const loggers = { console: { config: { logLevel: 'trace' } }, min: {}, bare: { config: {} }, mine: {} };
    expect(problemsOf(job, { runConfig: loose({ loggers }) })).toEqual([
      'unexpected loggers.bare.config: unexpected field; this logger takes no config',
      'value loggers.console.config.logLevel: must be one of: debug, info, warn, error, silent',
      'unexpected loggers.min: unexpected field; did you mean "mine"?',
      'missing loggers.mine.config.url: missing required field (string), for example: url: "..."',
    ]);
  });

  it('turn hooks off by name', () => {
    expect([...resolve(job, { runConfig: { hooks: { h: { enabled: false } } } }).disabledHooks]).toEqual(['h']);
    expect([...resolve(job, { runConfig: { hooks: { h: { enabled: true } } } }).disabledHooks]).toEqual([]);
    const fromEnv = loose({ hooks: { h: { enabled: env('ON') } } });
    expect([...resolve(job, { runConfig: fromEnv, env: { ON: 'false' } }).disabledHooks]).toEqual(['h']);
    expect(problemsOf(job, { runConfig: loose({ hooks: { h: { enabled: 'no', on: 1 }, hh: {} } }) })).toEqual([
      'type hooks.h.enabled: expected boolean, got text; write true or false',
      'unexpected hooks.h.on: unexpected field; allowed: enabled',
      'unexpected hooks.hh: unexpected field; allowed: h',
    ]);
  });

  it('merge tags: job, then run config, then argument', () => {
    const given = { runConfig: { tags: { stage: 'prod', by: 'yaml' } }, tags: { by: 'call' } };
    expect(resolve(job, given).tags).toEqual({ team: 'a', stage: 'prod', by: 'call' });
    expect(problemsOf(job, { runConfig: loose({ tags: { n: 1 } }) })).toEqual([
      'type tags.n: expected text, got number; put it in quotes',
    ]);
  });
});
