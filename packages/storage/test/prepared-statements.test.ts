import { PreparedStatements } from '../src/postgres/prepared-statements';

type Asked = { readonly text: string; readonly name?: string; readonly values: readonly unknown[] };

/** A pool whose sessions know no statement when they are asked by name, as often as it is told to. */
function poolThat(errors: string[]) {
  const asked: Asked[] = [];
  const query = (statement: Asked) => {
    asked.push(statement);
    const code = statement.name === undefined ? undefined : errors.shift();
    if (code !== undefined) return Promise.reject(Object.assign(new Error('refused'), { code }));
    return Promise.resolve({ rows: [{ ok: 1 }] });
  };
  return { asked, pool: { query } as never };
}

describe('PreparedStatements', () => {
  it('names a statement by its text', async () => {
    const { asked, pool } = poolThat([]);
    const statements = new PreparedStatements(pool);
    await statements.query('SELECT $1', ['a']);
    await statements.query('SELECT $1', ['b']);
    await statements.query('SELECT 2', []);
    const names = asked.map(({ name }) => name);
    expect(names[0]).toMatch(/^hookline_[0-9a-f]{16}$/);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
    expect(asked.map(({ values }) => values)).toEqual([['a'], ['b'], []]);
  });

  it.each(['26000', '42P05', '0A000'])(
    'sends the text where a session does not have the statement: %s',
    async (code) => {
      const { asked, pool } = poolThat([code]);
      const statements = new PreparedStatements(pool);
      await expect(statements.query('SELECT 1', [])).resolves.toEqual([{ ok: 1 }]);
      await statements.query('SELECT 1', []);
      expect(asked.map(({ name }) => name !== undefined)).toEqual([true, false, false]);
    },
  );

  it('offers nothing twice that may have been executed', async () => {
    const { asked, pool } = poolThat(['40001']);
    await expect(new PreparedStatements(pool).query('SELECT 1', [])).rejects.toMatchObject({ code: '40001' });
    expect(asked).toHaveLength(1);
  });
});
