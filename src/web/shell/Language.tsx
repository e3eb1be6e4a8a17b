import { Trans, useLingui } from '@lingui/react/macro';
import { locales, type Locale } from '#src/lib/locales.ts';
import { Select } from '../kit/Field.tsx';
import { useMe } from '../me.ts';
import { useChange } from '../queries.ts';
import { chooseLanguage, languageNames, useLanguage } from '../words.ts';

const options = () => locales.map((value) => ({ value, label: languageNames[value] }));

/** In which language the screens speak: kept with the person, so that another device and the mails speak it too. */
export function LanguageChoice() {
  const { data: me } = useMe();
  const { t } = useLingui();
  const language = useLanguage();
  const change = useChange('people.setLocale', { touches: ['people.me'] });
  const choose = (value: Locale | '') => {
    const locale = value === '' ? null : value;
    change.mutate({ body: { locale } }, { onSuccess: () => void chooseLanguage(locale) });
  };
  return (
    <Select
      label={<Trans>Language of the screens and of mails to you</Trans>}
      value={me?.locale ?? ''}
      options={[{ value: '', label: me?.locale == null ? t`As the browser: ${languageNames[language]}` : t`As the browser` }, ...options()]}
      onChange={choose}
    />
  );
}

/** At the door, where nobody is known yet: the choice stays on this device. */
export function LanguageAtTheDoor() {
  const language = useLanguage();
  return (
    <Select
      label={
        <span className="sr-only">
          <Trans>Language</Trans>
        </span>
      }
      value={language}
      options={options()}
      onChange={(value) => void chooseLanguage(value)}
    />
  );
}
