/** Whether the test says yes; one that throws says no, as of a value that is a Proxy which cannot be read. */
export function holds(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}
