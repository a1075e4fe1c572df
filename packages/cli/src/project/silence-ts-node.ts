/**
 * Keeps one warning of Node 22 and later from users, who can do nothing about it: ts-node calls the constructor of
 * `fs.Stats`. Each thread that loads ts-node has warnings of its own.
 */
export function silenceTsNode(emitter: Pick<NodeJS.Process, 'emitWarning'>): void {
  const emit = emitter.emitWarning.bind(emitter) as (...args: readonly unknown[]) => void;
  emitter.emitWarning = (...args: readonly unknown[]): void => {
    if (!args.includes('DEP0180')) emit(...args);
  };
}
