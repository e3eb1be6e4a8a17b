import { getCompileCacheDir } from 'node:module';

/** What a thread of ours knows of the environment: nothing, but where compiled files lie. Without it every start compiles all that it loads. */
export function threadEnv(): NodeJS.ProcessEnv {
  const dir = getCompileCacheDir();
  return dir === undefined ? {} : { NODE_COMPILE_CACHE: dir };
}
