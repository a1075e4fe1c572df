import { silenceTsNode } from '../../src/project/silence-ts-node';

describe('silenceTsNode', () => {
  it('leaves all warnings but one', () => {
    const told: unknown[] = [];
    const emitter = { emitWarning: (...args: readonly unknown[]) => void told.push(args) };
    silenceTsNode(emitter);
    emitter.emitWarning('fs.Stats constructor is deprecated.', 'DeprecationWarning', 'DEP0180');
    emitter.emitWarning('other', 'DeprecationWarning', 'DEP0001');
    expect(told).toEqual([['other', 'DeprecationWarning', 'DEP0001']]);
  });
});
