/**
 * One question for all who wait at the same moment. Whoever comes while it is being asked is not served by that one, which began before
 * they came, but by the next.
 */
export function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  const begin = () => {
    next = undefined;
    const mine = ask();
    asking = mine.catch(() => {});
    return mine;
  };
  return () => (next ??= asking.then(begin));
}
