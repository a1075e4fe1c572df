import type { HookDefinition } from '../definition/hook-definition';
import type { JobDefinition } from '../definition/job-definition';
import type { NodeDefinition } from '../definition/node-definition';
import { oncePer } from '../util/once-per';
import { isOpHook } from '../wiring/attached-hooks';
import { definitionError } from '../wiring/definition-error';

/** A hook of a job, at the first place that attaches it. */
export interface Attachment {
  readonly hook: HookDefinition;
  /** What it hangs on: `job 'j'`, `graph 'g' of job 'j'`, `op 'a' of job 'j'`. */
  readonly place: string;
  /** The first step where it fires: `op 'a' of job 'j'`; others than op hooks have none. */
  readonly firesAt: string | undefined;
}

/** Every hook of a job once, those of `definitions` first, then those of the job, its graphs and its ops (S3). */
export const attachmentsOf = oncePer((job: JobDefinition): readonly Attachment[] => {
  const found = new Map<HookDefinition['fn'], Attachment>();
  const add = (hooks: readonly HookDefinition[], place: string, node: NodeDefinition | undefined) => {
    for (const hook of hooks) {
      if (found.has(hook.fn)) continue;
      const firesAt = node && isOpHook(hook) ? placeOf(node, job) : undefined;
      found.set(hook.fn, { hook, place, firesAt });
    }
  };
  const [first] = job.nodes;
  add(job.shared?.hooks ?? [], `definitions of job '${job.name}'`, first);
  add(job.hooks, `job '${job.name}'`, first);
  const seen = new Set<object>();
  for (const node of job.nodes) {
    // Graph invocations and ops are shared by their nodes: looking at each once keeps this linear.
    for (const graph of node.graphs) {
      if (seen.has(graph)) continue;
      seen.add(graph);
      add(graph.hooks, `graph '${graph.path}' of job '${job.name}'`, node);
    }
    if (!seen.has(node.op)) add(node.op.hooks, placeOf(node, job), node);
    seen.add(node.op);
    if (node.hooks.length > 0) add(node.hooks, placeOf(node, job), node);
  }
  return [...found.values()];
});

/** `op 'graph.a' of job 'j'`. */
export function placeOf({ key }: NodeDefinition, { name }: JobDefinition): string {
  return `op '${key}' of job '${name}'`;
}

/**
 * Makes sure that no two hooks of a job share a name (S1).
 * @throws InvalidDefinitionError (`HOOKLINE_DUPLICATE_NAME`)
 */
export function assertOneHookPerName(job: JobDefinition): void {
  const byName = new Map<string, Attachment>();
  for (const attachment of attachmentsOf(job)) {
    const { name } = attachment.hook;
    const other = byName.get(name);
    if (other) throw sameName(name, [other.place, attachment.place]);
    byName.set(name, attachment);
  }
}

function sameName(name: string, [one, other]: readonly [string, string]) {
  const places = one === other ? `both on ${one}` : `one on ${one}, one on ${other}`;
  return definitionError(
    'HOOKLINE_DUPLICATE_NAME',
    `Two different hooks are named '${name}': ${places}.`,
    "Rename one with the option 'name' of its decorator, so that run config and events can tell them apart.",
  );
}
