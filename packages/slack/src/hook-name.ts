/**
 * A name for the hook of one factory and one channel, so that hooks for two channels differ on one job:
 * `slackOnFailure_alerts` for `#alerts`. Names allow `[A-Za-z0-9_]` only, Slack's channels more: `-` becomes `_`, any other
 * character its code point in hex.
 */
export function hookNameOf(factory: string, channel: string): string {
  const suffix = channel
    .replace(/^[#@]/, '')
    .replaceAll('-', '_')
    .replace(/[^A-Za-z0-9_]/gu, (character) => `u${(character.codePointAt(0) ?? 0).toString(16)}`);
  return `${factory}_${suffix}`;
}
