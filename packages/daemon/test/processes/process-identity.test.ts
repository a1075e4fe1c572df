import { livesHere, ownIdentity } from '../../src/processes/process-identity';
import { type Child, startChild } from './child';

const own = ownIdentity();

describe('ownIdentity', () => {
  it('is the same whenever it is asked for, and tells when the process started', () => {
    expect(ownIdentity()).toEqual(own);
    expect(own.pid).toBe(process.pid);
    expect(own.started).toMatch(/^\d+$/);
  });

  it('names the machine without its id, which is not for others to see', () => {
    expect(own.host).toMatch(/^[^/]+\/[0-9a-f]{16}$/);
  });
});

describe('livesHere', () => {
  let child: Child;

  beforeEach(async () => {
    child = await startChild();
  });

  afterEach(() => child.kill());

  it('knows a process that lives, stopped or not', () => {
    expect(livesHere(own, own)).toBe(true);
    expect(livesHere(child.identity, own)).toBe(true);
    child.signal('SIGSTOP');
    expect(livesHere(child.identity, own)).toBe(true);
  });

  it('knows at once that a process was killed', async () => {
    await child.kill();
    expect(livesHere(child.identity, own)).toBe(false);
  });

  it('does not take another process for the one that had its pid before', () => {
    const before = { ...child.identity, started: `${Number(child.identity.started) - 1}` };
    expect(livesHere(before, own)).toBe(false);
  });

  it('knows that nothing lives from before the machine was booted again', () => {
    const [, namespace] = own.bootId.split('/');
    const before = { ...child.identity, bootId: `11111111-2222-3333-4444-555555555555/${namespace}` };
    expect(livesHere(before, own)).toBe(false);
  });

  it.each([
    ['another machine', { host: 'other/0123456789abcdef', bootId: '11111111-2222-3333-4444-555555555555/pid:[1]' }],
    ['another container of this machine', { bootId: `${own.bootId.split('/')[0]}/pid:[1]` }],
  ])('cannot tell of %s', (_, place) => {
    expect(livesHere({ ...own, pid: 1, ...place }, own)).toBeUndefined();
  });

  it('cannot tell of a machine of the same name, where neither has an id', () => {
    const nameless = { ...own, host: 'localhost/' };
    const other = { host: 'localhost/', bootId: '11111111-2222-3333-4444-555555555555/pid:[4026531836]' };
    expect(livesHere({ ...child.identity, ...other }, nameless)).toBeUndefined();
    expect(
      livesHere({ ...child.identity, host: 'localhost/', bootId: '' }, { ...nameless, bootId: '' }),
    ).toBeUndefined();
  });

  describe('where the system tells neither boot nor start', () => {
    const bare = { ...own, bootId: '', started: '' };

    it('only knows that a pid is not taken', async () => {
      const identity = { ...child.identity, bootId: '', started: '' };
      expect(livesHere(identity, bare)).toBeUndefined();
      await child.kill();
      expect(livesHere(identity, bare)).toBe(false);
    });
  });
});
