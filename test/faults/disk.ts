// A small disk of its own for one server, filled and emptied: needs root, for it is mounted.
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statfsSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface Disk {
  dir: string;
  /** Until nothing more fits, or until so much is written. */
  fill(bytesMost?: number): void;
  free(): number;
  /** Whoever filled it goes. */
  empty(): void;
  end(): void;
}

const mebibyte = 1024 * 1024;

/** The folder on a file system of so many MiB: ext4 in a file, or memory where there is none; a sentence where nothing can be mounted. */
export function mountDisk(dir: string, sizeMb: number): Disk | string {
  const image = `${dir}.img`;
  mkdirSync(dir, { mode: 0o711 });
  const run = (file: string, ...args: string[]) => void execFileSync(file, args, { stdio: 'pipe' });
  try {
    try {
      closeSync(openSync(image, 'w'));
      truncateSync(image, sizeMb * mebibyte);
      run('mkfs.ext4', '-q', '-m', '0', image);
      run('mount', '-o', 'loop', image, dir);
      run('chmod', '711', dir);
    } catch {
      rmSync(image, { force: true });
      run('mount', '-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=711`, 'greenroom', dir);
    }
  } catch (error) {
    return `no file system can be mounted here: ${(error as Error).message.split('\n')[0]}`;
  }
  const filler = join(dir, 'of somebody else');
  return {
    dir,
    fill(bytesMost = Infinity) {
      const to = openSync(filler, 'a');
      const piece = Buffer.alloc(mebibyte, 1);
      try {
        for (let size = piece.length, written = 0; size >= 4096 && written < bytesMost;) {
          try {
            written += writeSync(to, piece, 0, Math.min(size, bytesMost - written));
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
            size >>= 1;
          }
        }
      } finally {
        closeSync(to);
      }
    },
    free() {
      const { bavail, bsize } = statfsSync(dir);
      return bavail * bsize;
    },
    empty: () => rmSync(filler, { force: true }),
    end() {
      if (existsSync(dir)) run('umount', '-l', dir);
      rmSync(image, { force: true });
    },
  };
}
