const MOST_LISTED = 20;

/**
 * The candidate that was probably meant: like the word but for case, or one edit away, from 6 letters on two; the first
 * of several. Words of one or two letters are like each other by chance: for them only the case may differ.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const meant = word.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = editsAllowed(Math.min(word.length, candidate.length));
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = editDistance(meant, candidate.toLowerCase());
    if (distance <= allowed && distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The sentence for a name that does not exist: what was meant, or what there is; of more than `most` names the first. */
export function suggestName(word: string, known: Iterable<string>, most = MOST_LISTED): string {
  const names = [...known];
  const near = didYouMean(word, names);
  return near === undefined ? `There are: ${listNames(names, most)}.` : `Did you mean '${near}'?`;
}

/** Some names, the first of them: `a, b, c and 5 more`. */
export function listNames(names: readonly string[], most = MOST_LISTED): string {
  if (names.length === 0) return 'none';
  const rest = names.length - most;
  return names.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function editsAllowed(length: number): number {
  if (length <= 2) return 0;
  return length <= 5 ? 1 : 2;
}

/** Optimal string alignment: Levenshtein's distance (Wagner and Fischer 1974), two swapped neighbours are one edit. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, at(row, j) + 1, at(next, j - 1) + 1));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
