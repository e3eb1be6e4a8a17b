// An agency at its desk and a creator on her phone: whom most journeys are about.
import { makeAgency, makeOperator, setConsent, type MadeAgency, type MadeCreator } from '../make.ts';
import type { Caller } from '../server.ts';
import type { Stage, Window } from './browser.ts';

/** Aylin, who can sign in on the page and be found. */
export async function enrolCreator(stage: Stage): Promise<{ her: MadeCreator; person: Awaited<ReturnType<Stage['enrol']>> }> {
  const person = await stage.enrol('Aylin Doğan');
  const caller = await stage.t.callerOf(person.personId);
  const profile = {
    displayName: 'Aylin Doğan',
    handle: 'aylin',
    platform: 'twitch',
    languages: ['en'],
    country: 'DE',
    birthDate: '1995-05-05',
  };
  const { creatorId } = (await caller.post('/v1/me/creator', profile)).body;
  const her: MadeCreator = { ...caller, creatorId, handle: profile.handle };
  await setConsent(her, 'discovery', true);
  return { her, person };
}

export interface Pair {
  operator: Caller;
  agency: MadeAgency;
  /** Jonas of that agency, signed in on a wide screen. */
  desk: Window;
  her: MadeCreator;
  /** Aylin's, signed in. */
  phone: Window;
}
export async function openPair(stage: Stage, role: 'owner' | 'manager' = 'manager'): Promise<Pair> {
  const { t } = stage;
  const operator = await makeOperator(t);
  const agency = await makeAgency(t, operator, 'Northlight Studio');
  const { her, person } = await enrolCreator(stage);
  const colleague = await stage.enrol('Jonas Feld');
  await t.app.carryOut('agencies.seat', { agencyId: agency.agencyId, personId: colleague.personId, role });
  const desk = await stage.open({ wide: true });
  await desk.enter(colleague);
  const phone = await stage.open();
  await phone.enter(person);
  return { operator, agency, desk, her, phone };
}
