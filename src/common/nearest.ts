/**
 * The candidate that a mistyped word most probably meant, or undefined when none is close enough: one typing error is
 * allowed for every three letters of the longer word, and one in shorter words.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const most = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const errors = typingErrors(word, candidate);
    if (errors <= most && errors < least) {
      least = errors;
      best = candidate;
    }
  }
  return best;
}

/**
 * The fewest typing errors that turn one word into the other: a letter too many, too few or wrong, or two neighbours in
 * the wrong order (optimal string alignment distance, a restricted form of Damerau, 1964).
 */
export function typingErrors(a: string, b: string): number {
  // Distances between beginnings of both words: a row for each beginning of a
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(wrong, rows[i - 1][j] + 1, row[j - 1] + 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
