import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { type SalePromise, salePromisesQuery } from './queries';
import classes from './units.module.css';

function Promised({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li>
      <Text span fw={promise.standing === 'open' ? 600 : 400} dir="auto">
        {promise.words}
      </Text>
      {promise.form === 'quantity' && promise.reserved > 0 && (
        <Text size="xs" c="dimmed">
          {t('sale_promise.reserved', { n: promise.reserved })}
        </Text>
      )}
      {promise.due_at && (
        <Text size="xs" c="dimmed">
          {formats.fullDue(promise.due_at)}
          {promise.became && ` · ${t(`sale_promise.became_${promise.became}`)}`}{' '}
          {promise.case_id && (
            <Link to={`/case/${promise.case_id}`}>{t('sale_promise.its_case')}</Link>
          )}
        </Text>
      )}
    </li>
  );
}

/// What was said when it was sold: how many free visits are left, until when.
export function SalePromises({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const promised = useQuery(salePromisesQuery(unit));
  return (
    <section className={classes.panel} aria-labelledby="its-promises">
      <h2 id="its-promises" className={classes.heading}>
        {t('sale_promise.title')}
      </h2>
      {promised.isPending && <Loading />}
      {promised.isError && <Failure error={promised.error} again={() => void promised.refetch()} />}
      {promised.data?.length === 0 && <Text c="dimmed">{t('sale_promise.none')}</Text>}
      <ul>
        {promised.data?.map(promise => (
          <Promised key={promise.id} promise={promise} />
        ))}
      </ul>
    </section>
  );
}
