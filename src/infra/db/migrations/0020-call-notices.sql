-- Whom to call is mailed in the morning. In the app the screen Today says it: only who asks for it finds it among the notices too.
update notice_settings set app_off = app_off || array['calls'] where not app_off @> array['calls'];
