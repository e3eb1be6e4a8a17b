-- The second wall (docs/decisions/0033) around what a creator and an agency write to each other, and whom she blocked.
select raise_wall('threads', 'agency_id', 'creator_id');
select raise_wall('messages', 'agency_id', 'creator_id');
select raise_wall('message_files', 'agency_id', 'creator_id');
select raise_wall('message_parts', 'agency_id', 'creator_id');
select raise_wall('blocks', 'agency_id', 'creator_id');
