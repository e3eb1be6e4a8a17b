import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { BadgeCheck, Plus } from 'lucide-react';
import { useState } from 'react';
import { Problem } from '#src/web/api.ts';
import type { AgencyCard } from '#src/web/client.gen.ts';
import { country, day, language, list, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Dialog } from '#src/web/kit/Dialog.tsx';
import { Select, TextArea, TextField, Wrong } from '#src/web/kit/Field.tsx';
import { DeskPage } from '#src/web/kit/Frame.tsx';
import { HouseMark } from '#src/web/kit/HouseMark.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Mark } from '#src/web/kit/Mark.tsx';
import { OnceLink } from '#src/web/kit/OnceLink.tsx';
import { Prov } from '#src/web/kit/Prov.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Empty, Refused, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { tell } from '#src/web/kit/Toast.tsx';
import { may, useMe } from '#src/web/me.ts';
import { usePages } from '#src/web/pages.ts';
import { useChange } from '#src/web/queries.ts';
import { PageError } from '#src/web/shell/PageError.tsx';
import { capital } from '#src/web/words/names.ts';
import { countries, languages } from '#src/web/words/places.ts';
import { sayProblem } from '#src/web/words/problems.ts';

/** Every agency of this Greenroom: make one, verify one. */
export default function Agencies() {
  const { t } = useLingui();
  const { data: me } = useMe();
  const agencies = usePages('agencies.directory', { query: { limit: 200 } }, (given, cursor) => ({
    ...given,
    query: { ...given.query, cursor },
  }));
  const [making, setMaking] = useState(false);
  const verify = useChange('agencies.verify', { touches: ['agencies.directory', 'agencies.show'] });
  const { first, items, hasNextPage } = agencies;
  if (me && me.operator === undefined) {
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
  if (agencies.isError && !first) {
    return (
      <DeskPage padded>
        <PageError error={agencies.error} again={() => void agencies.refetch()} />
      </DeskPage>
    );
  }
  if (!first) {
    return (
      <DeskPage padded>
        <SayBone label={t`Loading the agencies`} />
        <div className="mt-8">
          <Skeleton rows={8} />
        </div>
      </DeskPage>
    );
  }
  const make = may(me, 'agencies.create') && (
    <Btn go icon={Plus} onClick={() => setMaking(true)}>
      <Trans>Make an agency</Trans>
    </Btn>
  );
  const verified = items.filter(({ verifiedAt }) => verifiedAt !== null).length;
  const mark = ({ agencyId, name }: AgencyCard) =>
    verify.mutate(
      { path: { agencyId } },
      {
        onSuccess: () => tell({ title: t`${name} is verified.`, how: t`Creators see it beside every invitation.` }),
        onError: (error) => tell({ title: sayProblem(error), urgent: true }),
      },
    );
  return (
    <DeskPage padded>
      {items.length === 0 ? (
        <Empty say={<Trans>No agency works here yet.</Trans>} act={make || undefined}>
          <Trans>Make one and send its owner the link. From then on the agency looks after its own people.</Trans>
        </Empty>
      ) : (
        <>
          <div className="flex flex-wrap items-start justify-between gap-4">
            <Say then={<Plural value={verified} _0="None is verified." one="# is verified." other="# are verified." />}>
              {hasNextPage ? (
                <Trans>More than {number(items.length)} agencies work here.</Trans>
              ) : (
                <Plural value={items.length} one="# agency works here." other="# agencies work here." />
              )}
            </Say>
            {make}
          </div>
          <RuledList className="mt-5 border-y border-line" label={t`Agencies`}>
            {items.map((agency) => (
              <Line
                key={agency.agencyId}
                lead={<HouseMark id={agency.agencyId} size={34} />}
                what={<bdi>{agency.name}</bdi>}
                how={
                  <Prov
                    parts={[
                      [agency.city, agency.country === null ? null : country(agency.country)].filter(Boolean).join(', '),
                      agency.languages.length > 0 && list(agency.languages.map((tag) => capital(language(tag)))),
                      t`since ${day(agency.since)}`,
                      agency.verifiedAt !== null && t`verified ${day(agency.verifiedAt)}`,
                    ]}
                  />
                }
                end={
                  agency.verifiedAt !== null ? (
                    <Mark icon={BadgeCheck} tone="pos">
                      <Trans>verified</Trans>
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
                    <Trans>not verified</Trans>
                  )
                }
              />
            ))}
          </RuledList>
          {hasNextPage && (
            <div className="acts mt-3">
              <Btn small busy={agencies.isFetchingNextPage} onClick={() => void agencies.fetchNextPage()}>
                <Trans>Show more</Trans>
              </Btn>
            </div>
          )}
        </>
      )}
      {making && <Make onClose={() => setMaking(false)} />}
    </DeskPage>
  );
}

function Make({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [city, setCity] = useState('');
  const [land, setLand] = useState('');
  const [tongue, setTongue] = useState('');
  const [about, setAbout] = useState('');
  const make = useChange('agencies.create', { touches: ['agencies.directory'] });
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
        {make.isError && (
          <div className="field">
            <Wrong>{sayProblem(make.error)}</Wrong>
          </div>
        )}
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
