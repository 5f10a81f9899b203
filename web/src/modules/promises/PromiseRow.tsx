import { Badge, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { TimeLeft } from '~/ui/TimeLeft';
import classes from './promises.module.css';

interface Props {
  promise: Schemas['OwedPromise'];
  isCurrent: boolean;
}

/// What is owed, to whom, in which case, and how long there is.
export function PromiseRow({ promise: p, isCurrent }: Props) {
  const { t } = useTranslation();
  return (
    <li className={classes.row} data-row={p.id} data-current={isCurrent || undefined}>
      <TimeLeft owed={p} />
      <div className={classes.what}>
        <Link to={`/case/${p.case_id}`} className={classes.link}>
          <Text span fw={600}>
            {t(`promise.${p.kind}`)}
          </Text>{' '}
          · <bdi>{p.customer_name}</bdi>
        </Link>
        <Text size="sm" truncate dir="auto" className={classes.subject}>
          {p.what || p.subject}
        </Text>
      </div>
      <div className={classes.aside}>
        {p.source === 'word' && <Badge variant="light">{t('promises.my_word')}</Badge>}
        {p.source === 'recovery' && (
          <Badge variant="light" color="red">
            {t('promises.recovery')}
          </Badge>
        )}
        {(p.priority === 'high' || p.priority === 'urgent') && (
          <Badge variant="outline" color="gray">
            {t(`priority.${p.priority}`)}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          <bdi>{p.case_number}</bdi>
        </Text>
      </div>
    </li>
  );
}
