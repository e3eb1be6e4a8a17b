import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import { Moon, Sun, SunMoon } from 'lucide-react';
import { Btn } from '../kit/Btn.tsx';
import { Lamp } from '../kit/HouseMark.tsx';
import { chooseTheme, useTheme } from '../theme.ts';
import { LanguageAtTheDoor } from './Language.tsx';
import { SkipLink } from './SkipLink.tsx';

/** The doors from outside: one column, nothing to wander off to. Its screens bring no main of their own. */
export default function EntryFrame() {
  const { t } = useLingui();
  const theme = useTheme();
  const light = {
    system: { icon: SunMoon, label: t`Light: as the system`, next: 'light' },
    light: { icon: Sun, label: t`Light: on`, next: 'dark' },
    dark: { icon: Moon, label: t`Light: off`, next: 'system' },
  } as const;
  const { icon, label, next } = light[theme];
  return (
    <div className="entry">
      <SkipLink />
      <header>
        <Lamp />
        Greenroom
        <span className="ms-auto">
          <Btn bare icon={icon} label={label} onClick={() => chooseTheme(next)} />
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="prov">
        <span>{t`The open, self-hosted Agency Center`}</span>
        <LanguageAtTheDoor />
      </footer>
    </div>
  );
}
