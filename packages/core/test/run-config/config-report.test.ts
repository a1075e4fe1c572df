import type { ConfigProblem } from '../../src/errors/config-error';
import { configReport, invalidConfig } from '../../src/run-config/config-report';

const heading = 'Error in config for job etl';

function problem(path: string, line?: number, column = 1): ConfigProblem {
  const position = line === undefined ? undefined : { file: 'prod.yaml', line, column };
  return { code: 'value', path, message: 'is wrong', ...(position && { position }) };
}

describe('configReport', () => {
  it('lines up places, paths and messages', () => {
    const problems = [problem('ops.load.config.mode', 12, 3), problem('tags', 2, 10)];
    expect(configReport({ heading, problems })).toBe(
      [
        'Error in config for job etl: 2 errors',
        '  prod.yaml:2:10   tags                   is wrong',
        '  prod.yaml:12:3   ops.load.config.mode   is wrong',
      ].join('\n'),
    );
  });

  it('leaves out columns that nothing stands in', () => {
    expect(configReport({ heading, problems: [problem('ops')] })).toBe(`${heading}: 1 error\n  ops   is wrong`);
    expect(configReport({ heading, problems: [problem('', 1)] })).toBe(
      `${heading}: 1 error\n  prod.yaml:1:1   is wrong`,
    );
  });

  it('orders by place, then by path with numbers as numbers', () => {
    const problems = [problem('l.10'), problem('l.9'), problem('b', 2), problem('c', 1, 5), problem('a', 2)];
    const { errors } = invalidConfig({ heading, problems });
    expect(errors.map(({ path }) => path)).toEqual(['c', 'a', 'b', 'l.9', 'l.10']);
  });

  it('lists 20 problems, counts the rest, and keeps 1,000', () => {
    const problems = Array.from({ length: 1_234 }, (_, line) => problem('ops', line + 1));
    const error = invalidConfig({ heading, problems });
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(22);
    expect(lines[0]).toBe(`${heading}: 1234 errors`);
    expect(lines[21]).toBe('  … and 1214 more');
    expect(error.errors).toHaveLength(1_000);
  });

  it('writes control characters out, so that a key cannot steer the terminal', () => {
    expect(configReport({ heading, problems: [problem('a\n\u001b[31m\u202e')] })).toContain(
      'a\\u000a\\u001b[31m\\u202e   is wrong',
    );
  });
});
