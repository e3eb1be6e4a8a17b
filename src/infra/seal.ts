import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** Secrets that have to be read again, such as those that signatures are checked with: kept in the database so that its copy alone gives none. */
export interface Sealer {
  /** `about`: whose secret it is; it opens for nobody else. `once`: 12 random bytes, base64url, never used twice. */
  seal(text: string, about: string, once: string): string;
  /** Undefined when it was sealed by another Greenroom, for somebody else, or changed since. */
  open(sealed: string, about: string): string | undefined;
}

/** AES-256-GCM under a key that follows from the server's secret, which lies outside the tables. */
export function openSealer(secret: string): Sealer {
  const key = createHmac('sha256', secret).update('greenroom sealed secrets').digest();
  return {
    seal(text, about, once) {
      const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(once, 'base64url')).setAAD(Buffer.from(about));
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `1.${once}.${bytes.toString('base64url')}`;
    },
    open(sealed, about) {
      const [version, once, rest] = sealed.split('.');
      if (version !== '1' || once === undefined || rest === undefined) return undefined;
      try {
        const bytes = Buffer.from(rest, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(once, 'base64url'), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-16));
        return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
