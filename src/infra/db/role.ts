import { createHmac } from 'node:crypto';

/** The role that the program runs as: `<owner>_app`. It owns nothing. */
export const runtimeRole = (ownerUrl: string): string => `${decodeURIComponent(new URL(ownerUrl).username || 'postgres')}_app`;

/**
 * The runtime role's address. Its password follows from the owner's, so that every process with the same DATABASE_URL knows it.
 * Without a password in the address (peer, trust) the owner signs in and takes the role: then `role` says which.
 */
export function runtimeUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  if (url.password === '') return ownerUrl;
  url.username = encodeURIComponent(runtimeRole(ownerUrl));
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update('greenroom runtime role').digest('base64url');
  return url.href;
}
export const assumedRole = (ownerUrl: string): string | undefined =>
  new URL(ownerUrl).password === '' ? runtimeRole(ownerUrl) : undefined;
