import { createRedact } from '../src/redact';

describe('redact', () => {
  /** Of each kind of character that spellings differ in. */
  const SECRET = 'p~?ssä?? "1"/2+\\3';
  const json = (text: string) => JSON.stringify(text).slice(1, -1);

  it.each([
    ['plain', SECRET],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['URL-encoded as a whole', encodeURI(SECRET)],
    ['form-encoded', new URLSearchParams({ t: SECRET }).toString().slice(2)],
    ['base64', Buffer.from(SECRET).toString('base64')],
    ['base64 without padding', Buffer.from(SECRET).toString('base64').replace(/=+$/, '')],
    ['base64 for URLs', Buffer.from(SECRET).toString('base64url')],
    ['JSON-escaped', json(SECRET)],
    ['JSON-escaped in JSON', json(json(SECRET))],
  ])('masks a secret that is %s', (_, spelling) => {
    expect(createRedact([SECRET])(`<${spelling}> and <${spelling}>`)).toBe('<•••> and <•••>');
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
