import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `node --cpu-prof` writes, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** Ids of the nodes on top of the stack, by sample. */
  readonly samples: readonly number[];
}

/** A function, and its share of all samples in which it was on top of the stack. */
export interface SelfTime {
  /** `decide packages/engine/dist/run/run.js:75` */
  readonly name: string;
  readonly share: number;
}

/** Functions by the time spent in themselves, the greatest first. */
export function selfTimes({ nodes, samples }: CpuProfile, root: string): readonly SelfTime[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]));
  const counts = new Map<string, number>();
  for (const sample of samples) {
    const name = names.get(sample) ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, share: count / samples.length }))
    .sort((a, b) => b.share - a.share);
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame'], root: string): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const path = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  return `${name} ${path}:${lineNumber + 1}`;
}
