const mostKept = 50_000;

/**
 * Counts sign-in attempts of each address in windows of their own: `max` in a window, then none until it ends. Kept in memory for each
 * server; the oldest addresses are forgotten first when there are too many.
 */
export function openAttempts(clock: () => Date) {
  const windows = new Map<string, { began: number; n: number }>();
  return {
    consume: async (
      key: string,
      { window, max }: { window: number; max: number },
    ): Promise<{ allowed: boolean; retryAfter: number | null }> => {
      const now = clock().getTime();
      const before = windows.get(key);
      const current = before && now < before.began + window * 1000 ? before : { began: now, n: 0 };
      if (current.n >= max) return { allowed: false, retryAfter: Math.ceil((current.began + window * 1000 - now) / 1000) };
      current.n++;
      windows.delete(key);
      windows.set(key, current);
      if (windows.size > mostKept) windows.delete(windows.keys().next().value!);
      return { allowed: true, retryAfter: null };
    },
  };
}
