import { check } from '#src/infra/verify.ts';

export const checks = [
  check(
    'discovery.only_open',
    'search holds nobody whose permission is not on, by that very permission',
    `select e.creator_id::text from discovery_entries e left join consents c on c.creator_id = e.creator_id and c.purpose = 'discovery'
     where c.granted is distinct from true or c.event_id <> e.consent_event_id`,
  ),
  check(
    'discovery.bands',
    'search holds exact numbers only of those who share them',
    `select e.creator_id::text from discovery_entries e left join consents c on c.creator_id = e.creator_id and c.purpose = 'exact_numbers'
     where e.exact and c.granted is distinct from true`,
  ),
];
