import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './documents.module.css';
import type { Preview } from './queries';

const pictureOf = (page: string) =>
  `data:image/png;base64,${page.replaceAll('-', '+').replaceAll('_', '/')}`;

/// The pages as they would be, and what still keeps them from being made.
export function Shown({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('documents.look')} aria-live="polite">
      {preview.problems.length > 0 && (
        <Alert color="yellow" variant="light" mb="sm" title={t('documents.still_missing')}>
          {preview.problems.map(one => (
            <Text size="sm" key={one.field + one.text}>
              {one.text}
            </Text>
          ))}
        </Alert>
      )}
      <div className={classes.pages}>
        {preview.pages.map((page, i) => (
          <img
            key={page.slice(-40) + String(i)}
            src={pictureOf(page)}
            alt={t('documents.page', { page: i + 1 })}
            className={classes.sheet}
          />
        ))}
      </div>
    </section>
  );
}
