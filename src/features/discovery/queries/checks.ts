import { textOfLive } from '#src/features/creators/index.ts';
import { check } from '#src/infra/verify.ts';

export const checks = [
  check(
    'discovery.only_open',
    'search holds nobody whose permission is not on',
    `select e.creator_id::text from discovery_entries e left join consents c on c.creator_id = e.creator_id and c.purpose = 'discovery'
     where c.granted is distinct from true or not exists (select from consent_events g where g.creator_id = e.creator_id
       and g.event_id = e.consent_event_id and g.action = 'granted' and g.purpose = 'discovery')`,
  ),
  check(
    'discovery.bands',
    'search holds exact numbers only of those who share them',
    `select e.creator_id::text from discovery_entries e left join consents c on c.creator_id = e.creator_id and c.purpose = 'exact_numbers'
     where e.exact and c.granted is distinct from true`,
  ),
  check(
    'discovery.lives',
    'search holds what LIVEs came to, and who is with an agency, only of those who agreed to the text that says so',
    `select e.creator_id::text from discovery_entries e left join consents c on c.creator_id = e.creator_id and c.purpose = 'discovery'
     where (e.agency is not null or cardinality(e.hours) > 0 or e.card ->> 'liveAsOn' is not null or e.acv_low is not null)
       and coalesce(c.text_version, 0) < ${textOfLive}`,
  ),
];
