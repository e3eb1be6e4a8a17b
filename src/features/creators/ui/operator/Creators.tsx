import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CalendarX, CircleDashed, Handshake, KeyRound } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { ListedCreator } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { country, day, number } from '#src/web/format.ts';
import { Avatar } from '#src/web/kit/Avatar.tsx';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { ExportBtn } from '#src/web/kit/ExportBtn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Select } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { LongList } from '#src/web/kit/LongList.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { OnceLink } from '#src/web/kit/OnceLink.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SearchWords } from '#src/web/kit/SearchWords.tsx';
import { Empty } from '#src/web/kit/States.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { platformName } from '#src/web/words/names.ts';
import { countries } from '#src/web/words/places.ts';

const names = ['q', 'claimed', 'optedIn', 'age', 'country', 'platform', 'sort'] as const;
const yesNo = ['yes', 'no'] as const;
const platforms = ['tiktok', 'twitch', 'youtube', 'other'] as const;

/** Every profile of this Greenroom: whose it is, whether its age is known, whether agencies can find it. */
export default function Creators() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [asked, change] = useFilters(names);
  const [claiming, setClaiming] = useState<ListedCreator | null>(null);
  const wish = {
    q: asked.q.trim(),
    claimed: oneOf(asked.claimed, yesNo),
    optedIn: oneOf(asked.optedIn, yesNo),
    age: oneOf(asked.age, ['known', 'unknown']),
    country: /^[A-Z]{2}$/.test(asked.country) ? asked.country : '',
    platform: oneOf(asked.platform, platforms),
    sort: oneOf(asked.sort, ['name', 'followers']),
  };
  const query = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== '')) as Record<string, never>;
  const filtered = Object.keys(query).some((name) => name !== 'sort');
  const list = usePages('creators.list', { query: { ...query, limit: 100 } });
  const { first, items, readOn } = list;
  const words = useCallback((q: string) => change({ q }), [change]);
  if (!first) {
    return (
      <DeskPage padded>
        <NotYet read={list} label={t`Loading the creators`} rows={9} />
      </DeskPage>
    );
  }
  if (first.total === 0 && !filtered) {
    return (
      <DeskPage padded>
        <Empty say={<Trans>No creator is here yet.</Trans>}>
          <Trans>Creators sign up by themselves, or their profiles are imported: greenroom import creators FILE.</Trans>
        </Empty>
      </DeskPage>
    );
  }
  const any = { value: '' as const, label: t`Any` };
  const claims = may(me, 'creators.claimLink');
  const pick = (name: (typeof names)[number]) => (value: string) => change({ [name]: value });
  const top = (
    <div className="grid gap-4 px-(--gutter) pt-5.5 pb-4">
      <Say then={filtered ? <Trans>They fit what you ask for.</Trans> : <Trans>Agencies find only those who said yes.</Trans>}>
        <Plural value={first.total} _0="No creator fits." one="# creator." other="# creators." />
      </Say>
      <div className="flex">
        <SearchWords label={t`Search creators`} placeholder={t`Name or handle`} value={asked.q} onChange={words} />
      </div>
      <div className="grid grid-cols-2 items-end gap-3 min-[900px]:grid-cols-6">
        <Select
          label={<Trans>Profile</Trans>}
          value={wish.claimed}
          onChange={pick('claimed')}
          options={[any, { value: 'yes', label: t`Has a person` }, { value: 'no', label: t`Not claimed` }]}
        />
        <Select
          label={<Trans>Invitations</Trans>}
          value={wish.optedIn}
          onChange={pick('optedIn')}
          options={[any, { value: 'yes', label: t`Open to them` }, { value: 'no', label: t`Not open` }]}
        />
        <Select
          label={<Trans>Age</Trans>}
          value={wish.age}
          onChange={pick('age')}
          options={[any, { value: 'known', label: t`18 or over` }, { value: 'unknown', label: t`Not known` }]}
        />
        <Select
          label={<Trans>Platform</Trans>}
          value={wish.platform}
          onChange={pick('platform')}
          options={[any, ...platforms.map((value) => ({ value, label: platformName(value) }))]}
        />
        <Select label={<Trans>Country</Trans>} value={wish.country} onChange={pick('country')} options={[any, ...countries()]} />
        <Select
          label={<Trans>Order</Trans>}
          value={wish.sort}
          onChange={pick('sort')}
          options={[
            { value: '', label: t`Newest first` },
            { value: 'name', label: t`By name` },
            { value: 'followers', label: t`Most followers` },
          ]}
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <ExportBtn<ListedCreator>
          operation="creators.list"
          query={query}
          name="creators"
          head={[
            t`Creator`,
            t`Handles`,
            t`Country`,
            t`Languages`,
            t`Followers`,
            t`Figures as of`,
            t`Claimed`,
            t`18 or over`,
            t`Open to invitations`,
            t`Since`,
          ]}
          row={(c) => [
            c.displayName,
            c.handles.map(({ platform, handle }) => `${platform}:${handle}`).join(' '),
            c.country,
            c.languages.join(' '),
            c.followers,
            c.figuresAsOf,
            c.claimedAt,
            c.ageKnown ? t`yes` : t`not known`,
            c.optedIn ? t`yes` : t`no`,
            c.since,
          ]}
        />
        {filtered && (
          <Btn small onClick={() => change({ q: '', claimed: '', optedIn: '', age: '', country: '', platform: '' })}>
            <Trans>Clear all filters</Trans>
          </Btn>
        )}
      </div>
    </div>
  );
  return (
    <DeskPage fill>
      <LongList
        label={t`Creators`}
        items={items}
        idOf={(c) => c.creatorId}
        height={64}
        total={first.total}
        busy={list.isPlaceholderData}
        onEnd={readOn}
        top={top}
        row={(creator) => <Row creator={creator} {...(claims ? { onClaim: () => setClaiming(creator) } : {})} />}
        foot={
          <p className="prov px-(--gutter) py-3.5">
            <Trans>
              {number(items.length)} of {number(first.total)} loaded
            </Trans>
          </p>
        }
      />
      {claiming && <ClaimLink creator={claiming} onClose={() => setClaiming(null)} />}
    </DeskPage>
  );
}

function Row({ creator, onClaim }: { creator: ListedCreator; onClaim?: () => void }) {
  const { t } = useLingui();
  const handle = creator.handles[0];
  return (
    <div className="grid min-h-16 items-center gap-x-5 gap-y-1.5 py-2.5 min-[900px]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,3fr)_auto]">
      <div className="creator">
        <Avatar id={creator.creatorId} name={creator.displayName} />
        <div className="min-w-0">
          <div className="flex min-w-0">
            <bdi className="name">{creator.displayName}</bdi>
          </div>
          <div className="prov truncate">
            {handle && (
              <>
                <bdi>@{handle.handle}</bdi>, {platformName(handle.platform)}
              </>
            )}
            {creator.handles.length > 1 && <Plural value={creator.handles.length - 1} one=" and # more" other=" and # more" />}
          </div>
        </div>
      </div>
      <div>
        {creator.followers === null ? (
          <span className="text-text-3">
            <Trans>no figures</Trans>
          </span>
        ) : (
          <Plural value={creator.followers} one="# follower" other="# followers" />
        )}
        <Prov
          parts={[
            creator.country !== null && country(creator.country),
            creator.figuresAsOf !== null && t`as of ${day(creator.figuresAsOf)}`,
          ]}
        />
      </div>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {creator.optedIn && (
          <Mark icon={Handshake} tone="pos">
            <Trans>open to invitations</Trans>
          </Mark>
        )}
        {creator.claimedAt === null ? (
          <Mark icon={CircleDashed}>
            <Trans>not claimed</Trans>
          </Mark>
        ) : (
          !creator.ageKnown && (
            <Mark icon={CalendarX} tone="warn">
              <Trans>age not known</Trans>
            </Mark>
          )
        )}
        {creator.claimedAt !== null && !creator.optedIn && <Prov parts={[t`claimed ${day(creator.claimedAt)}`]} />}
      </div>
      {creator.claimedAt === null && handle && onClaim ? (
        <span>
          <Btn small icon={KeyRound} label={t`Claim link for ${creator.displayName}`} onClick={onClaim}>
            <Trans>Claim link</Trans>
          </Btn>
        </span>
      ) : (
        <span />
      )}
    </div>
  );
}

function ClaimLink({ creator, onClose }: { creator: ListedCreator; onClose: () => void }) {
  const { platform, handle } = creator.handles[0]!;
  const link = useChange('creators.claimLink');
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Link for @{handle}</Trans>}
      said={
        <Trans>
          Whoever opens it first, signed in and of age, takes the profile over and decides what agencies see. An earlier link to this
          profile stops working.
        </Trans>
      }
      acts={
        link.data ? (
          <Btn onClick={onClose}>
            <Trans>Done</Trans>
          </Btn>
        ) : (
          <>
            <Btn go busy={link.isPending} onClick={() => link.mutate({ body: { platform, handle } })}>
              <Trans>Make the link</Trans>
            </Btn>
            <Btn onClick={onClose}>
              <Trans>Cancel</Trans>
            </Btn>
          </>
        )
      }
    >
      {link.data && <OnceLink label={<Trans>Link</Trans>} {...link.data} to={{ handle, platform }} />}
      <Failed error={link.error} />
    </Dialog>
  );
}
