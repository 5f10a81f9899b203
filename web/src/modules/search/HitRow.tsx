import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import classes from './search.module.css';

type Hit = Schemas['Hit'];

export const addressOf = (hit: Hit) =>
  hit.kind === 'customer' ? `/customer/${hit.customer_id}` : `/case/${hit.case_id}`;

/// A text with what was looked for marked in it; the places count code points.
export function Marked({ text, highlights }: Schemas['Excerpt']) {
  const letters = [...text];
  let at = 0;
  const parts = highlights.flatMap(({ begin, end }) => {
    const before = letters.slice(at, begin).join('');
    at = end;
    return [
      before,
      <mark key={begin} className={classes.mark}>
        {letters.slice(begin, end).join('')}
      </mark>,
    ];
  });
  return (
    <>
      {parts}
      {letters.slice(at).join('')}
    </>
  );
}

export const idOf = (hit: Hit) => hit.kind + (hit.interaction_id || hit.case_id || hit.customer_id);

export function HitRow({ hit, isCurrent }: { hit: Hit; isCurrent: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li className={classes.row} data-row={idOf(hit)} data-current={isCurrent || undefined}>
      <Link to={addressOf(hit)} className={classes.link}>
        <bdi>
          <Marked {...hit.title} />
        </bdi>
      </Link>
      <Text size="sm" dir="auto" ta="start" lineClamp={2}>
        <Marked {...hit.excerpt} />
      </Text>
      <Text size="sm" c="dimmed">
        {t(`search.kind_${hit.kind}`)}
        {hit.case_number && (
          <>
            {' '}
            · <bdi>{hit.case_number}</bdi>
          </>
        )}
        {hit.kind === 'case' && hit.state && ` · ${t(`state.${hit.state}`)}`} ·{' '}
        {formats.day(hit.at)}
      </Text>
    </li>
  );
}
