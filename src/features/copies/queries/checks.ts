import { check } from '#src/infra/verify.ts';
import { triesSoon } from '../rules.ts';

export const checks = [
  check(
    'copies.unchanged',
    'the file of each copy has the hash that was kept when it was made',
    `select copy_id::text from agreement_copies where content is not null
     and (encode(sha256(content), 'hex') <> sha256 or octet_length(content) <> bytes)`,
  ),
  check(
    'copies.kept',
    'no copy that was made has lost its file, unless the creator was erased, and the hash is the one that the audit log has',
    `select copy_id::text from agreement_copies where made_at is not null and content is null and agreed is not null
     union all select copy_id::text from agreement_copies c where made_at is not null and not exists (select from audit a
       where a.creator_id = c.creator_id and a.act = 'copies.keep' and a.subject ->> 'copyId' = c.copy_id::text and a.subject ->> 'sha256' = c.sha256)
     union all select copy_id::text from agreement_copies c where agreed is null and not exists (select from erasures e where e.erased_id = c.creator_id)
     union all select a.subject ->> 'copyId' from audit a where a.act = 'copies.keep' and a.subject ->> 'kept' = 'true'
       and not exists (select from agreement_copies c where c.copy_id::text = a.subject ->> 'copyId')`,
  ),
  check(
    'copies.made',
    'no copy was tried in vain again and again',
    `select copy_id::text from agreement_copies where content is null and agreed is not null and tries >= ${triesSoon}`,
  ),
];
