/** Which known word a misspelt one was probably meant to be. */

/** Longer words are not compared: the cost grows with the square of the length. */
const longestCompared = 64;
/** More than any section has keywords: a file may define thousands of names, and misspell as many. */
const mostCompared = 250;
const lettersForTwoEdits = 8;

/**
 * The candidate with the fewest edits from `word`, ignoring case; null when none is near: one edit
 * for every three letters, and at least one. Of equals the first in the table wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > longestCompared) return null;
  const wanted = word.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = most + 1;
  let compared = 0;
  for (const candidate of candidates) {
    if (++compared > mostCompared) break;
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Safe to write without asking: few edits away, and no other candidate is as near. */
export function isClearlyMeant(meant: string, word: string, candidates: Iterable<string>): boolean {
  const wanted = word.toLowerCase();
  const distance = editDistance(wanted, meant.toLowerCase());
  if (distance > (wanted.length < lettersForTwoEdits ? 1 : 2)) return false;
  for (const other of candidates) {
    if (other === meant) continue;
    if (editDistance(wanted, other.toLowerCase(), distance + 1) <= distance) return false;
  }
  return true;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other
 * (Damerau–Levenshtein, optimal string alignment). From `enough` edits on the count may stop: the
 * result is then at least `enough`.
 */
export function editDistance(
  from: string,
  to: string,
  enough: number = Number.POSITIVE_INFINITY,
): number {
  let beforeLast: number[] = [];
  let leastOfRowBefore = 0;
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let leastOfRow = row;
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      if (swapped) least = Math.min(least, at(beforeLast, column - 2) + 1);
      current.push(least);
      if (least < leastOfRow) leastOfRow = least;
    }
    // Every way to the end leads through this row or, by a swap, over it from the one before.
    if (leastOfRow >= enough && leastOfRowBefore >= enough) return enough;
    leastOfRowBefore = leastOfRow;
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

const at = (row: readonly number[], column: number): number =>
  row[column] ?? Number.POSITIVE_INFINITY;
