// What the tests of mail share: a small mail server with faults, and how the mails that it got are read.
import { createServer, type Server, type Socket, type AddressInfo } from 'node:net';

type Mood = 'takes' | 'refuses' | 'busy' | 'silent' | 'drops';
/** Speaks SMTP on loopback, in one mood at a time; keeps whole messages that it got. */
export async function openMailServer() {
  let mood: Mood = 'takes';
  const got: string[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    if (mood === 'silent') return;
    let data: string | undefined;
    let rest = '';
    socket.write('220 mail.test ESMTP\r\n');
    const hear = (line: string) => {
      if (data !== undefined) {
        if (line !== '.') return void (data += `${line.replace(/^\.\./, '.')}\r\n`);
        got.push(data);
        data = undefined;
        // Taken, and gone before it could say so: the sender cannot know.
        return mood === 'drops' ? void socket.destroy() : void socket.write('250 taken\r\n');
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT' && mood === 'refuses') return void socket.write('550 no such mailbox: somebody@secret.example\r\n');
      if (verb === 'MAIL' && mood === 'busy') return void socket.write('451 later, please\r\n');
      if (verb === 'DATA') {
        data = '';
        return void socket.write('354 go on\r\n');
      }
      if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      socket.write(verb === 'EHLO' ? '250-mail.test\r\n250 8BITMIME\r\n' : '250 well\r\n');
    };
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) hear(line);
    });
  };
  const server: Server = createServer(serve);
  await new Promise<void>((ok) => server.listen(0, '127.0.0.1', ok));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    be: (next: Mood) => void (mood = next),
    close: async () => {
      for (const s of sockets) s.destroy();
      await new Promise<void>((ok) => void server.close(() => ok()));
    },
  };
}

export const from = 'Greenroom <greenroom@agency.example>';
export const headerOf = (message: string, name: string): string | undefined =>
  new RegExp(`^${name}: ?((?:.*)(?:\\r\\n[ \\t].*)*)`, 'im')
    .exec(message)?.[1]
    ?.replace(/\r\n[ \t]+/g, ' ')
    .trim();
/** The parts as they read once decoded. */
export const readable = (message: string): string =>
  Buffer.from(
    message.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
