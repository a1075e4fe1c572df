import { createRedact } from '../src/redact';

describe('redact', () => {
  it.each([
    ['plain', 'p@ss word"1'],
    ['URL-encoded', encodeURIComponent('p@ss word"1')],
    ['base64', Buffer.from('p@ss word"1').toString('base64')],
    ['base64 without padding', Buffer.from('p@ss word"1').toString('base64').replace(/=+$/, '')],
    ['JSON-escaped', 'p@ss word\\"1'],
  ])('masks a secret that is %s', (_, spelling) => {
    expect(createRedact(['p@ss word"1'])(`<${spelling}> and <${spelling}>`)).toBe('<•••> and <•••>');
  });

  it('masks the longer of two secrets, one of which contains the other', () => {
    expect(createRedact(['secret', 'secret-of-two'])('secret-of-two secret')).toBe('••• •••');
  });

  it('takes characters of regular expressions for what they are', () => {
    expect(createRedact(['a.b*c+(d)[e]'])('a.b*c+(d)[e] axb')).toBe('••• axb');
  });

  it('leaves text alone where there are no secrets, or only short ones', () => {
    expect(createRedact([])('text')).toBe('text');
    expect(createRedact(['12345'])('12345')).toBe('12345');
  });

  it('does not fail on a secret with half a surrogate pair', () => {
    expect(createRedact(['broken\ud800secret'])('broken\ud800secret')).toBe('•••');
  });
});
