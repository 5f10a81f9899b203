import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import type { CaseLaw } from './queries';

/// When it was found to be no case, by whom, why, and whether it is one again.
export function Dismissals({ law }: { law: CaseLaw }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return law.dismissals.map(one => (
    <Text key={one.id} size="sm" role="note">
      {t('law_dismissed.was', { kind: t(`law_no_case.${one.kind}`) })} ·{' '}
      <q dir="auto">{one.reason}</q> · <bdi>{one.dismissed_by}</bdi> ·{' '}
      {formats.instant(one.dismissed_at)}
      {one.lifted_at && ` · ${t('law_dismissed.lifted', { when: formats.instant(one.lifted_at) })}`}
    </Text>
  ));
}
