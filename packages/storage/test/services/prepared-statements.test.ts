import pg from 'pg';
import { PreparedStatements } from '../../src/postgres/prepared-statements';
import { newUrl } from './postgres-url';

const COUNT = 'SELECT CAST(count(*) AS integer) AS count FROM things WHERE n < $1';

describe('statements that a session keeps', () => {
  let pool: pg.Pool;

  beforeEach(async () => {
    pool = new pg.Pool({ connectionString: await newUrl(), max: 1 });
    await pool.query('CREATE TABLE things (n integer)');
    await pool.query('INSERT INTO things SELECT generate_series(1, 5)');
  });

  afterEach(() => pool.end());

  it('are planned once', async () => {
    const statements = new PreparedStatements(pool);
    for (const below of [3, 4]) expect(await statements.query(COUNT, [below])).toEqual([{ count: below - 1 }]);
    const { rows } = await pool.query('SELECT CAST(count(*) AS integer) AS kept FROM pg_prepared_statements');
    expect(rows).toEqual([{ kept: 1 }]);
  });

  it('are sent as they are to a session that does not have them, as behind a pooler', async () => {
    const statements = new PreparedStatements(pool);
    await statements.query(COUNT, [3]);
    await pool.query('DEALLOCATE ALL');
    expect(await statements.query(COUNT, [3])).toEqual([{ count: 2 }]);
    await pool.query('DEALLOCATE ALL');
    expect(await statements.query(COUNT, [6])).toEqual([{ count: 5 }]);
  });

  it('are sent as they are to a session that has them already, of another process behind the same pooler', async () => {
    const [first, second] = [new PreparedStatements(pool), new PreparedStatements(pool)];
    await first.query(COUNT, [3]);
    const client = await pool.connect();
    // What the driver remembers of its own session: a client that came through a pooler would not know.
    Object.assign((client as unknown as { connection: object }).connection, { parsedStatements: {} });
    client.release();
    expect(await second.query(COUNT, [4])).toEqual([{ count: 3 }]);
  });

  it('are sent as they are after a change of their table', async () => {
    const statements = new PreparedStatements(pool);
    await statements.query('SELECT * FROM things WHERE n < $1', [2]);
    await pool.query('ALTER TABLE things ADD COLUMN m integer DEFAULT 7');
    expect(await statements.query('SELECT * FROM things WHERE n < $1', [2])).toEqual([{ n: 1, m: 7 }]);
  });
});
