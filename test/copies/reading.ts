// What is printed, read back from the bytes.
import { createHash } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Marks of direction and place are no text. */
export const plain = (text: string) => text.normalize('NFKC').replaceAll(/[\s\u200b-\u200f\u2066-\u2069]/g, '');
/** The text as a reader that knows nothing of ours finds it in the bytes. */
export async function read(bytes: Uint8Array): Promise<{ text: string; pages: number }> {
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { text: plain(text), pages: totalPages };
}
