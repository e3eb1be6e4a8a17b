import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import {
  Bell,
  Building2,
  ChartNoAxesColumn,
  Eye,
  FileText,
  LogOut,
  Moon,
  Search,
  Settings,
  Settings2,
  Sun,
  SunMoon,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
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

interface Entry {
  id: string;
  label: string;
  icon: LucideIcon;
  run: () => void;
}
interface Group {
  title: string;
  entries: Entry[];
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase();
/** How well a label fits what was typed: every word of it begins a word of the label, or stands in it; 0 is not at all. */
function fit(label: string, typed: string): number {
  const said = plain(label);
  const words = said.split(/[^\p{L}\p{N}]+/u);
  const wanted = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return 1;
  const each = wanted.map((word) =>
    said.startsWith(word) ? 3 : words.some((one) => one.startsWith(word)) ? 2 : said.includes(word) ? 1 : 0,
  );
  return Math.min(...each);
}
/** Those that fit, the best first, and groups by their best. */
function fitting(groups: Group[], typed: string): Group[] {
  const best = (entries: Entry[]) => Math.max(...entries.map(({ label }) => fit(label, typed)));
  return groups
    .map(({ title, entries }) => ({
      title,
      entries: entries.filter(({ label }) => fit(label, typed) > 0).sort((a, b) => fit(b.label, typed) - fit(a.label, typed)),
    }))
    .filter(({ entries }) => entries.length > 0)
    .sort((a, b) => best(b.entries) - best(a.entries));
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
  const light = (theme: Theme) => () => {
    onClose();
    chooseTheme(theme);
  };
  const searches = me && may(me, 'discovery.search') ? searchedBy(me, agencyId) : undefined;
  const found = useFound(searches, text);
  const acts: Entry[] = [
    { id: 'light', label: t`Light: on`, icon: Sun, run: light('light') },
    { id: 'dark', label: t`Light: off`, icon: Moon, run: light('dark') },
    { id: 'system', label: t`Light: as the system`, icon: SunMoon, run: light('system') },
    { id: 'out', label: t`Sign out`, icon: LogOut, run: () => void leave() },
  ];
  const groups = fitting([...useRooms(me, agencyId, go), { title: t`Acts`, entries: acts }], text);
  const asks = searches !== undefined && text.trim().length >= 2;
  return (
    <Dialog open onClose={onClose} title={<Trans>Go to …</Trans>}>
      <Command
        className="palette"
        label={t`Go to …`}
        loop
        shouldFilter={false}
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
          {groups.map(({ title, entries }) => (
            <Command.Group key={title} heading={<bdi>{title}</bdi>} value={title}>
              {entries.map(({ id, label, icon: Icon, run }) => (
                <Command.Item key={id} value={`${title} ${id}`} onSelect={run}>
                  <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
                  <bdi>{label}</bdi>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
          {asks && (
            <Command.Group heading={t`Creators`} value="creators">
              {found.items.map((one) => (
                <Command.Item
                  key={one.creatorId}
                  value={`creator ${one.creatorId}`}
                  onSelect={() => go(`/a/${searches}/discover`, { q: `@${one.handle}` })}
                >
                  <Avatar name={one.displayName} id={one.creatorId} size={24} />
                  <bdi>{one.displayName}</bdi>
                  <span className="n">
                    <bdi>@{one.handle}</bdi> {platformName(one.platform)}
                  </span>
                </Command.Item>
              ))}
              <Command.Item value="creators all" onSelect={() => go(`/a/${searches}/discover`, { q: text.trim() })}>
                <Search size={17} strokeWidth={1.75} aria-hidden="true" />
                <Trans>Search all creators for “{text}”</Trans>
              </Command.Item>
            </Command.Group>
          )}
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

function useRooms(me: Me | undefined, agencyId: string | undefined, go: (to: string) => void): Group[] {
  const { t, i18n } = useLingui();
  const place = (to: string, label: string, icon: LucideIcon): Entry => ({ id: to, label, icon, run: () => go(to) });
  const placesOf = (screens: Screen[], fill = (path: string) => path): Entry[] =>
    screens
      .filter(({ path, tab }) => !/\$(?!agencyId)/.test(path) && (!tab?.needs || may(me, tab.needs)))
      .map(({ path, title, tab }) => place(fill(path), i18n._(title), tab?.icon ?? iconOf[path] ?? FileText));
  const here = me?.agencies.find((one) => one.agencyId === agencyId);
  const others = (me?.agencies ?? []).filter((one) => one !== here);
  const groups = [
    { title: t`Your own room`, entries: me?.creatorId === undefined ? [] : placesOf(creatorScreens) },
    { title: here?.name ?? '', entries: here ? placesOf(agencyScreens, (path) => path.replace('$agencyId', here.agencyId)) : [] },
    { title: t`Agencies`, entries: others.map((one) => place(roomOf(me!, one.agencyId), one.name, Building2)) },
    { title: t`Operator`, entries: me?.operator === undefined ? [] : placesOf(operatorScreens) },
    { title: t`Yours`, entries: placesOf(ownScreens) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}
const iconOf: Record<string, LucideIcon> = {
  '/notices': Bell,
  '/settings/notifications': Settings2,
  '/account': UserRound,
  '/settings': Settings,
  '/agency-center/seen': Eye,
  '/figures': ChartNoAxesColumn,
};
