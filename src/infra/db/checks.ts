import { check } from '../verify.ts';
import { appendOnly } from './migrate.ts';

/** What must hold of the foundation. */
export const checks = [
  check(
    'outbox.positions',
    'no consumer stands beyond the outbox',
    `select p.consumer from outbox_positions p where p.seq > (select coalesce(max(seq), 0) from outbox) and exists (select from outbox)`,
  ),
  check(
    'store.settled',
    'no restore is half done: what was withdrawn after its backup was withdrawn again',
    `select era::text from store_eras where not settled`,
  ),
  check('outbox.none_parked', 'every event was carried out', `select consumer || ' ' || name || ' ' || seq from outbox_parked`),
  check(
    'idempotency.once',
    'each stored answer belongs to a change that the audit knows',
    `select i.key from idempotency i where not exists (select from audit a where a.act = i.act and a.at = i.at)`,
  ),
  check(
    'role.owns_nothing',
    'the program owns no table',
    `select tablename from pg_tables where schemaname in ('public', 'jobs') and tableowner = current_user`,
  ),
  check(
    'wall.stands',
    'every table with a policy keeps to it, and the program passes by none',
    `select c.relname::text from pg_class c where not c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid)
     union all select rolname::text from pg_roles where rolname = current_user and (rolbypassrls or rolsuper)`,
  ),
  check(
    'role.append_only',
    'the program cannot change or delete what is only added to',
    `select t from unnest(array[${appendOnly.map((t) => `'${t}'`).join(', ')}]) t where has_table_privilege(current_user, t, 'update') or has_table_privilege(current_user, t, 'delete')`,
  ),
];
