import { check } from '#src/infra/verify.ts';

const last = `select distinct on (creator_id, purpose) creator_id, purpose, action, event_id, at from consent_events order by creator_id, purpose, at desc, event_id desc`;

/** Whether what committed an event was visible to the search: all of an earlier era was, none of a later one. */
const seen = (event: 'g' | 'w') => `(${event}.era < x.era or (${event}.era = x.era and pg_visible_in_snapshot(${event}.xid, x.snapshot)))`;

/** The permission that a surface needs. */
const asked = `case when x.surface = 'live' then 'live_data' else 'discovery' end`;

export const checks = [
  check(
    'erasures.complete',
    'nothing is here of a profile or an account that was erased',
    `select e.erased_id::text from erasures e where exists (select from creators c where c.creator_id = e.erased_id)
     or exists (select from people p where p.id = e.erased_id) or exists (select from creator_handles h where h.creator_id = e.erased_id)
     or exists (select from discovery_entries d where d.creator_id = e.erased_id)`,
  ),
  check(
    'consents.proved',
    'each permission is the last of its recorded events',
    `select c.creator_id || ' ' || c.purpose from consents c left join (${last}) e using (creator_id, purpose)
     where e.event_id is distinct from c.event_id or c.granted is distinct from (e.action = 'granted')`,
  ),
  check(
    'consents.text_kept',
    'each grant names a text that is kept, by its hash',
    `select e.event_id::text from consent_events e where e.action = 'granted' and not exists (select from consent_texts t
     where t.purpose = e.purpose and t.version = e.text_version and t.locale = e.locale and t.hash = e.text_hash)`,
  ),
  check(
    'consents.adults',
    'nobody of unknown age, or without a person, has a permission on',
    `select c.creator_id::text from consents c join creators r using (creator_id) where c.granted and (r.adult_since is null or r.person_id is null)`,
  ),
  // Order of commit, by PostgreSQL's own ids: the grant was visible to the search, its end was not.
  check(
    'exposures.inside_consent',
    'each profile or LIVE shown was shown under a permission that held in that snapshot',
    `select x.exposure_id::text from exposures x left join consent_events g on g.creator_id = x.creator_id and g.event_id = x.consent_event_id
     where g.event_id is null or g.action <> 'granted' or g.purpose <> ${asked} or not ${seen('g')}
     or exists (select from consent_events w where w.creator_id = x.creator_id and w.purpose = g.purpose and w.action <> 'granted'
       and (w.era, w.xid) > (g.era, g.xid) and ${seen('w')})`,
  ),
];
