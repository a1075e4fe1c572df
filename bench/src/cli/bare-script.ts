/**
 * A script as one writes it without an engine: five async functions one after the other, a hook after each, and what they
 * returned kept in a table of SQLite, one commit each. Argument: the file.
 */
import { sqlite } from '../durable/driver';

const db = new sqlite(process.argv[2] as string);
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
db.exec('CREATE TABLE IF NOT EXISTS results (step text NOT NULL, at bigint NOT NULL, output text NOT NULL)');
const insert = db.prepare('INSERT INTO results (step, at, output) VALUES (?1, ?2, ?3)');
let hooks = 0;

async function main(): Promise<void> {
  let n = 0;
  for (let at = 0; at < 5; at += 1) {
    n = await Promise.resolve(n + 1);
    insert.run([`step ${at}`, Date.now(), JSON.stringify({ n })]);
    hooks += 1;
  }
  db.close();
  console.log(hooks);
}

void main();
