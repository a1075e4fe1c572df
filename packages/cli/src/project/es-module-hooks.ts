/** Hooks of Node's loader of ES modules, which runs them in a thread of its own: TypeScript goes through ts-node. */
import { createEsmHooks, type NodeLoaderHooksAPI2, type RegisterOptions, register, TSError } from 'ts-node';
import { silenceTsNode } from './silence-ts-node';

let hooks: NodeLoaderHooksAPI2 | undefined;

/** Called once, with the `data` of `module.register`. */
export function initialize(options: RegisterOptions): void {
  silenceTsNode(process);
  hooks = createEsmHooks(register(options)) as NodeLoaderHooksAPI2;
}

export const resolve: NodeLoaderHooksAPI2.ResolveHook = (specifier, context, next) =>
  hooks ? hooks.resolve(specifier, context, next) : next(specifier, context, next);

export const load: NodeLoaderHooksAPI2.LoadHook = async (url, context, next) => {
  if (!hooks) return next(url, context, next);
  try {
    return await hooks.load(url, context, next);
  } catch (error) {
    throw asPlainError(error);
  }
};

/** What the compiler says is lost between threads unless it is a property of a plain error. */
function asPlainError(error: unknown): unknown {
  if (!(error instanceof TSError)) return error;
  return Object.assign(new Error(error.message), { diagnosticText: error.diagnosticText });
}
