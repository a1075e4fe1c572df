import { hookNameOf } from '../src/hook-name';

describe('hookNameOf', () => {
  it.each([
    ['#alerts', 'slackOnFailure_alerts'],
    ['@on-call', 'slackOnFailure_on_call'],
    ['C024BE91L', 'slackOnFailure_C024BE91L'],
    ['#café.fr', 'slackOnFailure_cafue9u2efr'],
    ['#日本', 'slackOnFailure_u65e5u672c'],
    ['#🚨', 'slackOnFailure_u1f6a8'],
  ])('makes of %s the name %s', (channel, name) => {
    expect(hookNameOf('slackOnFailure', channel)).toBe(name);
    expect(name).toMatch(/^[A-Za-z0-9_]+$/);
  });
});
