import { z } from 'zod';
import { defineResource } from '../../src/definition/define-resource';
import type { JobDefinition } from '../../src/definition/job-definition';
import type { ResourceMap } from '../../src/definition/resource-definition';
import { createPlan } from '../../src/plan/create-plan';
import { resourcesOf } from '../../src/registry/requirements';
import type { ConfigOptions } from '../../src/run-config/resolve-run-config';
import { runsUserCode } from '../../src/run-config/runs-user-code';
import { buildJob, buildNode, buildOp } from '../plan/build-job';
import { echo } from './resolve';

const plain = defineResource({ create: () => 0 });
const configurable = echo(z.object({ url: z.string() }));

function asks(job: JobDefinition, options: ConfigOptions = {}, definitions: ResourceMap = resourcesOf(job)): boolean {
  const env = () => undefined;
  return runsUserCode({ job, plan: createPlan(job), definitions, values: new Set(), options, env });
}

const without = buildJob([buildNode('a')], { resources: { plain } });

describe('runsUserCode', () => {
  it('is false where no schema is the user’s and nothing is given', () => {
    expect(asks(without)).toBe(false);
  });

  it('is true for whatever is given, for it may have getters', () => {
    const given: ConfigOptions[] = [{ runConfig: {} }, { inputs: {} }, { tags: {} }];
    expect(given.map((options) => asks(without, options))).toEqual([true, true, true]);
    expect(asks(buildJob([buildNode('a')], { config: {} }))).toBe(true);
  });

  it('is true for schemas of ops, inputs and resources, those too that are required, bound or replaced', () => {
    const op = buildOp('a', { config: z.object({}) });
    const requiring = defineResource({ requires: { configurable }, create: () => 0 });
    const bound = configurable.configured({ url: 'x' });
    expect(asks(buildJob([buildNode('a', { op })]))).toBe(true);
    expect(asks(buildJob([buildNode('a')], { inputs: z.object({}) }))).toBe(true);
    expect(asks(buildJob([buildNode('a')], { resources: { requiring } }))).toBe(true);
    expect(asks(buildJob([buildNode('a')], { resources: { bound } }))).toBe(true);
    expect(asks(without, {}, { plain: configurable })).toBe(true);
  });
});
