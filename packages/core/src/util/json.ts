/** Data that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A flat or nested JSON record. */
export interface JsonRecord {
  readonly [key: string]: JsonValue;
}

/** String labels of an op, a run or a job. */
export type Tags = Readonly<Record<string, string>>;
