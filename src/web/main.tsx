import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { directionOf } from '#src/lib/locales.ts';
import { ahead } from './ahead.ts';
import { Toasts } from './kit/Toast.tsx';
import { makeQueryClient } from './queries.ts';
import { makeRouter } from './router.tsx';
import { hearScripts } from './scripts.ts';
import './styles.css';
import { firstLanguage, speak, useLanguage } from './words.ts';

const client = makeQueryClient();
const router = makeRouter(client);

/** Another language draws every screen anew: words are read where they are written, not carried about as state. */
function App() {
  const language = useLanguage();
  return (
    <DirectionProvider direction={directionOf(language)}>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <RouterProvider key={language} router={router} />
          <Toasts />
        </QueryClientProvider>
      </I18nProvider>
    </DirectionProvider>
  );
}

/** The first screen is drawn once, when it can be, and in small steps: a slow phone hears a finger in between. */
async function begin(): Promise<void> {
  await speak(firstLanguage());
  await router.load().catch(() => {}); // what fails, the router shows
  await ahead?.dressed;
  const root = createRoot(document.getElementById('root') as HTMLElement);
  startTransition(() =>
    root.render(
      <StrictMode>
        <CSPProvider disableStyleElements>
          <App />
        </CSPProvider>
      </StrictMode>,
    ),
  );
}

// Not awaited here: the scripts of the screens import this one and would wait for each other.
void begin();
document.addEventListener('input', ({ target }) => hearScripts((target as Partial<HTMLInputElement> | null)?.value ?? ''));
