import { main } from '../src/main';
import { fakeHost } from './fake-host';
import { fakeWorld } from './fake-world';

const type = async (...args: string[]) => {
  const world = fakeWorld({ args });
  return { exitCode: await main(world, fakeHost()), out: world.out(), err: world.err() };
};

describe('hookline', () => {
  it.each([[[]], [['--help']], [['help']]])('%j prints what there is', async (args) => {
    const { exitCode, out, err } = await type(...args);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain('hookline job execute nightly -c prod.yaml');
  });

  it('prints its version', async () => {
    expect(await type('--version')).toEqual({ exitCode: 0, out: '0.1.0\n', err: '' });
  });

  it('prints the help of a group where its command is missing', async () => {
    const { exitCode, out, err } = await type('run');
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain('rerun [options] [run]');
  });

  it('refuses commands that there are not', async () => {
    const { exitCode, err } = await type('jbo');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Did you mean job?')]);
  });

  it('says what to do without a project', async () => {
    const { exitCode, err } = await type('run', 'list');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Go to the folder of your project')]);
  });

  it('has no colours where nobody sees them, or does not want them', async () => {
    const errorOf = async (options: object): Promise<string> => {
      const world = fakeWorld({ args: ['run', 'list'], ...options });
      await main(world, fakeHost());
      return world.err();
    };
    expect(await errorOf({})).toMatch(/^error: /);
    expect(await errorOf({ terminal: 80 })).toContain('\u001b[31merror:');
    expect(await errorOf({ terminal: 80, env: { NO_COLOR: '1' } })).toMatch(/^error: /);
    expect(await errorOf({ terminal: 80, env: { TERM: 'dumb' } })).toMatch(/^error: /);
    expect(await errorOf({ env: { FORCE_COLOR: '1' } })).toContain('\u001b[31merror:');
  });
});
