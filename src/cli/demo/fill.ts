import type { App } from '#src/app.ts';
export async function fillDemo(_app: App, _options: { creators: number; agencies?: number; seed: number; now: Date; onProgress?(done: number, of: number, what: string): void }): Promise<{ title: string; email: string; password: string }[]> {
  throw new Error('being written');
}
