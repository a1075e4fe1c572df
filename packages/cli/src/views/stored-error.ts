/** The message in the JSON of a stored error; undefined where there is none. */
export function storedMessage(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  try {
    const error: unknown = JSON.parse(json);
    if (typeof error === 'string') return error;
    if (typeof error !== 'object' || error === null) return json;
    const { name, message } = error as Readonly<Record<string, unknown>>;
    if (typeof message === 'string' && message !== '') return message;
    return typeof name === 'string' ? name : json;
  } catch {
    return json;
  }
}
