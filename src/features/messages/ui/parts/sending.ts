import type { FileBegun, FileSent } from './shapes.ts';

/** How a side begins a file and sends its parts. */
export interface Carrier {
  begin: (body: { name: string; bytes: number }) => Promise<FileBegun>;
  part: (fileId: string, n: number, data: string) => Promise<FileSent>;
}

/** Sends a file part by part; the last one says what it was found to be. */
export async function sendFile({ begin, part }: Carrier, file: File, onPart: (bytes: number) => void): Promise<string> {
  const { fileId, parts, partBytes } = await begin({ name: file.name, bytes: file.size });
  for (let n = 0; n < parts; n++) {
    const from = n * partBytes;
    await part(fileId, n, await base64Of(file.slice(from, from + partBytes)));
    onPart(Math.min(from + partBytes, file.size));
  }
  return fileId;
}

/** The browser's own reader does it beside the page. */
function base64Of(part: Blob): Promise<string> {
  return new Promise((ok, no) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => ok((reader.result as string).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => no(reader.error ?? new Error('the file cannot be read')));
    reader.readAsDataURL(part);
  });
}
