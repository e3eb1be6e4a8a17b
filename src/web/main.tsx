import { CSPProvider } from '@base-ui/react/csp-provider';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Toasts } from './kit/Toast.tsx';
import { makeQueryClient } from './queries.ts';
import { makeRouter } from './router.tsx';
import './styles.css';
import { direction, speak } from './words.ts';

const client = makeQueryClient();
const router = makeRouter(client);

await speak('en');
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={direction(i18n.locale)}>
        <I18nProvider i18n={i18n}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
            <Toasts />
          </QueryClientProvider>
        </I18nProvider>
      </DirectionProvider>
    </CSPProvider>
  </StrictMode>,
);
void import('./styles/scripts.css');
// Three hundred faces of Chinese, Japanese and Korean: a rule each, so they wait until the page is at rest.
const atRest = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 500));
atRest(() => void import('./styles/scripts-east.css'));
