import type pg from 'pg';

interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** COPY ... FROM STDIN of bytes that are ready: the driver knows the messages and has no call for it. */
export function copyIn(client: pg.Client, text: string, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    let error: Error | undefined;
    const asked = {
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse: (wire: Wire) => {
        wire.sendCopyFromChunk(bytes);
        wire.endCopyFrom();
      },
      handleCommandComplete: () => {},
      handleError: (e: Error) => void (error = e),
      handleReadyForQuery: () => (error ? failed(error) : done()),
    };
    client.query(asked as never);
  });
}
