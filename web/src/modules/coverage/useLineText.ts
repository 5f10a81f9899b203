import { useTranslation } from 'react-i18next';
import type { Line } from './queries';

/// "Parts 100% · 36 months": what a line gives, for how long.
export function useLineText() {
  const { t } = useTranslation();
  return (line: Line) => {
    const share = t('coverage.share', {
      component: t(`component.${line.component}`),
      percent: line.percent,
    });
    return line.months
      ? `${share} · ${t('coverage_templates.so_long', { count: line.months })}`
      : share;
  };
}
