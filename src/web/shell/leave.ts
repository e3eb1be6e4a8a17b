import { auth } from '../api.ts';

/** Signs out and loads the door anew, so that nothing of the former person stays in memory. */
export async function leave(): Promise<void> {
  await auth('sign-out').catch(() => undefined);
  location.assign('/sign-in');
}
