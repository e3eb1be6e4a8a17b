import { createTransport } from 'nodemailer';
import type { Post } from '#src/features/notices/ports.ts';
import { composed, NotTaken } from './compose.ts';

/** How long each part of a conversation may take. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** Which failures stay: an address or a message that the server refused with 5xx. Everything else is tried again. */
function faultOf(error: unknown): NotTaken {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number };
  const ofLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  const name = responseCode === undefined ? code.toLowerCase() : `${code.toLowerCase()} ${responseCode}`;
  return new NotTaken(name, ofLetter && responseCode !== undefined && responseCode >= 500);
}

/** A mail server by its address, `smtp://user:password@host:587` or `smtps://`; one connection a letter. */
export function openSmtp(url: string, from: string, limits: Partial<typeof patience> = {}): Post {
  const transport = createTransport({ url, ...patience, ...limits });
  return {
    kind: 'smtp',
    send: async (letter) => {
      try {
        await transport.sendMail(composed(letter, from));
      } catch (error) {
        throw faultOf(error);
      }
    },
  };
}
