import { defineConfig } from '../../src/definition/define-config';

const problemOf = (options: unknown): string => {
  try {
    defineConfig(options as never);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('defineConfig', () => {
  it('gives what it got, frozen', () => {
    const given = { name: '@acme/billing', definitions: './src/definitions.ts', storage: 'postgres://u:p@db/x' };
    const config = defineConfig(given);
    expect([config, Object.isFrozen(config)]).toEqual([given, true]);
    expect(defineConfig({ definitions: 'a.ts', storage: 'sqlite:a.db' })).toEqual({
      definitions: 'a.ts',
      storage: 'sqlite:a.db',
    });
  });

  it.each(['sqlite', 'sqlite:', 'mysql://root:s3cret@db', 'postgres:x', '/data/runs.db'])(
    'refuses the storage %s',
    (storage) => {
      const problem = problemOf({ definitions: 'a.ts', storage });
      expect(problem).toMatch(/^Option 'storage' of defineConfig\(\) is .*\. Give 'sqlite:' with the path of a file/);
      expect(problem).not.toContain('s3cret');
    },
  );

  it.each(['my shop', '', 'a/b', '@acme', 'x'.repeat(215)])('refuses the name %j', (name) => {
    expect(problemOf({ definitions: 'a.ts', name })).toMatch(/^Option 'name' of defineConfig\(\) is /);
  });
});
