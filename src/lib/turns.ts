/** Works of one process, one after the other in the order in which they were asked for; one that fails holds up none. */
export function oneAfterAnother() {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    take<T>(work: () => Promise<T>): Promise<T> {
      const mine = turn.then(work);
      turn = mine.catch(() => {});
      return mine;
    },
    /** When what was asked for until now has ended. */
    settled: (): Promise<unknown> => turn,
  };
}
