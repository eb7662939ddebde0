/** Whether a topic exchange routes `key` to a binding of `pattern`: `*` is exactly one word, `#` any number of words, also none. */
export function matchesTopic(pattern: string, key: string): boolean {
  return matchWords(pattern.split('.'), key.split('.'));
}

/**
 * `reached[i]` says whether the pattern's words read so far can stand for the first `i` words of the key; one pass per
 * pattern word, so that many `#` cost no backtracking.
 */
function matchWords(pattern: readonly string[], words: readonly string[]): boolean {
  let reached = [true, ...words.map(() => false)];
  for (const part of pattern) {
    const next = reached.map(() => false);
    for (let i = 0; i < next.length; i++) {
      const sameWord = part === '*' || part === words[i - 1];
      next[i] =
        part === '#' ? reached[i] || next[i - 1] === true : i > 0 && sameWord && reached[i - 1] === true;
    }
    reached = next;
  }
  return reached.at(-1) === true;
}
