export function screens(): { path: string; room: string; modules: string[] }[];
export function reach(starts: string[], importsOf: (key: string) => string[]): string[];
export function languageOf(module: string): string | undefined;
