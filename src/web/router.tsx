import { useLingui } from '@lingui/react/macro';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useMatches,
  useRouter,
  type AnyRoute,
  type ErrorComponentProps,
  type ParsedLocation,
  type RouteComponent,
} from '@tanstack/react-router';
import { i18n } from '@lingui/core';
import { call, Problem, whenSessionEnds } from './api.ts';
import { homeOf } from './me.ts';
import { keyOf } from './queries.ts';
import { agencyScreens } from './routes/agency.ts';
import { creatorScreens } from './routes/creator.ts';
import { entryScreens } from './routes/entry.ts';
import { operatorScreens } from './routes/operator.ts';
import { ownScreens } from './routes/own.ts';
import type { Screen } from './routes/screen.ts';
import { SayBone, Skeleton } from './kit/States.tsx';
import { focusOnArrival } from './shell/arrive.ts';
import EntryFrame from './shell/EntryFrame.tsx';
import { NotFound, PageError } from './shell/PageError.tsx';
import PhoneFrame from './shell/PhoneFrame.tsx';
import { chooseLanguage, hear } from './words.ts';
import { useRouteTitle } from './shell/useTitle.ts';

function Root() {
  const { i18n } = useLingui();
  const screen = useMatches().at(-1)?.staticData as { screen?: Screen } | undefined;
  useRouteTitle(screen?.screen ? i18n._(screen.screen.title) : '');
  return <Outlet />;
}

function Broken({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main id="main" tabIndex={-1} className="page">
      <PageError error={error} again={() => void router.invalidate()} />
    </main>
  );
}

/** Only seen when a room takes its time: the shape of a screen, still. */
function Arriving() {
  return (
    <main id="main" tabIndex={-1} className="page pt-5">
      <SayBone />
      <div className="mt-6">
        <Skeleton />
      </div>
    </main>
  );
}

/** Where a session ended, the person comes back to after signing in. */
function toDoor(next: string) {
  return { to: '/sign-in', search: (next === '/' ? {} : { next }) as never, replace: true };
}

/** A screen and its words, asked for side by side. */
async function withWords({ path, load }: Screen) {
  const [screen] = await Promise.all([load(), hear(path)]);
  return screen;
}

/** Every screen of the program, by room. A screen is added in its room's list under `routes/`. */
export function makeRouter(client: QueryClient) {
  const root = createRootRoute({ component: Root });
  const frame = (id: string, component: RouteComponent, screens: Screen[], signedIn: boolean) => {
    const room: AnyRoute = createRoute({
      getParentRoute: () => root,
      id,
      component,
      ...(signedIn ? { beforeLoad: ({ location }: { location: ParsedLocation }) => whoIsIt(location.href) } : {}),
    });
    return room.addChildren(
      screens.map((screen) =>
        createRoute({
          getParentRoute: () => room,
          path: screen.path,
          component: lazyRouteComponent(() => withWords(screen)),
          loader: () => readFirst(screen),
          staticData: { screen } as object,
        }),
      ),
    );
  };
  // Not waited for: what has been asked ahead is there by now, and a screen knows what to show until the rest comes.
  const readFirst = ({ reads = [] }: Screen) => {
    for (const name of reads)
      void client.prefetchQuery({ queryKey: keyOf(name), queryFn: ({ signal }) => call(name as 'people.me', { signal }) });
  };
  const whoIsIt = async (next: string) => {
    try {
      const me = await client.ensureQueryData({ queryKey: keyOf('people.me'), queryFn: () => call('people.me') });
      // What the person chose goes before what this device speaks.
      if (me.locale !== null && me.locale !== i18n.locale) await chooseLanguage(me.locale);
      return me;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) throw redirect(toDoor(next));
      throw error;
    }
  };
  const first = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: async () => {
      throw redirect({ to: homeOf(await whoIsIt('/')), replace: true });
    },
  });
  const router = createRouter({
    routeTree: root.addChildren([
      first,
      frame('entry', EntryFrame, entryScreens, false),
      frame('creator', PhoneFrame, creatorScreens, true),
      frame(
        'agency',
        lazyRouteComponent(() => import('./shell/DeskFrame.tsx')),
        agencyScreens,
        true,
      ),
      frame(
        'own',
        lazyRouteComponent(() => import('./shell/OwnFrame.tsx')),
        ownScreens,
        true,
      ),
      frame(
        'operator',
        lazyRouteComponent(() => import('./shell/DeskFrame.tsx')),
        operatorScreens,
        true,
      ),
    ]),
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: Broken,
    defaultPendingComponent: Arriving,
    defaultPendingMs: 400,
    defaultPendingMinMs: 0,
    defaultNotFoundComponent: NotFound,
    // A page of its own, not one inside the frame of a room.
    notFoundMode: 'root',
    scrollRestoration: true,
  });
  focusOnArrival(router);
  whenSessionEnds(() => {
    client.removeQueries({ queryKey: keyOf('people.me') });
    void router.navigate(toDoor(router.state.location.href));
  });
  return router;
}
