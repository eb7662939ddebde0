/** Longest delay a Node timer can hold; longer ones would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** Calls `action` at a time in milliseconds since the Unix epoch. Returns how to call it off. */
export function atTime(time: number, action: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = () => {
    const delay = time - Date.now();
    timer = delay > MAX_DELAY_MS ? setTimeout(arm, MAX_DELAY_MS) : setTimeout(action, Math.max(0, delay));
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
}
