import { check } from '#src/infra/verify.ts';

export const checks = [
  check(
    'scouting.only_open',
    'no pipeline holds anybody who cannot be found',
    `select l.agency_id || ' ' || l.creator_id from leads l left join consents c on c.creator_id = l.creator_id and c.purpose = 'discovery'
     where c.granted is distinct from true`,
  ),
];
