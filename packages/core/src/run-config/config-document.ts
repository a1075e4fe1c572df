import { z } from 'zod';
import type { ConsoleLevel } from '../context/logger';
import type { HookDefinition } from '../definition/hook-definition';
import type { JobDefinition } from '../definition/job-definition';
import type { NodeDefinition } from '../definition/node-definition';
import type { ResourceDefinition, ResourceMap } from '../definition/resource-definition';
import { attachmentsOf } from '../registry/attachments';
import { resourcesOf } from '../registry/requirements';
import { resolveResources } from '../registry/resolve-resources';
import { oncePer } from '../util/once-per';
import { EXECUTION_SCHEMA } from './execution-config';

/** What may stand at a place of a run config. */
export type Section = MappingSection | ValueSection | IgnoredSection;

/** A mapping with fixed keys. */
export interface MappingSection {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Section>;
  /** The entries in which some value is parsed, at whatever depth, even where nothing is given. */
  readonly readAlways: ReadonlyMap<string, Section>;
  readonly description?: string;
  /** Why nothing may stand here, where nothing may. */
  readonly refusal?: string;
}

/** A value that a schema parses. */
export interface ValueSection {
  readonly kind: 'value';
  readonly schema: z.ZodType;
  readonly target: ConfigTarget;
  /** Nothing is parsed where neither it nor the mapping that it belongs to is given. */
  readonly isSparse?: true;
}

/** Config that a run does not look at; `reason` is the warning. */
interface IgnoredSection {
  readonly kind: 'ignored';
  readonly reason: string;
}

/** Whose config a value is. */
export type ConfigTarget =
  | { readonly kind: 'resource' | 'op' | 'logger' | 'hook'; readonly name: string }
  | { readonly kind: 'inputs' | 'execution' | 'tags' };

const LOG_LEVELS: readonly ConsoleLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];
const CONSOLE_SCHEMA = z.object({
  logLevel: z.enum(LOG_LEVELS).default('info').describe('The least urgent lines that are shown; silent: none.'),
});
const NO_INPUTS_SCHEMA = z.object({});
const TAGS_SCHEMA = z
  .record(z.string(), z.string())
  .optional()
  .meta({ examples: [{ team: 'billing' }] });
const ENABLED_SCHEMA = z
  .boolean()
  .optional()
  .meta({ description: 'false: the hook does not fire in this environment.', examples: [false] });

/** What a run config is for. */
export interface ConfigSubject {
  readonly job: JobDefinition;
  /** The resources of the execution: those of the job, some of them replaced. */
  readonly definitions: ResourceMap;
  /** Keys that the caller replaced by a value. */
  readonly replaced?: ReadonlySet<string>;
}

/**
 * The run config that a job takes: sections down to the schemas of ops, resources, inputs and loggers. That of a job with
 * its own resources is made once.
 */
export function configDocument(subject: ConfigSubject): MappingSection {
  const { job, definitions, replaced } = subject;
  const isOwn = definitions === resourcesOf(job) && (replaced === undefined || replaced.size === 0);
  return isOwn ? ownDocument(job) : createDocument(subject);
}

const ownDocument = oncePer((job: JobDefinition) => createDocument({ job, definitions: resourcesOf(job) }));

function createDocument({ job, definitions, replaced }: ConfigSubject): MappingSection {
  return mapping({
    resources: resourcesSection(definitions, replaced),
    ops: opsSection(job.nodes),
    inputs: inputsSection(job),
    execution: mapping({ config: sparse(EXECUTION_SCHEMA, { kind: 'execution' }) }),
    loggers: loggersSection(job),
    hooks: hooksSection(job),
    tags: sparse(TAGS_SCHEMA, { kind: 'tags' }),
  });
}

function inputsSection({ inputs }: JobDefinition): ValueSection {
  const target = { kind: 'inputs' } as const;
  return inputs ? valueSection(inputs, target) : sparse(NO_INPUTS_SCHEMA, target);
}

/** A logger is only made when it is named. */
function valueSection(schema: z.ZodType, target: ConfigTarget): ValueSection {
  return target.kind === 'logger' ? sparse(schema, target) : { kind: 'value', schema, target };
}

function sparse(schema: z.ZodType, target: ConfigTarget): ValueSection {
  return { kind: 'value', schema, target, isSparse: true };
}

function resourcesSection(definitions: ResourceMap, replaced: ReadonlySet<string> = new Set()): MappingSection {
  const all = [...resolveResources(definitions, Object.keys(definitions))];
  const isValue = (key: string, { source }: ResourceDefinition<unknown>) =>
    replaced.has(key) || source.kind === 'value';
  return mappingOf(
    all.map(([key, definition]) => [key, isValue(key, definition) ? ignored(key) : resourceSection(key, definition)]),
  );
}

/** So that the run config of production also runs on mocks. */
function ignored(key: string): Section {
  return { kind: 'ignored', reason: `Run config for resource '${key}' is ignored: the resource is given as a value.` };
}

function resourceSection(name: string, { source, config, description }: ResourceDefinition<unknown>): Section {
  const isBound = source.kind === 'opened' && source.bound !== undefined;
  const refusal = isBound ? 'its config is bound in code by configured()' : 'this resource takes no config';
  return entry({ kind: 'resource', name }, { schema: config, description, refusal });
}

/** The ops and graphs of a body by name. */
type OpTree = Map<string, NodeDefinition | OpTree>;

const opsSection = oncePer((nodes: readonly NodeDefinition[]): MappingSection => {
  const root: OpTree = new Map();
  for (const node of nodes) treeOf(root, node).set(node.name, node);
  return opChildren(root);
});

/** The tree of the innermost graph that encloses a node. */
function treeOf(root: OpTree, { key, name, graphs }: NodeDefinition): OpTree {
  if (graphs.length === 0) return root;
  let tree = root;
  for (const graph of key.slice(0, -name.length - 1).split('.')) {
    const next: OpTree = (tree.get(graph) as OpTree | undefined) ?? (new Map() as OpTree);
    tree.set(graph, next);
    tree = next;
  }
  return tree;
}

function opChildren(tree: OpTree): MappingSection {
  return mappingOf([...tree].map(([name, child]) => [name, opSection(child)]));
}

function opSection(child: NodeDefinition | OpTree): Section {
  if (child instanceof Map) return mapping({ ops: opChildren(child) });
  const { key, op } = child;
  if (!op.config && op.description === undefined) return OP_WITHOUT_CONFIG;
  return entry({ kind: 'op', name: key }, { ...OP_REFUSAL, schema: op.config, description: op.description });
}

function loggersSection(job: JobDefinition): MappingSection {
  const shared = Object.entries(job.shared?.loggers ?? {});
  const schemas = new Map<string, z.ZodType | undefined>([
    ['console', CONSOLE_SCHEMA],
    ...shared.map(([name, { config }]) => [name, config] as const),
  ]);
  return mappingOf(
    [...schemas].map(([name, schema]) => [
      name,
      entry({ kind: 'logger', name }, { schema, refusal: 'this logger takes no config' }),
    ]),
  );
}

function hooksSection(job: JobDefinition): MappingSection {
  const hooks = new Map<string, HookDefinition>(attachmentsOf(job).map(({ hook }) => [hook.name, hook]));
  return mappingOf(
    [...hooks.values()].map(({ name, description }) => {
      const enabled = sparse(ENABLED_SCHEMA, { kind: 'hook', name });
      return [name, describe(mapping({ enabled }), description)];
    }),
  );
}

interface Taken {
  readonly schema?: z.ZodType | undefined;
  readonly description?: string | undefined;
  readonly refusal: string;
}

const OP_REFUSAL = { refusal: 'this op takes no config' };
/** Most ops of a large job. */
const OP_WITHOUT_CONFIG: Section = { ...mapping({}), ...OP_REFUSAL };

/** `{ config: ... }`, or an empty mapping for what takes no config. */
function entry(target: ConfigTarget, { schema, description, refusal }: Taken): MappingSection {
  const section = schema ? mapping({ config: valueSection(schema, target) }) : { ...mapping({}), refusal };
  return describe(section, description);
}

function mapping(entries: Readonly<Record<string, Section>>): MappingSection {
  return mappingOf(Object.entries(entries));
}

function mappingOf(entries: readonly (readonly [string, Section])[]): MappingSection {
  const all = new Map(entries);
  const readAlways = entries.filter(([, section]) => isReadAlways(section));
  return { kind: 'mapping', entries: all, readAlways: readAlways.length === all.size ? all : new Map(readAlways) };
}

function isReadAlways(section: Section): boolean {
  if (section.kind === 'value') return !section.isSparse;
  return section.kind === 'mapping' && section.readAlways.size > 0;
}

function describe(section: MappingSection, description: string | undefined): MappingSection {
  return description === undefined ? section : { ...section, description };
}
