/** Outside https browsers hide what computes hashes. */
export const canHash = (): boolean => (crypto.subtle as SubtleCrypto | undefined) !== undefined;

/** SHA-256 of a file, in hexadecimal, computed here: the file goes nowhere. */
export async function hashOf(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
