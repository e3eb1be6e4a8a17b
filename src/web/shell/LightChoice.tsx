import { Trans, useLingui } from '@lingui/react/macro';
import { Seg } from '../kit/Seg.tsx';
import { Section } from '../kit/Sheet.tsx';
import { chooseTheme, useTheme } from '../theme.ts';

/** Light or dark, on this device. */
export function LightChoice() {
  const { t } = useLingui();
  return (
    <Section title={<Trans>Light</Trans>} prov={<Trans>on this device</Trans>}>
      <Seg
        wide
        label={t`Light`}
        value={useTheme()}
        options={[
          { value: 'system', label: t`System` },
          { value: 'light', label: t`On` },
          { value: 'dark', label: t`Off` },
        ]}
        onChange={chooseTheme}
      />
    </Section>
  );
}
