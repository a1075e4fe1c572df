import type { BlobStore } from '@hookline/core/spi';
import { checkAddress, differentBlob } from '../blob-address';
import { type Database, query, type Script } from '../sql/database';

/** Large values as rows of a table. */
export class PostgresBlobs implements BlobStore {
  constructor(private readonly db: Database) {}

  async putBlob(address: string, bytes: Uint8Array): Promise<void> {
    checkAddress(address);
    const added = await this.db.write(() => add(address, bytes));
    if (added) return;
    const known = await this.getBlob(address);
    if (known === undefined || Buffer.compare(known, bytes) !== 0) throw differentBlob(address);
  }

  async getBlob(address: string): Promise<Uint8Array | undefined> {
    checkAddress(address);
    const [row] = await this.db.read('SELECT bytes FROM blobs WHERE address = $1', [address]);
    return row && new Uint8Array(row['bytes'] as Buffer);
  }
}

const ADD = `INSERT INTO blobs (address, bytes) VALUES ($1, $2) ON CONFLICT (address) DO NOTHING RETURNING address`;

function* add(address: string, bytes: Uint8Array): Script<boolean> {
  const rows = yield query(ADD, address, Buffer.from(bytes));
  return rows.length > 0;
}
