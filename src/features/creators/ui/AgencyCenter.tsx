import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { FileText } from 'lucide-react';
import type { Answer } from '#src/web/api.ts';
import { useNow } from '#src/web/clock.ts';
import { day, instant, number } from '#src/web/format.ts';
import { Btn } from '#src/web/kit/Btn.tsx';
import { Consent } from '#src/web/kit/Consent.tsx';
import { Wrong } from '#src/web/kit/Field.tsx';
import { PhonePage } from '#src/web/kit/Frame.tsx';
import { Line, RuledList } from '#src/web/kit/Lists.tsx';
import { Say } from '#src/web/kit/Say.tsx';
import { Section, Sheet } from '#src/web/kit/Sheet.tsx';
import { Bone, Refused, SayBone, Skeleton } from '#src/web/kit/States.tsx';
import { useRead } from '#src/web/queries.ts';
import { CreatorError } from '#src/web/shell/CreatorError.tsx';
import { sayCode } from '#src/web/words/problems.ts';
import { Preview } from './parts/Preview.tsx';
import { History, recordOf, type OneConsent } from './parts/Record.tsx';
import { keyOfSeen, SeenLine } from './parts/SeenLine.tsx';
import { useConsent, type Purpose } from './parts/useConsent.ts';

type Center = Answer<'creators.agencyCenter'>;

/** The switch, its text, what agencies see, the permissions, who looked. */
export default function AgencyCenter() {
  const { t } = useLingui();
  const read = useRead('creators.agencyCenter');
  const invites = useRead('invites.mine', { query: {} });
  const consent = useConsent(read.data, () => void read.refetch());
  const center = read.data;
  const page = (children: React.ReactNode) => <PhonePage title={t`Agency Center`}>{children}</PhonePage>;
  if (!center) {
    if (read.error) return page(<CreatorError error={read.error} again={() => void read.refetch()} />);
    return page(
      <>
        <SayBone />
        <div className="mt-5">
          <Bone height={172} round={12} />
        </div>
        <Section title={t`What agencies see`}>
          <Skeleton rows={5} avatar={false} />
        </Section>
      </>,
    );
  }
  if (!center.visible) return page(<NotOffered center={center} />);
  const discovery = center.consents.find(({ purpose }) => purpose === 'discovery');
  const on = discovery?.granted ?? false;
  return page(
    <>
      <Answered center={center} on={on} open={invites.data?.open} />
      <div className="mt-[18px]">
        <Lead center={center} consent={consent} open={invites.data?.open ?? 0} />
      </div>
      <Preview preview={center.preview} on={on} />
      <Section title={<Trans>Separate permissions</Trans>}>
        <Sheet rule label={t`Separate permissions`}>
          {center.consents.map((one) => (
            <Permission key={one.purpose} center={center} purpose={one.purpose} consent={consent} />
          ))}
        </Sheet>
      </Section>
      <Section title={<Trans>Who may invite you</Trans>}>
        <RuledList className="border-y border-line">
          <Line
            to="/invitations/filters"
            what={<Conditions />}
            how={<Trans>share at most, language, verified only, how many at once</Trans>}
          />
        </RuledList>
      </Section>
      <WhoSawYou invites={invites.data} />
    </>,
  );
}

/** How many conditions of her own an agency has to meet. */
function Conditions() {
  const { data } = useRead('invites.filters');
  if (!data) return <Trans>Your conditions</Trans>;
  const set = [data.commissionBpsMax !== null, data.languages.length > 0, data.verifiedOnly, data.inboxMax !== null].filter(Boolean).length;
  return <Plural value={set} _0="Any agency, within the rules" one="One condition of yours" other="# conditions of yours" />;
}

function Answered({ center, on, open }: { center: Center; on: boolean; open: number | undefined }) {
  if (center.blocked === 'age_unknown' && !on)
    return (
      <Say then={<Trans>Your age is not known here.</Trans>}>
        <Trans>No agency can find you.</Trans>
      </Say>
    );
  if (!on)
    return (
      <Say then={<Trans>It stays so until you switch it on.</Trans>}>
        <Trans>No agency can find you.</Trans>
      </Say>
    );
  return (
    <Say
      then={
        open === undefined ? undefined : (
          <Plural
            value={open}
            _0="No invitation is open."
            _2="Two invitations are open."
            _3="Three invitations are open."
            one="One invitation is open."
            other="# invitations are open."
          />
        )
      }
    >
      <Trans>Any agency can find you and invite you.</Trans>
    </Say>
  );
}

function Lead({ center, consent, open }: { center: Center; consent: ReturnType<typeof useConsent>; open: number }) {
  const { t } = useLingui();
  const one = center.consents.find(({ purpose }) => purpose === 'discovery');
  const text = center.texts.find(({ purpose }) => purpose === 'discovery');
  if (!one || !text) return null;
  const busy = consent.busy?.purpose === 'discovery' ? consent.busy : null;
  const given = one.grantedAt === null ? '' : instant(one.grantedAt, { named: true });
  const ended = one.withdrawnAt === null ? '' : instant(one.withdrawnAt, { named: true });
  const since = busy
    ? busy.granted
      ? t`Switching on …`
      : t`Switching off …`
    : one.granted
      ? t`On since ${given}`
      : ended !== ''
        ? t`Off since ${ended}`
        : t`Off. It was never on.`;
  const version = text.version;
  const from = day(text.since);
  const blocked = !one.granted && center.blocked !== null ? sayCode(`creators.${center.blocked}`, '') : '';
  const wrong = consent.refused?.purpose === 'discovery' ? consent.refused.words : blocked;
  return (
    <Sheet
      foot={
        <>
          <FileText size={17} strokeWidth={1.75} aria-hidden="true" />
          <span className="flex-1">
            <Trans>
              Text {version} of {from}
            </Trans>
          </span>
          <span className="prov" title={text.hash}>
            <Trans>
              fingerprint <bdi>{text.hash.slice(0, 12)}</bdi>
            </Trans>
          </span>
        </>
      }
    >
      <Consent
        lead
        title={text.title}
        since={<span role="status">{since}</span>}
        on={one.granted}
        disabled={blocked !== ''}
        onChange={(granted) => consent.set('discovery', granted)}
      >
        {text.body}
      </Consent>
      {one.granted && open > 0 && (
        <p className="px-4 pb-3 text-dense text-text-2">
          <Plural
            value={open}
            one="Switched off now, your open invitation ends at the same moment."
            other="Switched off now, your # open invitations end at the same moment."
          />
        </p>
      )}
      {wrong !== '' && (
        <div className="field px-4 pb-4">
          <Wrong>{wrong}</Wrong>
        </div>
      )}
    </Sheet>
  );
}

function Permission({ center, purpose, consent }: { center: Center; purpose: Purpose; consent: ReturnType<typeof useConsent> }) {
  const { t } = useLingui();
  const one = center.consents.find((each) => each.purpose === purpose);
  const text = center.texts.find((each) => each.purpose === purpose);
  if (!one || !text) return null;
  const title = purpose === 'discovery' ? t`Be found` : text.title;
  const busy = consent.busy?.purpose === purpose ? consent.busy : null;
  const wrong = consent.refused?.purpose === purpose ? consent.refused.words : '';
  const exact = center.preview.exact.figures.averageViewers;
  const now = center.preview.now.figures.averageViewers;
  const figure = exact?.ink === 'exact' ? number(exact.value) : '';
  const band = now?.ink === 'range' ? `${number(now.from)}–${number(now.to)}` : '';
  const record = busy ? [busy.granted ? t`Switching on …` : t`Switching off …`] : recordOf(one);
  const version = text.version;
  if (one.granted && one.textVersion !== null && one.textVersion < version) record.push(t`the newest text is ${version}`);
  return (
    <div>
      <Consent
        title={title}
        on={one.granted}
        onChange={(granted) => consent.set(purpose, granted)}
        record={record}
        disabled={!one.granted && (center.blocked === 'age_unknown' || (purpose === 'discovery' && center.blocked !== null))}
      >
        {purpose === 'discovery' ? (
          <Trans>Searches and their counts may include you. Off, nobody finds you.</Trans>
        ) : purpose === 'exact_numbers' && figure !== '' && band !== '' ? (
          <Trans>
            Agencies read {figure} average viewers instead of {band}. Off, they see ranges.
          </Trans>
        ) : (
          text.body
        )}
      </Consent>
      {wrong !== '' && (
        <div className="field px-4 pb-3">
          <Wrong>{wrong}</Wrong>
        </div>
      )}
      <Renewal consent={one} version={version} onRenew={() => consent.set(purpose, true)} busy={busy !== null} />
      <History consent={one} title={title} />
    </div>
  );
}

const renewFromDays = 60;

/** A second yes, offered when the permission runs out within two months or its text has changed. Without one it ends by itself. */
function Renewal({ consent, version, onRenew, busy }: { consent: OneConsent; version: number; onRenew: () => void; busy: boolean }) {
  const at = useNow();
  if (!consent.granted || consent.expiresAt === null) return null;
  const changed = (consent.textVersion ?? 0) < version;
  const soon = Date.parse(consent.expiresAt) - at < renewFromDays * 86_400_000;
  if (!changed && !soon) return null;
  const end = day(consent.expiresAt);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3">
      <span className="text-dense text-text-2">
        {changed ? <Trans>The text has changed since you said yes.</Trans> : <Trans>Ends by itself on {end}.</Trans>}
      </span>
      <Btn small busy={busy} onClick={onRenew}>
        <Trans>Say yes again</Trans>
      </Btn>
    </div>
  );
}

function WhoSawYou({ invites }: { invites: Answer<'invites.mine'> | undefined }) {
  const { t } = useLingui();
  const at = useNow();
  const seen = useRead('creators.exposures', { query: { limit: 5 } });
  if (seen.error && !seen.data)
    return (
      <Section title={<Trans>Who saw you</Trans>}>
        <div className="field">
          <Wrong>
            <Trans>The records could not be read.</Trans>
          </Wrong>
        </div>
        <div className="acts mt-2.5">
          <Btn onClick={() => void seen.refetch()}>
            <Trans>Try again</Trans>
          </Btn>
        </div>
      </Section>
    );
  const week = seen.data?.week;
  const invited = invites?.items.filter((one) => at - Date.parse(one.sentAt) < 7 * 86_400_000).length;
  const counts = [
    { count: week?.times, words: <Plural value={week?.times ?? 0} one="time you were shown" other="times you were shown" /> },
    { count: week?.agencies, words: <Plural value={week?.agencies ?? 0} one="agency looked" other="agencies looked" /> },
    { count: invited, words: <Plural value={invited ?? 0} one="agency invited you" other="invitations came" /> },
  ];
  return (
    <Section title={<Trans>Who saw you</Trans>} prov={<Trans>last 7 days</Trans>}>
      <dl className="grid grid-cols-3 border-y border-line">
        {counts.map(({ count, words }, index) => (
          <div
            key={index}
            className={`flex flex-col-reverse justify-end gap-0.5 py-2.5 ${index > 0 ? 'border-s border-line ps-3' : 'pe-2'}`}
          >
            <dt className="text-small text-text-3">{words}</dt>
            <dd className="heading">{count === undefined ? <Bone width={28} height={20} /> : number(count)}</dd>
          </div>
        ))}
      </dl>
      {seen.data === undefined ? (
        <Skeleton rows={3} avatar={false} />
      ) : seen.data.items.length === 0 ? (
        <p className="py-3 text-text-2">
          <Trans>Nobody has seen your profile so far. Every look of an agency is written down here.</Trans>
        </p>
      ) : (
        <ul className="rule" aria-label={t`Who saw you`}>
          {seen.data.items.slice(0, 4).map((one) => (
            <SeenLine key={keyOfSeen(one)} seen={one} />
          ))}
        </ul>
      )}
      {seen.data !== undefined && seen.data.items.length > 0 && (
        <div className="mt-2.5">
          <Btn wide to="/agency-center/seen">
            <Trans>All records</Trans>
          </Btn>
        </div>
      )}
    </Section>
  );
}

function NotOffered({ center }: { center: Center }) {
  return (
    <>
      <Refused
        say={<Trans>Agency Center is not offered to you yet.</Trans>}
        why={
          center.blocked === 'age_unknown' ? (
            <Trans>Your age is not known here, and nobody of unknown age can be found.</Trans>
          ) : (
            <Trans>The operator of this Greenroom opens it step by step, by country and by size.</Trans>
          )
        }
        change={<Trans>Nothing that you have to do. It appears here when your turn comes.</Trans>}
        visible={<Trans>What agencies would see of you, and who saw you before. No agency can find you.</Trans>}
        acts={
          <Btn to="/agency-center/seen">
            <Trans>All records</Trans>
          </Btn>
        }
        code={center.blocked === 'age_unknown' ? 'creators.age_unknown' : 'creators.not_offered'}
      />
      <Preview preview={center.preview} on={false} />
    </>
  );
}
