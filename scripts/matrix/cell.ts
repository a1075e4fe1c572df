import type { Project } from './project';
import type { NodeVersion, TypeScriptVersion } from './versions';

/** What is done in a project, one after the other; a step that fails throws. */
export type Step = (project: Project) => Promise<void>;

/** How node_modules are laid out. */
export type Layout = 'hoisted' | 'linked';

/** One row of the matrix: a user's project with these tools, and what has to work in it. */
export interface Cell {
  /** The tool and how it is used; the words of the command line are looked for in it. */
  readonly name: string;
  readonly typescript: TypeScriptVersion;
  readonly node: NodeVersion;
  /** The `type` of the project's package.json. */
  readonly type: 'commonjs' | 'module';
  /** `linked`: each package finds only what its own package.json names, as with pnpm; default `hoisted`, as npm does. */
  readonly layout?: Layout;
  /** compilerOptions beyond those of every project (project.ts). */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Further files of the project: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** The cell in words that tell it from all others: `tsc · TypeScript 5.4 · Node 20 · commonjs`. */
export function titleOf({ name, typescript, node, type }: Cell): string {
  return `${name} · TypeScript ${typescript} · Node ${node} · ${type}`;
}
