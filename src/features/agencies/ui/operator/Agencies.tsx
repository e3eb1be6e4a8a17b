import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { BadgeCheck, KeyRound, Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Problem } from '#src/web/api.ts';
import type { ListedAgency } from '#src/web/client.gen.ts';
import { oneOf, useFilters } from '#src/web/filters.ts';
import { country, day, language, list } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { ExportBtn } from '#src/web/kit/ExportBtn.tsx';
import { Failed } from '#src/web/kit/Failed.tsx';
import { Select, TextArea, TextField } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { OnceLink } from '#src/web/kit/OnceLink.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { SearchWords } from '#src/web/kit/SearchWords.tsx';
import { Empty, Refused } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { NotYet } from '#src/web/shell/NotYet.tsx';
import { capital } from '#src/web/words/names.ts';
import { countries, languages } from '#src/web/words/places.ts';
import { sayProblem } from '#src/web/words/problems.ts';

const names = ['q', 'verified', 'country', 'sort'] as const;

/** Every agency of this Greenroom: make one, verify one, let a new owner in. */
export default function Agencies() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const [asked, change] = useFilters(names);
  const wish = {
    q: asked.q.trim(),
    verified: oneOf(asked.verified, ['yes', 'no']),
    country: /^[A-Z]{2}$/.test(asked.country) ? asked.country : '',
    sort: oneOf(asked.sort, ['newest', 'staff', 'members']),
  };
  const query = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== '')) as Record<string, never>;
  const filtered = Object.keys(query).some((name) => name !== 'sort');
  const operates = me?.operator !== undefined;
  const agencies = usePages('ops.agencies', { query: { ...query, limit: 100 } }, { enabled: operates });
  const [making, setMaking] = useState(false);
  const [linking, setLinking] = useState<ListedAgency | null>(null);
  const verify = useChange('agencies.verify', { touches: ['ops.agencies', 'agencies.show'] });
  const words = useCallback((q: string) => change({ q }), [change]);
  const { first, items, hasNextPage } = agencies;
  if (me && !operates) {
    return (
      <DeskPage padded>
        <Refused
          say={<Trans>This room is the operator’s.</Trans>}
          why={<Trans>You are signed in, but not as an operator of this Greenroom.</Trans>}
          change={<Trans>The first start prints a link that makes its reader the operator.</Trans>}
          acts={
            <Btn go to="/">
              <Trans>To my room</Trans>
            </Btn>
          }
          code="people.operators_only"
        />
      </DeskPage>
    );
  }
  if (!first) {
    return (
      <DeskPage padded>
        <NotYet read={agencies} label={t`Loading the agencies`} rows={8} />
      </DeskPage>
    );
  }
  const make = may(me, 'agencies.create') && (
    <Btn go icon={Plus} onClick={() => setMaking(true)}>
      <Trans>Make an agency</Trans>
    </Btn>
  );
  const any = { value: '' as const, label: t`Any` };
  const pick = (name: (typeof names)[number]) => (value: string) => change({ [name]: value });
  const mark = ({ agencyId, name }: ListedAgency) =>
    verify.mutate(
      { path: { agencyId } },
      {
        onSuccess: () => tell({ title: t`${name} is verified.`, how: t`Creators see it beside every invitation.` }),
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  if (first.total === 0 && !filtered) {
    return (
      <DeskPage padded>
        <Empty say={<Trans>No agency works here yet.</Trans>} act={make || undefined}>
          <Trans>Make one and send its owner the link. From then on the agency looks after its own people.</Trans>
        </Empty>
        {making && <Make onClose={() => setMaking(false)} />}
      </DeskPage>
    );
  }
  const lonely = items.filter(({ owners }) => owners === 0).length;
  return (
    <DeskPage padded>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <Say then={<Plural value={lonely} _0="Each has an owner." one="# has no owner yet." other="# have no owner yet." />}>
          {filtered ? (
            <Plural value={first.total} _0="No agency fits." one="# agency fits." other="# agencies fit." />
          ) : (
            <Plural value={first.total} one="# agency works here." other="# agencies work here." />
          )}
        </Say>
        {make}
      </div>
      <div className="mt-4 flex">
        <SearchWords label={t`Search agencies`} placeholder={t`Name or city`} value={asked.q} onChange={words} />
      </div>
      <div className="mt-4 grid grid-cols-2 items-end gap-3 min-[900px]:max-w-[720px] min-[900px]:grid-cols-3">
        <Select
          label={<Trans>Verified</Trans>}
          value={wish.verified}
          onChange={pick('verified')}
          options={[any, { value: 'yes', label: t`Verified` }, { value: 'no', label: t`Not verified` }]}
        />
        <Select label={<Trans>Country</Trans>} value={wish.country} onChange={pick('country')} options={[any, ...countries()]} />
        <Select
          label={<Trans>Order</Trans>}
          value={wish.sort}
          onChange={pick('sort')}
          options={[
            { value: '', label: t`By name` },
            { value: 'newest', label: t`Newest first` },
            { value: 'staff', label: t`Most staff` },
            { value: 'members', label: t`Most members` },
          ]}
        />
      </div>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <ExportBtn<ListedAgency>
          operation="ops.agencies"
          query={query}
          name="agencies"
          head={[t`Agency`, t`City`, t`Country`, t`Languages`, t`Owners`, t`Staff`, t`Members`, t`Verified`, t`Since`]}
          row={(a) => [a.name, a.city, a.country, a.languages.join(' '), a.owners, a.staff, a.members, a.verifiedAt, a.since]}
        />
        {filtered && (
          <Btn small onClick={() => change({ q: '', verified: '', country: '' })}>
            <Trans>Clear all filters</Trans>
          </Btn>
        )}
      </div>
      <RuledList className="mt-4 border-y border-line" label={t`Agencies`}>
        {items.map((agency) => (
          <li
            key={agency.agencyId}
            className="grid items-center gap-x-5 gap-y-2 py-3 min-[900px]:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,4fr)]"
          >
            <div className="creator">
              <HouseMark id={agency.agencyId} size={34} />
              <div className="min-w-0">
                <div className="flex min-w-0">
                  <bdi className="name">{agency.name}</bdi>
                </div>
                <Prov
                  parts={[
                    [agency.city, agency.country === null ? null : country(agency.country)].filter(Boolean).join(', '),
                    agency.languages.length > 0 && list(agency.languages.map((tag) => capital(language(tag)))),
                    t`since ${day(agency.since)}`,
                  ]}
                />
              </div>
            </div>
            <div>
              <Plural value={agency.members} _0="no members" one="# member" other="# members" />
              <Prov
                parts={[
                  <Plural key="staff" value={agency.staff} _0="nobody works there" one="# works there" other="# work there" />,
                  agency.owners === 0 && <Trans key="owner">no owner</Trans>,
                  agency.openOwnerLinks > 0 && (
                    <Plural key="links" value={agency.openOwnerLinks} one="# owner’s link is open" other="# owner’s links are open" />
                  ),
                ]}
              />
            </div>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2 min-[900px]:justify-end">
              {agency.verifiedAt !== null ? (
                <Mark icon={BadgeCheck} tone="pos">
                  <Trans>verified {day(agency.verifiedAt)}</Trans>
                </Mark>
              ) : may(me, 'agencies.verify') ? (
                <Btn
                  small
                  busy={verify.isPending && verify.variables.path.agencyId === agency.agencyId}
                  label={t`Verify ${agency.name}`}
                  onClick={() => mark(agency)}
                >
                  <Trans>Verify</Trans>
                </Btn>
              ) : (
                <span className="text-text-2">
                  <Trans>not verified</Trans>
                </span>
              )}
              {may(me, 'agencies.ownerLink') && (
                <Btn small icon={KeyRound} label={t`Owner’s link for ${agency.name}`} onClick={() => setLinking(agency)}>
                  <Trans>Owner’s link</Trans>
                </Btn>
              )}
            </div>
          </li>
        ))}
      </RuledList>
      {hasNextPage && (
        <div className="acts mt-3">
          <Btn small busy={agencies.isFetchingNextPage} onClick={() => void agencies.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Btn>
        </div>
      )}
      {making && <Make onClose={() => setMaking(false)} />}
      {linking && <OwnerLink agency={linking} onClose={() => setLinking(null)} />}
    </DeskPage>
  );
}

function OwnerLink({ agency, onClose }: { agency: ListedAgency; onClose: () => void }) {
  const link = useChange('agencies.ownerLink', { touches: ['ops.agencies'] });
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>A further owner for {agency.name}</Trans>}
      said={
        <Plural
          value={agency.owners}
          _0="It has no owner. Whoever opens the link first, signed in, becomes one."
          one="It has # owner, who stays. Whoever opens the link first, signed in, becomes one as well."
          other="It has # owners, who stay. Whoever opens the link first, signed in, becomes one as well."
        />
      }
      acts={
        link.data ? (
          <Btn onClick={onClose}>
            <Trans>Done</Trans>
          </Btn>
        ) : (
          <>
            <Btn go busy={link.isPending} onClick={() => link.mutate({ path: { agencyId: agency.agencyId } })}>
              <Trans>Make the link</Trans>
            </Btn>
            <Btn onClick={onClose}>
              <Trans>Cancel</Trans>
            </Btn>
          </>
        )
      }
    >
      {link.data && <OnceLink label={<Trans>Link</Trans>} {...link.data} />}
      <Failed error={link.error} />
    </Dialog>
  );
}

function Make({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [city, setCity] = useState('');
  const [land, setLand] = useState('');
  const [tongue, setTongue] = useState('');
  const [about, setAbout] = useState('');
  const make = useChange('agencies.create', { touches: ['ops.agencies'] });
  const wrong = (field: string) =>
    make.error instanceof Problem && make.error.errors.some(({ path }) => path.endsWith(field)) ? t`This cannot be used.` : undefined;
  const submit = () =>
    make.mutate({
      body: {
        name: name.trim(),
        city: city.trim() || null,
        country: land || null,
        languages: tongue === '' ? [] : [tongue],
        about: about.trim(),
      },
    });
  if (make.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={<Trans>{name} is made</Trans>}
        said={<Trans>Send this link to its first owner yourself. Whoever opens it first, signed in, becomes the owner.</Trans>}
        acts={
          <Btn onClick={onClose}>
            <Trans>Done</Trans>
          </Btn>
        }
      >
        <OnceLink label={<Trans>Owner’s link</Trans>} {...make.data.ownerLink} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={<Trans>Make an agency</Trans>}
      said={<Trans>It stands in the directory at once, not verified.</Trans>}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!make.isPending) submit();
        }}
      >
        <TextField
          label={<Trans>Name</Trans>}
          value={name}
          onChange={setName}
          maxLength={80}
          required
          error={wrong('name')}
          autoComplete="off"
        />
        <TextField label={<Trans>City</Trans>} value={city} onChange={setCity} maxLength={80} error={wrong('city')} autoComplete="off" />
        <Select
          label={<Trans>Country</Trans>}
          value={land}
          onChange={setLand}
          options={[{ value: '', label: t`Not said` }, ...countries()]}
        />
        <Select
          label={<Trans>Language</Trans>}
          value={tongue}
          onChange={setTongue}
          options={[{ value: '', label: t`Not said` }, ...languages().map(({ value, label }) => ({ value, label: capital(label) }))]}
        />
        <TextArea
          label={<Trans>About</Trans>}
          value={about}
          onChange={setAbout}
          maxLength={1000}
          rows={3}
          hint={<Trans>What creators should know of it. Everybody can read it.</Trans>}
          error={wrong('about')}
        />
        <Failed error={make.error} />
        <div className="acts">
          <Btn go type="submit" busy={make.isPending} disabled={name.trim() === ''}>
            <Trans>Make the agency</Trans>
          </Btn>
          <Btn onClick={onClose}>
            <Trans>Cancel</Trans>
          </Btn>
        </div>
      </form>
    </Dialog>
  );
}
