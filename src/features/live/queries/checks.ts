import { check } from '#src/infra/verify.ts';

const sums = ['diamonds', 'open_diamonds', 'gifts', 'follows', 'shares', 'chats', 'subscriptions'];
const summed = sums.map((c) => `sum(${c}) as ${c}`).join(', ');
const differs = (a: string, b: string) => sums.map((c) => `coalesce(${a}.${c}, 0) <> coalesce(${b}.${c}, 0)`).join(' or ');

export const checks = [
  check(
    'live.known',
    'each LIVE belongs to a creator who is here',
    `select distinct s.creator_id::text from live_sessions s where not exists (select from creators c where c.creator_id = s.creator_id)`,
  ),
  check(
    'live.minutes',
    'the minutes of a LIVE add up to it, as long as minutes are kept',
    `select s.session_id::text from live_sessions s
     join (select creator_id, session_id, sum(samples) as samples, ${summed} from live_minutes group by 1, 2) m using (creator_id, session_id)
     where s.from_at > now() - interval '300 days' and (s.samples <> m.samples or ${differs('s', 'm')})`,
  ),
  check(
    'live.days',
    'the LIVEs of a creator add up to her days',
    `select s.creator_id::text from (select creator_id, platform, ${summed} from live_sessions group by 1, 2) s
     full join (select creator_id, platform, ${summed} from live_days group by 1, 2) d using (creator_id, platform) where ${differs('s', 'd')}`,
  ),
  check(
    'live.streaks',
    'what streaks are worth is part of their LIVE',
    `select s.session_id::text from live_sessions s
     join (select creator_id, session_id, sum(closed_n::bigint * closed_each) as closed,
         sum(open_n::bigint * open_each) filter (where closed_n is null) as open from live_streaks group by 1, 2) k using (creator_id, session_id)
     where coalesce(k.open, 0) <> s.open_diamonds and s.guest_diamonds = 0 or coalesce(k.closed, 0) > s.diamonds + s.guest_diamonds`,
  ),
];
