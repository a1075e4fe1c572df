/** The own entries of an object; undefined where a getter or a Proxy throws. */
export function readEntries(value: object): readonly (readonly [key: string, value: unknown])[] | undefined {
  try {
    return Object.entries(value);
  } catch {
    return undefined;
  }
}
