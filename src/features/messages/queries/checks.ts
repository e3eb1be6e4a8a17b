import { check } from '#src/infra/verify.ts';

export const checks = [
  check(
    'blocks.final',
    'no open invitation and no pipeline entry is left between a creator and an agency that she blocked',
    `select b.creator_id || ' ' || b.agency_id from blocks b
     where exists (select from invites i where i.creator_id = b.creator_id and i.agency_id = b.agency_id and i.state = 'sent')
        or exists (select from leads l where l.creator_id = b.creator_id and l.agency_id = b.agency_id)
        or exists (select from saved_search_hits h where h.creator_id = b.creator_id and h.agency_id = b.agency_id)`,
  ),
  check(
    'messages.numbered',
    'the messages of each conversation are numbered without a gap, and nobody has read beyond the last',
    `select t.creator_id || ' ' || t.agency_id from threads t where t.last_seq <> (select count(*) from messages m
       where m.creator_id = t.creator_id and m.agency_id = t.agency_id) or greatest(t.creator_read, t.agency_read, t.hidden_upto) > t.last_seq`,
  ),
  check(
    'messages.known',
    'each conversation is of a creator who is here',
    `select t.creator_id::text from threads t where not exists (select from creators c where c.creator_id = t.creator_id)`,
  ),
  check(
    'messages.files_sent',
    'each file that was sent belongs to a message of its side',
    `select f.file_id::text from message_files f where f.message_seq is not null and not exists (select from messages m
       where m.creator_id = f.creator_id and m.agency_id = f.agency_id and m.seq = f.message_seq and m.side = f.side)`,
  ),
];
