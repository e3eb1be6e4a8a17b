// Compiles the kernels of the index into a module that holds them as text. `--check`: says whether what is committed is what they compile to.
import asc from 'assemblyscript/asc';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../src/features/discovery/index/kernels/', import.meta.url);
const into = fileURLToPath(new URL('scan.wasm.ts', folder));
let binary: Uint8Array = new Uint8Array();
const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--enable', 'bulk-memory'];
const { error } = await asc.main(['scan.as.ts', '--outFile', 'scan.wasm', '--baseDir', fileURLToPath(folder), ...options], {
  stderr: process.stderr,
  writeFile(_name: string, contents: string | Uint8Array) {
    if (typeof contents !== 'string') binary = contents;
  },
});
if (error) throw error;
const text = `// Made by scripts/kernels.ts from scan.as.ts: ${binary.length} bytes.
export const wasm =
  '${Buffer.from(binary).toString('base64')}';
`;
if (!process.argv.includes('--check')) writeFileSync(into, text);
else if (readFileSync(into, 'utf8') !== text) {
  console.error('scan.wasm.ts is not what scan.as.ts compiles to: node scripts/kernels.ts');
  process.exitCode = 1;
}
