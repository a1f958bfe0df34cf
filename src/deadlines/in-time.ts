/**
 * The work's result, or `tooLate` when the time is up. The signal is then aborted, and it does not matter whether the
 * work listens to it.
 */
export async function inTime<T>(
  milliseconds: number,
  tooLate: Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(tooLate);
      stop.abort(tooLate);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
