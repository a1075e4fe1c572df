import { inspect } from 'node:util';
import { mockResource, Op, type OpContext } from '@hookline/core';
import { buildOpContext } from '@hookline/testing';
import type { Db } from './slack-hooks';

class Etl {
  @Op({ requiredResourceKeys: ['db'] })
  async load(rows: readonly number[], context: OpContext<{ db: Db }>): Promise<string> {
    await context.resources.db.insert(rows);
    context.addOutputMetadata({ rows: rows.length });
    context.progress(1, 1);
    context.log.info(context.redact('loaded'));
    return `${context.op.name} ${context.signal.aborted}`;
  }
}

describe('buildOpContext', () => {
  it('completes a log of which only what is looked at is given', () => {
    const warn = jest.fn();
    const { log } = buildOpContext({ log: { warn } });
    log.info('dropped');
    log.warn('seen');
    expect(warn).toHaveBeenCalledWith('seen');
  });

  it('gives an op its mocks and fields', async () => {
    const insert = jest.fn();
    const addOutputMetadata = jest.fn();
    const context = buildOpContext<{ db: Db }>({
      resources: { db: { insert } },
      op: { name: 'load' },
      addOutputMetadata,
    });
    expect(await new Etl().load([1, 2], context)).toBe('load false');
    expect(insert).toHaveBeenCalledWith([1, 2]);
    expect(addOutputMetadata).toHaveBeenCalledWith({ rows: 2 });
  });

  it('takes every field', () => {
    const fields = {
      jobName: 'j',
      runId: 'r',
      stepKey: 's',
      attempt: 3,
      idempotencyKey: 'r/s',
      opConfig: { mode: 'append' },
      runTags: { a: 'b' },
      progress: jest.fn(),
    };
    expect(buildOpContext(fields)).toMatchObject(fields);
  });

  it('explains unset fields and prints without them', () => {
    const context = buildOpContext<{ db: Db }>();
    expect(() => context.opConfig as unknown).toThrow("Give it: buildOpContext({ opConfig: { table: 'sales' } }).");
    expect(() => context.resources.db).toThrow('Give it: buildOpContext({ resources: { db: ... } }).');
    expect(JSON.stringify(context)).not.toContain('opConfig');
    expect(inspect(context, { showHidden: true, getters: true })).toContain('resources');
  });

  it('refuses misuse with a remedy', () => {
    const build = buildOpContext as (fields: unknown) => unknown;
    expect(() => build({ opConfg: 1 })).toThrow("The context has no field 'opConfg'. Did you mean 'opConfig'?");
    expect(() => build(null)).toThrow("Parameter 'fields' of buildOpContext() is null.");
    expect(() => build({ resources: { db: mockResource<Db>({}) } })).toThrow('let await buildResources(definitions)');
  });
});
