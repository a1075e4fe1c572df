/** Large values beside the database. */
export interface ValueStore {
  put(address: string, bytes: Uint8Array): Promise<void>;
  get(address: string): Promise<Uint8Array | undefined>;
}
