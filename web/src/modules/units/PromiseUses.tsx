import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { type SalePromise, usesQuery } from './queries';

function Uses({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const uses = useQuery(usesQuery(promise));
  return (
    <Loaded query={uses}>
      {rows => (
        <ul>
          {rows.map(row => (
            <li key={row.n}>
              {t(`sale_promise.use_${row.kind}`)}{' '}
              {row.case_id && <Link to={`/case/${row.case_id}`}>{t('sale_promise.its_case')}</Link>}{' '}
              <Text span size="xs" c="dimmed">
                {formats.instant(row.at)}
                {row.actor && (
                  <>
                    {' '}
                    · <bdi>{row.actor}</bdi>
                  </>
                )}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

/// The ledger of a promise, asked for when somebody looks.
export function PromiseUses({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={e => setOpen(e.currentTarget.open)}>
      <summary>{t('sale_promise.ledger')}</summary>
      {isOpen && <Uses promise={promise} />}
    </details>
  );
}
