import fc from 'fast-check';
import { fromBase64, toBase64 } from '../../src/util/base64';

/** As in a browser. */
function withoutBuffer<T>(run: () => T): T {
  const { Buffer } = globalThis;
  Object.assign(globalThis, { Buffer: undefined });
  try {
    return run();
  } finally {
    Object.assign(globalThis, { Buffer });
  }
}

describe('base64', () => {
  it('is the same with and without Buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect([...fromBase64(text)]).toEqual([...bytes]);
        expect(withoutBuffer(() => toBase64(bytes))).toBe(text);
        expect(withoutBuffer(() => [...fromBase64(text)])).toEqual([...bytes]);
      }),
    );
  });

  it('takes more bytes than a call takes arguments', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    expect(withoutBuffer(() => toBase64(bytes))).toBe(Buffer.from(bytes).toString('base64'));
    expect(toBase64(bytes.subarray(7, 11))).toBe(Buffer.from([7, 8, 9, 10]).toString('base64'));
  });
});
