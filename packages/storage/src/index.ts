export { openStore } from './open-store';
export { openPostgresStore, type PostgresStoreOptions } from './postgres/open-postgres-store';
export { type Durability, openSqliteStore, type SqliteStoreOptions } from './sqlite/open-sqlite-store';
