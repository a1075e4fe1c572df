const SHORTEST = 8;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Ids of runs as people read and type them: random ones by their beginning, as long as no other in the list has it. */
export function shortIds(ids: readonly string[]): (id: string) => string {
  const unique = [...new Set(ids)];
  let length = SHORTEST;
  while (length < 36 && new Set(unique.map((id) => shortened(id, length))).size < unique.length) length += 1;
  return (id) => shortened(id, length);
}

/** The id of one run. */
export function shortId(id: string): string {
  return shortened(id, SHORTEST);
}

/** Ids that users gave are whole: the beginning of `nightly-2026-01-31` says little. */
function shortened(id: string, length: number): string {
  return UUID.test(id) ? id.slice(0, length).replace(/-$/, '') : id;
}

/** The id of a delivery with that of its run shortened: `3f2a9c1e/12/slackOnFailure`. */
export function shortDeliveryId(id: string, short: (runId: string) => string = shortId): string {
  const [runId = '', ...rest] = id.split('/');
  return [short(runId), ...rest].join('/');
}
