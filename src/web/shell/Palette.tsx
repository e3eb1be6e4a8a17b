import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Bell, Building2, LogOut, Moon, Search, Settings, Sun, SunMoon, UserRound, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '../api.ts';
import { Avatar } from '../kit/Avatar.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { may, roomOf, useMe, type Me } from '../me.ts';
import { agencyScreens } from '../routes/agency.ts';
import { creatorScreens } from '../routes/creator.ts';
import { operatorScreens } from '../routes/operator.ts';
import { ownScreens } from '../routes/own.ts';
import type { Screen } from '../routes/screen.ts';
import { chooseTheme, type Theme } from '../theme.ts';
import { platformName } from '../words/names.ts';
import { sayProblem } from '../words/problems.ts';
import { leave } from './leave.ts';

interface Place {
  to: string;
  label: string;
  icon: LucideIcon;
}
/** Go anywhere, do the small acts, and, for those who may search, find a creator: by name, on Enter or after a pause. */
export default function Palette({ agencyId, onClose }: { agencyId: string | undefined; onClose: () => void }) {
  const { t } = useLingui();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const go = (to: string, search: Record<string, unknown> = {}) => {
    onClose();
    void navigate({ to, search: search as never });
  };
  const light = (theme: Theme) => {
    onClose();
    chooseTheme(theme);
  };
  const searches = me && may(me, 'discovery.search') ? searchedBy(me, agencyId) : undefined;
  const found = useFound(searches, text);
  const item = ({ to, label, icon: Icon }: Place, about?: string) => (
    <Command.Item key={`${about} ${to}`} value={`${about ?? ''} ${label} ${to}`} onSelect={() => go(to)}>
      <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
      <bdi>{label}</bdi>
    </Command.Item>
  );
  const rooms = useRooms(me, agencyId);
  return (
    <Dialog open onClose={onClose} title={<Trans>Go to …</Trans>}>
      <Command
        className="palette"
        label={t`Go to …`}
        loop
        vimBindings={false}
        onKeyDown={(event) => {
          if (event.key === 'Enter') found.now();
        }}
      >
        <div className="searchbox">
          <Search size={19} strokeWidth={1.75} aria-hidden="true" />
          <Command.Input
            autoFocus
            value={text}
            onValueChange={setText}
            placeholder={searches ? t`A screen, an act, or a creator’s name` : t`A screen or an act`}
          />
        </div>
        <Command.List label={t`Places and acts`}>
          <Command.Empty>
            <Trans>Nothing fits “{text}”.</Trans>
          </Command.Empty>
          {rooms.map(({ title, places }) => (
            <Command.Group key={title} heading={<bdi>{title}</bdi>} value={title}>
              {places.map((place) => item(place, title))}
            </Command.Group>
          ))}
          {searches && text.trim().length >= 2 && (
            <Command.Group heading={t`Creators`} value="creators" forceMount>
              {found.items.map((one) => (
                <Command.Item
                  key={one.creatorId}
                  value={`creator ${one.creatorId}`}
                  forceMount
                  onSelect={() => go(`/a/${searches}/discover`, { q: `@${one.handle}` })}
                >
                  <Avatar name={one.displayName} id={one.creatorId} size={24} />
                  <bdi>{one.displayName}</bdi>
                  <span className="n">
                    <bdi>@{one.handle}</bdi> {platformName(one.platform)}
                  </span>
                </Command.Item>
              ))}
              <Command.Item value="creators all" forceMount onSelect={() => go(`/a/${searches}/discover`, { q: text.trim() })}>
                <Search size={17} strokeWidth={1.75} aria-hidden="true" />
                <Trans>Search all creators for “{text}”</Trans>
              </Command.Item>
            </Command.Group>
          )}
          <Command.Group heading={t`Acts`} value="acts">
            <Command.Item value={t`Light: on`} onSelect={() => light('light')}>
              <Sun size={17} strokeWidth={1.75} aria-hidden="true" />
              {t`Light: on`}
            </Command.Item>
            <Command.Item value={t`Light: off`} onSelect={() => light('dark')}>
              <Moon size={17} strokeWidth={1.75} aria-hidden="true" />
              {t`Light: off`}
            </Command.Item>
            <Command.Item value={t`Light: as the system`} onSelect={() => light('system')}>
              <SunMoon size={17} strokeWidth={1.75} aria-hidden="true" />
              {t`Light: as the system`}
            </Command.Item>
            <Command.Item value={t`Sign out`} onSelect={() => void leave()}>
              <LogOut size={17} strokeWidth={1.75} aria-hidden="true" />
              {t`Sign out`}
            </Command.Item>
          </Command.Group>
        </Command.List>
        <p className="prov" role="status">
          {found.error
            ? sayProblem(found.error)
            : found.asking
              ? t`Looking for creators …`
              : t`Arrow keys choose, Enter goes, Escape closes.`}
        </p>
      </Command>
    </Dialog>
  );
}

/** The agency in whose name creators are looked for: the one in whose rooms one is, else the first. */
const searchedBy = (me: Me, agencyId: string | undefined): string | undefined =>
  (me.agencies.find((one) => one.agencyId === agencyId) ?? me.agencies[0])?.agencyId;

const pauseMs = 500;
/** Asked only after a pause or on Enter: each question shows profiles, and is noted as such. */
function useFound(agencyId: string | undefined, typed: string) {
  const text = typed.trim();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const enabled = agencyId !== undefined && asked.length >= 2 && asked === text;
  const { data, error, isFetching } = useQuery({
    queryKey: ['discovery.search', 'palette', agencyId, asked],
    queryFn: ({ signal }) => call('discovery.search', { path: { agencyId: agencyId! }, body: { text: asked, limit: 5 }, signal }),
    enabled,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
  return {
    items: enabled ? (data?.items ?? []) : [],
    error: enabled ? error : null,
    asking: enabled && isFetching,
    now: () => setAsked(text),
  };
}

function useRooms(me: Me | undefined, agencyId: string | undefined): { title: string; places: Place[] }[] {
  const { t, i18n } = useLingui();
  const placesOf = (screens: Screen[], fill: (path: string) => string): Place[] =>
    screens
      .filter(({ path, tab }) => !/\$(?!agencyId)/.test(path) && (!tab?.needs || may(me, tab.needs)))
      .map(({ path, title, tab }) => ({ to: fill(path), label: i18n._(title), icon: tab?.icon ?? iconOf[path] ?? Search }));
  const here = me?.agencies.find((one) => one.agencyId === agencyId);
  const others = (me?.agencies ?? []).filter((one) => one !== here);
  const groups = [
    { title: t`Your own room`, places: me?.creatorId === undefined ? [] : placesOf(creatorScreens, (path) => path) },
    { title: here?.name ?? '', places: here ? placesOf(agencyScreens, (path) => path.replace('$agencyId', here.agencyId)) : [] },
    {
      title: t`Agencies`,
      places: others.map((one) => ({ to: roomOf(me!, one.agencyId), label: one.name, icon: Building2 })),
    },
    { title: t`Operator`, places: me?.operator === undefined ? [] : placesOf(operatorScreens, (path) => path) },
    { title: t`Yours`, places: placesOf(ownScreens, (path) => path) },
  ];
  return groups.filter(({ places }) => places.length > 0);
}
const iconOf: Record<string, LucideIcon> = {
  '/notices': Bell,
  '/settings/notifications': Bell,
  '/account': UserRound,
  '/settings': Settings,
};
